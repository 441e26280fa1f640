/** What the block page asks of whoever wants to continue after a warning. Pure: texts in, texts out. */
import type { Explanation } from '../../protocol/answers.js';
import { duration } from '../shared/date-format.js';
import type { Reader } from './view.js';

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

export interface Continuing {
  readonly button: string;
  /** The question for a reason; null when none is asked for. */
  readonly question: string | null;
  readonly required: boolean;
  /** Visible characters that are asked for at least, and the sentence that says so; null: any will do. */
  readonly atLeast: { readonly length: number; readonly said: string } | null;
}

export function continuingOf(
  { minutes, justification, justificationLength = 0 }: NonNullable<Restricted['warning']>,
  { texts, language }: Reader,
): Continuing {
  return {
    button: texts('blocked_continue', duration(minutes * 60_000, language)),
    question: justification === 'none' ? null : texts(`blocked_justification_${justification}`),
    required: justification === 'required',
    atLeast:
      justificationLength > 1
        ? { length: justificationLength, said: texts('blocked_justification_length', String(justificationLength)) }
        : null,
  };
}
