/** The reader of PDF as the command loads it: the core of pdf.js counts what it unpacks only when it is built in. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundlePdfReader } from '../../scripts/pdf-core.mjs';
import type * as PdfReader from '../../src/pdf/read-pdf.js';

/** @param folder where the bundle goes */
export async function bundledPdfReader(folder: string): Promise<typeof PdfReader> {
  await bundlePdfReader(folder);
  return createRequire(import.meta.url)(path.join(folder, 'read-pdf.cjs')) as typeof PdfReader;
}
