/** What is wanted of a reader of PDF, and what becomes of its answer. The reader is large, and comes from outside where there is one. */
import type { UnreadReason } from './unreadable.js';

export interface PdfLimits {
  readonly characters: number;
  readonly pages: number;
  /** Of all parts that are unpacked for the text; bytes. */
  readonly unpacked: number;
  /** Asked while it reads: whether nobody waits any longer. */
  readonly isLate: () => boolean;
}

/** Nothing is thrown for what a file holds; what is not in `texts` and `files` is named in `unread`. */
export interface PdfText {
  /** Of all pages together, and of what else the document says. */
  readonly texts: readonly string[];
  /** Files that are packed into the document. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly unread: readonly { readonly reason: UnreadReason; readonly message: string }[];
}

export type ReadPdf = (bytes: Uint8Array, limits: PdfLimits) => Promise<PdfText>;
