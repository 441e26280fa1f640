/**
 * What an event looks like when it comes from outside, with every bound that browsers keep: what is beyond them would make
 * the files a store for anything. `docs/events.md` is made from this schema.
 */
import * as z from 'zod';
import { eventKinds, type Event } from '../../events/event.js';

const MAX_TEXT = 600;
const MAX_DECISIONS = 100;
/** The last millisecond that a date can hold. */
const MAX_MS = 8.64e15;

const text = z.string().max(MAX_TEXT);
const moment = z.number().min(0).max(MAX_MS);

export const eventLineSchema = z.object({
  id: text.min(1),
  kind: z.enum(eventKinds),
  decisions: z.array(text).max(MAX_DECISIONS),
  code: text,
  detail: text,
  host: text.nullable(),
  tool: text.nullable(),
  rule: text.nullable(),
  action: z.enum(['allow', 'observe', 'warn', 'account', 'block']).nullable(),
  revision: z.int().nullable(),
  ring: text.nullable(),
  identity: text.nullable(),
  justification: text.nullable(),
  firstAtMs: moment,
  lastAtMs: moment,
  count: z.int().min(1),
}) satisfies z.ZodType<Event>;
