/** What the block page asks of whoever wants to continue after a warning. Pure: texts in, texts out. */
import { MAX_JUSTIFICATION } from '../../policy/limits.js';
import type { Explanation } from '../../protocol/answers.js';
import { duration } from '../shared/date-format.js';
import type { Reader } from './view.js';

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

export interface Continuing {
  readonly button: string;
  /** The question for a reason; null when none is asked for. */
  readonly question: string | null;
  readonly required: boolean;
  /** Who can read the answer, and how long it may be. */
  readonly note: string;
  /** Visible characters that are asked for at least, and the sentence that says so; null: any will do. */
  readonly atLeast: { readonly length: number; readonly said: string } | null;
}

export function continuingOf(
  { minutes, justification, justificationLength = 0, readers }: NonNullable<Restricted['warning']>,
  { texts, language }: Reader,
): Continuing {
  return {
    button: texts('blocked_continue', duration(minutes * 60_000, language)),
    question: justification === 'none' ? null : texts(`blocked_justification_${justification}`),
    required: justification === 'required',
    note: texts(`blocked_justification_note_${readers.replaceAll('-', '_')}`, String(MAX_JUSTIFICATION)),
    atLeast:
      justificationLength > 1
        ? { length: justificationLength, said: texts('blocked_justification_length', String(justificationLength)) }
        : null,
  };
}
