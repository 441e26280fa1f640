/** Reads a PDF by the reader that comes into the page for it: it is large, and few pages ever need it. */
import type { ReadPdf } from '../../data/files/pdf-text.js';
import type { DataRequest } from '../../protocol/data-messages.js';
import { parts } from './parts.js';

const NOT_THERE = {
  ...{ texts: [], files: [] },
  unread: [{ reason: 'unknown-kind', message: 'the reader of PDF did not come' }],
} as const;

/** The worker's answer does not wait for a page that is busy; what has come late is there for the next one. */
export const readPdf: ReadPdf = async (bytes, limits) => {
  const request: DataRequest = { kind: 'data-pdf' };
  if (parts.readPdf === undefined) await chrome.runtime.sendMessage(request).catch(() => undefined);
  return parts.readPdf?.(bytes, limits) ?? NOT_THERE;
};
