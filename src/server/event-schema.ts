/**
 * What an event looks like when it comes from outside, with every bound that browsers keep: what is beyond them would make
 * the files a store for anything. `docs/events.md` is made from this schema.
 */
import * as z from 'zod';
import { eventKinds, MAX_COUNT, MAX_DECISIONS, MAX_DETAIL, MAX_HOST, type Event } from '../events/event.js';

const MAX_TEXT = 600;
/** Of an id that a browser makes. */
const MAX_ID = 100;
/** As the explanation page takes it. */
const MAX_JUSTIFICATION = 500;
/** As the managed configuration takes it. */
const MAX_IDENTITY = 300;
/** The last millisecond of the year 9999: what comes later is written in another way. */
const MAX_MS = Date.UTC(10_000, 0) - 1;

const text = z.string().max(MAX_TEXT);
const id = z.string().min(1).max(MAX_ID);
const moment = z.number().min(0).max(MAX_MS);

export const eventLineSchema = z.object({
  id,
  kind: z.enum(eventKinds),
  decisions: z.array(id).max(MAX_DECISIONS),
  code: text,
  detail: z.string().max(MAX_DETAIL),
  // An address would have one of these signs.
  host: z
    .string()
    .max(MAX_HOST)
    .regex(/^[^\s/?#@\\]+$/)
    .nullable(),
  tool: text.nullable(),
  rule: text.nullable(),
  action: z.enum(['allow', 'observe', 'warn', 'account', 'block']).nullable(),
  revision: z.int().nullable(),
  ring: text.nullable(),
  identity: z.string().max(MAX_IDENTITY).nullable(),
  justification: z.string().max(MAX_JUSTIFICATION).nullable(),
  firstAtMs: moment,
  lastAtMs: moment,
  count: z.int().min(1).max(MAX_COUNT),
}) satisfies z.ZodType<Event>;
