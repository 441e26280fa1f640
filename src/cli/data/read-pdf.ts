/** The reader of PDF lies beside the bundled command and is loaded when a file is one; from the sources alone, PDFs are named as unread. */
import { createRequire } from 'node:module';
import type { ReadPdf } from '../../data/files/pdf-text.js';
import type * as PdfReader from '../../pdf/read-pdf.js';

const NOT_THERE = {
  ...{ texts: [], files: [] },
  unread: [{ reason: 'unknown-kind', message: 'a PDF, and read-pdf.cjs is missing beside the command' }],
} as const;

export const readPdf: ReadPdf = (bytes, limits) => {
  const reader = load();
  return reader === null ? Promise.resolve(NOT_THERE) : reader.readPdf(bytes, limits);
};

function load(): typeof PdfReader | null {
  try {
    return createRequire(import.meta.url)('./read-pdf.cjs') as typeof PdfReader;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
