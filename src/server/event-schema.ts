/**
 * What an event looks like when it comes from outside: the fields of `src/events/event-fields.ts` with every bound that browsers
 * keep.
 */
import * as z from 'zod';
import type { Event } from '../events/event.js';
import { eventFieldRows, type Bounds, type FieldRow, type TextBounds } from '../events/event-fields.js';
import { DEGRADED_CODES } from '../events/data-event.js';

/** The last millisecond of the year 9999: what comes later is written in another way. */
const MAX_MS = Date.UTC(10_000, 0) - 1;

/** Half characters and NUL are no text to every store and reader behind. */
const wellFormed = (text: string): string => text.replace(/[\p{Cs}\0]/gu, '\uFFFD');

function boundedSchema(bounds: Bounds): z.ZodType {
  switch (bounds.type) {
    case 'text':
      return textSchema(bounds);
    case 'texts':
      return z.array(textSchema(bounds.each)).max(bounds.most);
    case 'choice':
      return z.enum(bounds.values);
    case 'integer':
      return z
        .int()
        .min(bounds.least)
        .max(bounds.most ?? Number.MAX_SAFE_INTEGER);
    case 'moment':
      return z.number().min(0).max(MAX_MS);
  }
}

export function textSchema({ most, least = 0, pattern, isGood, isProse }: TextBounds): z.ZodString {
  let schema = z.string().min(least).max(most);
  if (pattern !== undefined) schema = schema.regex(pattern);
  if (isGood !== undefined) schema = schema.refine(isGood);
  return isProse === true ? schema.overwrite(wellFormed) : schema;
}

function fieldSchema(row: FieldRow): z.ZodType {
  const schema = boundedSchema(row.bounds);
  if (!('absent' in row)) return schema;
  if (row.absent === null) return schema.nullable();
  return row.absent === undefined ? schema.optional() : schema;
}

const eventFields = z.object(
  Object.fromEntries(eventFieldRows.map(([name, row]) => [name, fieldSchema(row)])) as {
    [Key in keyof Event]-?: z.ZodType<Event[Key]>;
  },
);

export const eventLineSchema = eventFields
  .refine(isOfItsKind, 'expected data-found with its own fields and no others')
  .refine(
    ({ kind, code }) => kind !== 'data-guard-degraded' || (DEGRADED_CODES as readonly string[]).includes(code),
  ) satisfies z.ZodType<Event>;

const DAY_MS = 86_400_000;

/** What was found in a text is a count for a day. Whatever else such a record says, it did not come from a browser of ours. */
function isOfItsKind(event: Event): boolean {
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
