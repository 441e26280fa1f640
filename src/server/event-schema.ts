/**
 * What an event looks like when it comes from outside, with every bound that browsers keep: what is beyond them would make
 * the files a store for anything, and what is no name of its kind could be taken for something else by whoever reads them.
 * `docs/reference/events.md` is made from this schema.
 */
import * as z from 'zod';
import { ACTION_NAMES } from '../policy/actions.js';
import {
  MAX_COUNT,
  MAX_DECISIONS,
  MAX_DETAIL,
  MAX_EVENT_TEXT,
  MAX_HOST,
  MAX_IDENTIFIER,
  MAX_JUSTIFICATION,
  MAX_MANAGED_NAME,
} from '../policy/limits.js';
import { isEventHost } from '../events/event-host.js';
import { eventKinds, type Event } from '../events/event.js';
import { DATA_CHANNELS, DATA_OUTCOMES, DEGRADED_CODES } from '../events/data-event.js';
import { DATA_KINDS } from '../policy/data-policy.js';

/** Of an id that a browser makes. */
const MAX_ID = 100;
/** The last millisecond of the year 9999: what comes later is written in another way. */
const MAX_MS = Date.UTC(10_000, 0) - 1;

/** Half characters and NUL are no text to every store and reader behind. */
const wellFormed = (text: string): string => text.replace(/[\p{Cs}\0]/gu, '\uFFFD');

/** What a person or a system wrote: it may hold any sign, and is shown as text only. */
const prose = (most: number) => z.string().max(most).overwrite(wellFormed);

export const eventIdSchema = z
  .string()
  .min(1)
  .max(MAX_ID)
  .regex(/^[\w.:-]+$/);

/** A tool or rule of a published policy. */
export const policyIdSchema = z
  .string()
  .max(MAX_IDENTIFIER)
  .regex(/^[a-z0-9][a-z0-9._-]*$/);

export const eventHostSchema = z.string().max(MAX_HOST).refine(isEventHost);

/** How a browser names itself: as the support id, or as a collector on the way renames it. */
export const browserIdSchema = z
  .string()
  .min(1)
  .max(MAX_ID)
  .regex(/^[\w.:-]+$/);

export const actionSchema = z.enum(ACTION_NAMES);

const moment = z.number().min(0).max(MAX_MS);

const eventFields = z.object({
  id: eventIdSchema,
  kind: z.enum(eventKinds),
  decisions: z.array(eventIdSchema).max(MAX_DECISIONS),
  /** Our own codes, with a space between those of a heartbeat; and ids of tools. */
  code: z
    .string()
    .max(MAX_EVENT_TEXT)
    .regex(/^[\w.: -]*$/),
  detail: prose(MAX_DETAIL),
  host: eventHostSchema.nullable(),
  tool: policyIdSchema.nullable(),
  rule: policyIdSchema.nullable(),
  action: actionSchema.nullable(),
  revision: z.int().min(0).nullable(),
  ring: prose(MAX_EVENT_TEXT).nullable(),
  identity: prose(MAX_MANAGED_NAME).nullable(),
  justification: prose(MAX_JUSTIFICATION).nullable(),
  dataKind: z.enum(DATA_KINDS).optional(),
  detector: policyIdSchema.optional(),
  channel: z.enum(DATA_CHANNELS).optional(),
  outcome: z.enum(DATA_OUTCOMES).optional(),
  firstAtMs: moment,
  lastAtMs: moment,
  count: z.int().min(1).max(MAX_COUNT),
});

export const eventLineSchema = eventFields
  .refine(isOfItsKind, 'expected data-found with its own fields and no others')
  .refine(
    ({ kind, code }) => kind !== 'data-guard-degraded' || (DEGRADED_CODES as readonly string[]).includes(code),
  ) satisfies z.ZodType<Event>;

const DAY_MS = 86_400_000;

/** What was found in a text is a count for a day. Whatever else such a record says, it did not come from a browser of ours. */
function isOfItsKind(event: z.infer<typeof eventFields>): boolean {
  const { kind, dataKind, detector, channel, outcome, rule, firstAtMs, lastAtMs } = event;
  const own = [dataKind, detector, channel, outcome];
  if (kind !== 'data-found') return true;
  const { host, action, revision, ring, identity, justification, code, detail } = event;
  return (
    ![...own, rule ?? undefined].includes(undefined) &&
    [host, action, revision, ring, identity, justification].every((part) => part === null) &&
    code + detail === '' &&
    firstAtMs % DAY_MS === 0 &&
    lastAtMs === firstAtMs
  );
}
