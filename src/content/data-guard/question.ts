/** What somebody has to be asked, and what may become of it. */
import type { Evaluation } from '../../data/plan.js';
import type { Guarding } from './current-plan.js';
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

/** Null: nothing. Otherwise what is to be inserted; `original` when it is the text as it was. */
export type Decision = { readonly text: string; readonly original: boolean } | null;

export interface Decided {
  readonly decision: Decision;
  readonly outcome: Outcome;
}
