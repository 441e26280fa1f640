/**
 * Reads OTLP export requests of logs back into events: for `gatepost serve --collect`, and for the files of other
 * collectors. Only what an event has is taken over: whatever else a record carries is left behind, and a record that is no
 * event of ours is refused.
 */
import { MAX_EVENT_TEXT } from '../policy/limits.js';
import * as z from 'zod';
import type { Event } from '../events/event.js';
import { eventFieldRows, ID, type FieldRow } from '../events/event-fields.js';
import { EVENT_NAME, EVENT_PREFIX, SENDER_FIELDS, SERVICE, SERVICE_NAME } from '../events/otlp.js';
import { eventLineSchema, textSchema } from './event-schema.js';
import { attributesOf, isObject, millisecondsOf, numberIn, objects, part, plain } from './otlp-json.js';
import type { Fields, Values } from './otlp-json.js';

/** One line of a file of collected events. */
export type CollectedEvent = Omit<Event, 'firstAtMs' | 'lastAtMs'> & {
  /** RFC 3339, in UTC. */
  readonly at: string;
  readonly lastAt: string;
  readonly receivedAt: string;
  /** The device ID for support. */
  readonly browserId: string;
  readonly extensionVersion: string;
  readonly browser: string;
  readonly browserVersion: string;
  readonly os: string;
};

export interface Collected {
  readonly events: readonly CollectedEvent[];
  /** Records that are no events of ours. */
  readonly rejected: number;
  /** Those among them that another service has sent. */
  readonly foreign: number;
}

/** One line: it is shown in tables. */
const short = z
  .string()
  .max(MAX_EVENT_TEXT)
  .regex(/^\P{C}*$/u);
const senderSchema = z.object({
  browserId: textSchema(ID),
  ...{ extensionVersion: short, browser: short, browserVersion: short, os: short },
});

type Sender = z.infer<typeof senderSchema>;

/** Null: it is no export request of logs. */
export function readOtlpRequest(raw: unknown, receivedAtMs: number): Collected | null {
  const resources = isObject(raw) && part(raw, 'resourceLogs') !== undefined ? objects(raw, 'resourceLogs') : null;
  const read = resources?.map((resource) => collectedOf(resource, receivedAtMs)) ?? null;
  if (read === null || read.includes(null)) return null;
  const all = read.filter((each) => each !== null);
  const sum = (name: 'rejected' | 'foreign') => all.reduce((total, each) => total + each[name], 0);
  return { events: all.flatMap(({ events }) => events), rejected: sum('rejected'), foreign: sum('foreign') };
}

/** Null for what is no `ResourceLogs`. */
function collectedOf(resourceLogs: Fields, receivedAtMs: number): Collected | null {
  const resource = part(resourceLogs, 'resource') ?? {};
  const attributes = isObject(resource) ? attributesOf(resource) : null;
  const scopes = objects(resourceLogs, 'scopeLogs');
  const lists = scopes?.map((scope) => objects(scope, 'logRecords')) ?? null;
  if (attributes === null || lists === null || lists.includes(null)) return null;
  const records = lists.flatMap((list) => list ?? []);
  const isOurs = attributes.get(SERVICE_NAME) === SERVICE;
  const sender = isOurs ? senderOf(attributes) : null;
  const read = records.map((record) => (sender === null ? null : collected(record, sender, receivedAtMs)));
  const events = read.filter((event) => event !== null);
  const rejected = read.length - events.length;
  return { events, rejected, foreign: isOurs ? 0 : rejected };
}

function senderOf(values: Values): Sender | null {
  const { supportId, ...others } = SENDER_FIELDS;
  const told = Object.entries(others).map(([name, key]) => [name, values.get(key) ?? '']);
  const sender = senderSchema.safeParse({ browserId: values.get(supportId), ...Object.fromEntries(told) });
  return sender.success ? sender.data : null;
}

function collected(record: Fields, sender: Sender, receivedAtMs: number): CollectedEvent | null {
  const event = eventIn(record);
  if (event === null) return null;
  const { firstAtMs, lastAtMs, ...rest } = event;
  const times = { at: isoOf(firstAtMs), lastAt: isoOf(lastAtMs), receivedAt: isoOf(receivedAtMs) };
  return { ...times, ...rest, ...sender };
}

function eventIn(record: Fields): Event | null {
  const values = attributesOf(record);
  if (values === null) return null;
  const firstAtMs =
    millisecondsOf(part(record, 'timeUnixNano')) ?? millisecondsOf(part(record, 'observedTimeUnixNano'));
  const fields = Object.fromEntries(eventFieldRows.map(([name, row]) => [name, valueIn(values, row)]));
  const lastAtMs = fields['lastAtMs'] ?? firstAtMs;
  const read = eventLineSchema.safeParse({ ...fields, kind: kindOf(record, values), firstAtMs, lastAtMs });
  return read.success ? read.data : null;
}

function valueIn(values: Values, { attribute, bounds, absent }: FieldRow): unknown {
  const value = attribute === null ? undefined : values.get(attribute);
  if (bounds.type === 'moment') return millisecondsOf(value);
  return bounds.type === 'integer' ? numberIn(value ?? absent) : (value ?? absent);
}

/**
 * By the record's own name, by the attribute, or by the first word of the body: collectors before June 2025 drop the first
 * from JSON, and some stores keep nothing but the last.
 */
function kindOf(record: Fields, values: Values): string {
  const names = [part(record, 'eventName'), values.get(EVENT_NAME)].filter((name) => name !== undefined && name !== '');
  const own = names.find((name) => typeof name === 'string' && name.startsWith(EVENT_PREFIX));
  if (names.length > 0) return withoutPrefix(own);
  const body = plain(part(record, 'body'));
  return withoutPrefix(typeof body === 'string' ? body.split(' ', 1)[0] : undefined);
}

const withoutPrefix = (name: unknown): string => (typeof name === 'string' ? name.replace(/^gatepost\./, '') : '');

const isoOf = (ms: number): string => new Date(ms).toISOString();
