/** What an administrator has answered to requests for access: a sentence for one browser, about one rule, until a moment. */
import type { Decision } from './decide.js';
import { identifier, localisedText, moment } from './fields.js';
import { MAX_HOST } from './limits.js';
import * as z from './shapes.js';

export const REQUEST_ANSWERS = ['granted', 'refused'] as const;

export const requestAnswerSchema = z.object({
  /** The device ID for support. */
  browser: z.string().check(z.minLength(1), z.maxLength(300)),
  /** The rule that restricts, or that grants. */
  rule: identifier,
  /** What was asked for: a tool, or else a host. */
  tool: z.optional(identifier),
  host: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_HOST))),
  answer: z.enum(REQUEST_ANSWERS),
  reason: localisedText,
  until: moment,
});

export type RequestAnswer = z.infer<typeof requestAnswerSchema>;

interface Asked {
  readonly answers: readonly RequestAnswer[] | undefined;
  readonly browser: string;
  readonly host: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** The answer that is good for this decision at that moment; null when there is none. */
export function answerTo(
  { rule, tool }: Decision,
  { answers = [], browser, host, nowMs }: Asked,
): RequestAnswer | null {
  const isAbout = (answer: RequestAnswer) =>
    answer.tool === undefined ? answer.host === host : answer.tool === tool?.id;
  const found = answers.find(
    (answer) =>
      answer.browser === browser && answer.rule === rule.id && isAbout(answer) && Date.parse(answer.until) > nowMs,
  );
  return found ?? null;
}
