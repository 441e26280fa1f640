/** What somebody has to be asked, and what may become of it. */
import type { Evaluation } from '../../data/plan.js';
import type { Guarding } from './current-plan.js';
import type { FileResult } from './files/check-files.js';
import type { Channel, Outcome } from './report.js';

export interface Question {
  readonly kind: 'ask';
  readonly guarding: Guarding;
  readonly evaluation: Evaluation;
  readonly text: string;
  readonly channel: Channel;
  /** True when it was not scanned at all. */
  readonly unreadable: boolean;
}

/** The same about files. */
export interface FilesQuestion {
  readonly guarding: Guarding;
  /** Those that may not go on without an answer. */
  readonly results: readonly FileResult[];
  /** How many others were chosen with them, which may. */
  readonly others: number;
}

/** Which of the files go on. */
export type FilesChoice = 'all' | 'others' | 'none';

/** Null: nothing. Otherwise what is to be inserted; `original` when it is the text as it was. */
export type Decision = { readonly text: string; readonly original: boolean } | null;

export interface Decided {
  readonly decision: Decision;
  readonly outcome: Outcome;
}
