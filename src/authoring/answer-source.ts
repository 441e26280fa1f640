/** Answers to requests for access, as they are written in a policy. */
import * as z from 'zod';
import { REQUEST_ANSWERS } from '../policy/request-answers.js';
import { identifier, line, moment, PLAIN_HOST, text } from './source-fields.js';

/** What the page says to somebody who asked for access; `gatepost grant` and `gatepost refuse` write it. */
export const answer = z
  .strictObject({
    /** The device ID for support. */
    browser: line,
    /** The rule that restricts, or that grants. */
    rule: identifier,
    tool: identifier.optional(),
    host: z.string().regex(PLAIN_HOST, 'expected a host such as chat.example.com').max(253).optional(),
    answer: z.enum(REQUEST_ANSWERS),
    reason: text,
    until: moment,
  })
  .refine(({ tool: id, host }) => (id === undefined) !== (host === undefined), {
    path: ['tool'],
    error: 'expected either tool or host, what was asked for',
  });
