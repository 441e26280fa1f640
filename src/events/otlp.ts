/**
 * Events as an OTLP/HTTP export request of logs in its JSON form: attributes by the semantic conventions where they have
 * one, 64-bit numbers as text, ids for the removal of duplicates.
 */
import type { Event } from './event.js';
import { eventFieldRows, type Bounds } from './event-fields.js';
import { isWarning } from './event-kinds.js';

/** The version of the semantic conventions that the attributes without `gatepost.` follow. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.37.0';

export const EVENT_PREFIX = 'gatepost.';

/** The kind once more, beside the record's own field: not every collector and store on the way carries that on. */
export const EVENT_NAME = 'event.name';

/** The attribute that tells our records from those of other programs, and its value. */
export const SERVICE_NAME = 'service.name';
export const SERVICE = 'gatepost';

/** What sends, this browser and its extension, by the attribute of each. */
export const SENDER_FIELDS = {
  extensionVersion: 'service.version',
  supportId: 'service.instance.id',
  browser: 'user_agent.name',
  browserVersion: 'user_agent.version',
  /** As the semantic conventions call it: `windows`, `darwin`, `linux`. */
  os: 'os.type',
} as const;

export type Sender = Readonly<Record<keyof typeof SENDER_FIELDS, string>>;

type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };

type Value = string | number | readonly string[];

interface Attribute {
  readonly key: string;
  readonly value: AnyValue;
}

const INFO = { severityNumber: 9, severityText: 'INFO' } as const;
const WARN = { severityNumber: 13, severityText: 'WARN' } as const;

/** An `ExportLogsServiceRequest`. */
export function otlpRequest(sender: Sender, events: readonly Event[]) {
  const scope = { name: SERVICE, version: sender.extensionVersion };
  return {
    resourceLogs: [
      {
        resource: { attributes: resourceAttributes(sender) },
        scopeLogs: [{ scope, logRecords: events.map(logRecord), schemaUrl: SCHEMA_URL }],
        schemaUrl: SCHEMA_URL,
      },
    ],
  };
}

function resourceAttributes(sender: Sender): Attribute[] {
  const fields = Object.entries(SENDER_FIELDS) as readonly (readonly [keyof Sender, string])[];
  return [text(SERVICE_NAME, SERVICE), ...fields.flatMap(([name, key]) => attribute(key, 'text', sender[name]))];
}

function logRecord(event: Event) {
  const { kind, host, code, firstAtMs } = event;
  return {
    timeUnixNano: nanoseconds(firstAtMs),
    observedTimeUnixNano: nanoseconds(firstAtMs),
    ...(isWarning(kind) ? WARN : INFO),
    eventName: `${EVENT_PREFIX}${kind}`,
    body: { stringValue: [kind, host ?? '', code].filter((part) => part !== '').join(' ') },
    attributes: attributesOf(event),
  };
}

function attributesOf(event: Event): Attribute[] {
  const { kind, code } = event;
  return [
    text(EVENT_NAME, `${EVENT_PREFIX}${kind}`),
    ...eventFieldRows.flatMap(([name, row]) =>
      row.attribute === null ? [] : attribute(row.attribute, row.bounds.type, event[name] ?? null),
    ),
    ...(isWarning(kind) ? attribute('error.type', 'text', code) : []),
  ];
}

const text = (key: string, stringValue: string): Attribute => ({ key, value: { stringValue } });

/** Nothing is said of what is empty. */
function attribute(key: string, type: Bounds['type'], value: Value | null): Attribute[] {
  if (value === null || value === '') return [];
  if (typeof value === 'string') return [text(key, value)];
  if (typeof value === 'number')
    return [{ key, value: { intValue: type === 'moment' ? nanoseconds(value) : `${value}` } }];
  const values = value.map((stringValue) => ({ stringValue }));
  return values.length === 0 ? [] : [{ key, value: { arrayValue: { values } } }];
}

/** As text, since JSON's numbers do not hold 64 bits. */
function nanoseconds(ms: number): string {
  return `${Math.round(ms)}000000`;
}
