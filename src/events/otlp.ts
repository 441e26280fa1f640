/**
 * Events as an OTLP/HTTP export request of logs in its JSON form: attributes by the semantic conventions where they have
 * one, 64-bit numbers as text, ids for the removal of duplicates.
 */
import { isWarning, type Event } from './event.js';

/** The version of the semantic conventions that the attributes without `gatepost.` follow. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.37.0';

const SCOPE = 'gatepost';
export const EVENT_PREFIX = 'gatepost.';

/** The kind once more, beside the record's own field: not every collector and store on the way carries that on. */
export const EVENT_NAME = 'event.name';

/** What sends: this browser and its extension. */
export interface Sender {
  readonly supportId: string;
  readonly extensionVersion: string;
  readonly browser: string;
  readonly browserVersion: string;
  /** As the semantic conventions call it: `windows`, `darwin`, `linux`. */
  readonly os: string;
}

type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };

interface Attribute {
  readonly key: string;
  readonly value: AnyValue;
}

const INFO = { severityNumber: 9, severityText: 'INFO' } as const;
const WARN = { severityNumber: 13, severityText: 'WARN' } as const;

/** An `ExportLogsServiceRequest`. */
export function otlpRequest(sender: Sender, events: readonly Event[]) {
  const scope = { name: SCOPE, version: sender.extensionVersion };
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
  return [
    text('service.name', 'gatepost'),
    text('service.version', sender.extensionVersion),
    text('service.instance.id', sender.supportId),
    text('user_agent.name', sender.browser),
    text('user_agent.version', sender.browserVersion),
    text('os.type', sender.os),
  ].flat();
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
  return [
    text(EVENT_NAME, `${EVENT_PREFIX}${event.kind}`),
    text('log.record.uid', event.id),
    texts('gatepost.decision.ids', event.decisions),
    text('gatepost.code', event.code),
    isWarning(event.kind) ? text('error.type', event.code) : [],
    text('gatepost.detail', event.detail),
    text('server.address', event.host),
    text('gatepost.tool.id', event.tool),
    text('gatepost.rule.id', event.rule),
    text('gatepost.action', event.action),
    event.revision === null ? [] : int('gatepost.policy.revision', String(event.revision)),
    text('gatepost.ring', event.ring),
    text('enduser.id', event.identity),
    text('gatepost.justification', event.justification),
    text('gatepost.data.kind', event.dataKind ?? null),
    text('gatepost.data.detector', event.detector ?? null),
    text('gatepost.data.channel', event.channel ?? null),
    text('gatepost.data.outcome', event.outcome ?? null),
    int('gatepost.last_time_unix_nano', nanoseconds(event.lastAtMs)),
    int('gatepost.count', String(event.count)),
  ].flat();
}

/** Nothing is said of what is empty. */
function text(key: string, value: string | null): Attribute[] {
  return value === null || value === '' ? [] : [{ key, value: { stringValue: value } }];
}

function texts(key: string, values: readonly string[]): Attribute[] {
  const list = values.map((stringValue) => ({ stringValue }));
  return list.length === 0 ? [] : [{ key, value: { arrayValue: { values: list } } }];
}

function int(key: string, intValue: string): Attribute[] {
  return [{ key, value: { intValue } }];
}

/** As text, since JSON's numbers do not hold 64 bits. */
function nanoseconds(ms: number): string {
  return `${Math.round(ms)}000000`;
}
