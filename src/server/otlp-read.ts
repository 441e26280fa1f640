/**
 * Reads an OTLP export request of logs back into events, for `gatepost serve --collect`. Only what an event has is taken
 * over: whatever else a record carries is left behind, and a record that is no event of ours is refused.
 */
import * as z from 'zod';
import type { Event } from '../events/event.js';
import { EVENT_PREFIX } from '../events/otlp.js';
import { eventLineSchema } from './event-schema.js';

/** One line of a file of collected events. */
export type CollectedEvent = Omit<Event, 'firstAtMs' | 'lastAtMs'> & {
  /** RFC 3339, in UTC. */
  readonly at: string;
  readonly lastAt: string;
  readonly receivedAt: string;
  /** The support id. */
  readonly browserId: string;
  readonly extensionVersion: string;
  readonly browser: string;
  readonly browserVersion: string;
  readonly os: string;
};

interface Collected {
  readonly events: readonly CollectedEvent[];
  readonly rejected: number;
}

const attributes = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);
const logRecord = z.object({
  timeUnixNano: z.union([z.string(), z.number()]).optional(),
  eventName: z.string().optional(),
  attributes,
});
const requestSchema = z.object({
  resourceLogs: z.array(
    z.object({
      resource: z.object({ attributes }).optional(),
      scopeLogs: z.array(z.object({ logRecords: z.array(logRecord).default([]) })).default([]),
    }),
  ),
});

type LogRecord = z.infer<typeof logRecord>;
type Values = ReadonlyMap<string, unknown>;

const MAX_TEXT = 600;
const short = z.string().max(MAX_TEXT);
const senderSchema = z.object({
  browserId: short.min(1),
  ...{ extensionVersion: short, browser: short, browserVersion: short, os: short },
});

/** Null: it is no export request of logs. */
export function readOtlpRequest(raw: unknown, receivedAtMs: number): Collected | null {
  const request = requestSchema.safeParse(raw);
  if (!request.success) return null;
  const read = request.data.resourceLogs.flatMap(({ resource, scopeLogs }) => {
    const sender = senderOf(valuesOf(resource?.attributes ?? []));
    const records = scopeLogs.flatMap(({ logRecords }) => logRecords);
    return records.map((each) => (sender === null ? null : collected(each, sender, receivedAtMs)));
  });
  const events = read.filter((event) => event !== null);
  return { events, rejected: read.length - events.length };
}

function senderOf(values: Values): z.infer<typeof senderSchema> | null {
  if (values.get('service.name') !== 'gatepost') return null;
  const sender = senderSchema.safeParse({
    browserId: values.get('service.instance.id'),
    extensionVersion: values.get('service.version') ?? '',
    browser: values.get('user_agent.name') ?? '',
    browserVersion: values.get('user_agent.version') ?? '',
    os: values.get('os.type') ?? '',
  });
  return sender.success ? sender.data : null;
}

function collected(
  record: LogRecord,
  sender: z.infer<typeof senderSchema>,
  receivedAtMs: number,
): CollectedEvent | null {
  const event = eventIn(record);
  if (event === null) return null;
  const { firstAtMs, lastAtMs, ...rest } = event;
  const times = { at: isoOf(firstAtMs), lastAt: isoOf(lastAtMs), receivedAt: isoOf(receivedAtMs) };
  return { ...times, ...rest, ...sender };
}

function eventIn({ timeUnixNano, eventName = '', attributes: list }: LogRecord): Event | null {
  const values = valuesOf(list);
  const value = (key: string) => values.get(key) ?? null;
  const firstAtMs = millisecondsOf(timeUnixNano);
  const read = eventLineSchema.safeParse({
    id: value('log.record.uid'),
    kind: eventName.startsWith(EVENT_PREFIX) ? eventName.slice(EVENT_PREFIX.length) : '',
    decisions: values.get('gatepost.decision.ids') ?? [],
    code: values.get('gatepost.code') ?? '',
    detail: values.get('gatepost.detail') ?? '',
    host: value('server.address'),
    tool: value('gatepost.tool.id'),
    rule: value('gatepost.rule.id'),
    action: value('gatepost.action'),
    revision: value('gatepost.policy.revision'),
    ring: value('gatepost.ring'),
    identity: value('enduser.id'),
    justification: value('gatepost.justification'),
    firstAtMs,
    lastAtMs: millisecondsOf(values.get('gatepost.last_time_unix_nano')) ?? firstAtMs,
    count: values.get('gatepost.count') ?? 1,
  });
  return read.success ? read.data : null;
}

function valuesOf(list: z.infer<typeof attributes>): Values {
  return new Map(list.map(({ key, value }) => [key, plain(value)]));
}

/** The value of an `AnyValue`; undefined for what no event has, such as a list in a list. */
function plain(value: unknown): unknown {
  const values = (value as { arrayValue?: { values?: unknown } } | null | undefined)?.arrayValue?.values;
  return Array.isArray(values) ? values.map(single) : single(value);
}

function single(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const { stringValue, intValue } = value as Readonly<Record<string, unknown>>;
  if (typeof stringValue === 'string') return stringValue;
  return typeof intValue === 'string' || typeof intValue === 'number' ? wholeNumber(intValue) : undefined;
}

/** 64 bits as they come; nanoseconds are told apart by who asks for them. */
function wholeNumber(value: string | number): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function millisecondsOf(nanoseconds: unknown): number | null {
  const text = typeof nanoseconds === 'number' ? String(nanoseconds) : nanoseconds;
  if (typeof text !== 'string' || !/^\d{1,19}$/.test(text)) return null;
  return Number(text.slice(0, -6) || '0');
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
