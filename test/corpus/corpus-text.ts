/** One text of the corpus, and what is expected in it. */

export type Family =
  | 'vendor-secret'
  | 'assigned-secret'
  | 'generic-secret'
  | 'personal'
  | 'code'
  | 'log'
  | 'marking'
  | 'clean'
  | 'hard-clean';

export interface CorpusText {
  /** Its family and a number or name: `vendor-secret/github-3`. */
  readonly id: string;
  readonly family: Family;
  readonly text: string;
  /** Every one has to be found; nothing else may be. A finding is of an expected kind, and touches the value. */
  readonly expected: readonly Expected[];
}

export interface Expected {
  readonly kind: 'secret' | 'personal' | 'code' | 'log' | 'marking';
  /** A stretch of the text; the whole text when missing. */
  readonly value?: string;
}
