/**
 * The fields of an event: one row a field. From it come the record that browsers store (`event.ts`), its attributes in OTLP
 * (`otlp.ts`), what a receiver takes (`src/server/event-schema.ts`), the columns of the report and docs/reference/events.md.
 */
import * as z from '../policy/shapes.js';
import type { Shape } from '../policy/shape.js';
import { IDENTIFIER } from '../policy/fields.js';
import { ACTION_NAMES } from '../policy/actions.js';
import { EVENT_DATA_KINDS } from '../policy/data-policy.js';
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
import { isEventHost } from './event-host.js';
import { DATA_CHANNELS, DATA_OUTCOMES } from './data-event.js';
import { eventKinds } from './event-kinds.js';

/**
 * What a receiver takes from outside. Browsers stay within it, and read their own records without it: what is beyond would make the
 * receiver's files a store for anything, and what is no name of its kind could be taken for something else by whoever reads them.
 */
export type Bounds =
  | {
      readonly type: 'text';
      readonly most: number;
      readonly least?: number;
      readonly pattern?: RegExp;
      readonly isGood?: (text: string) => boolean;
      /** What a person or a system wrote: it may hold any character, and is shown as text only. */
      readonly isProse?: true;
    }
  | { readonly type: 'texts'; readonly most: number; readonly each: TextBounds }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'integer'; readonly least: number; readonly most?: number }
  /** In milliseconds since the epoch. */
  | { readonly type: 'moment' };

export interface FieldRow<Value = unknown> {
  /** What it is in a stored event. */
  readonly shape: Shape<Value>;
  readonly bounds: Bounds;
  /** The attribute of a log record that carries it; null: a field of the record itself. */
  readonly attribute: string | null;
  /** Its value where a log record has none. Without this key every record has one. */
  readonly absent?: Value;
}

export type TextBounds = Extract<Bounds, { readonly type: 'text' }>;

/** Of an id that a browser makes, or by which a browser or a collector on the way names the browser. */
export const ID = { type: 'text', least: 1, most: 100, pattern: /^[\w.:-]+$/ } as const;
/** Of a tool, rule or detector of a published policy. */
const POLICY_ID = { type: 'text', most: MAX_IDENTIFIER, pattern: IDENTIFIER } as const;
const HOST = { type: 'text', most: MAX_HOST, isGood: isEventHost } as const;
/** Our own codes, with a space between those of a heartbeat; and ids of tools. */
const CODE = { type: 'text', most: MAX_EVENT_TEXT, pattern: /^[\w.: -]*$/ } as const;
const MOMENT = { type: 'moment' } as const;

const prose = (most: number): TextBounds => ({ type: 'text', most, isProse: true });

const required = <Value>(attribute: string | null, shape: Shape<Value>, bounds: Bounds) => ({
  attribute,
  shape,
  bounds,
});

const orNull = <Value>(attribute: string, shape: Shape<Value>, bounds: Bounds) => ({
  ...{ attribute, shape: z.nullable(shape), bounds, absent: null },
});

/** Of `data-found` alone. */
const ofDataFound = <Value>(attribute: string, shape: Shape<Value>, bounds: Bounds) => ({
  ...{ attribute, shape: z.optional(shape), bounds, absent: undefined },
});

const oneOf = <const Value extends string>(values: readonly Value[]) =>
  [z.enum(values), { type: 'choice', values }] as const;

export const EVENT_FIELDS = {
  id: required('log.record.uid', z.string(), ID),
  kind: required(null, ...oneOf(eventKinds)),
  decisions: {
    ...required('gatepost.decision.ids', z.array(z.string()), { type: 'texts', most: MAX_DECISIONS, each: ID }),
    absent: [],
  },
  code: { ...required('gatepost.code', z.string(), CODE), absent: '' },
  detail: { ...required('gatepost.detail', z.string(), prose(MAX_DETAIL)), absent: '' },
  host: orNull('server.address', z.string().check(z.refine(isEventHost)), HOST),
  tool: orNull('gatepost.tool.id', z.string(), POLICY_ID),
  rule: orNull('gatepost.rule.id', z.string(), POLICY_ID),
  action: orNull('gatepost.action', ...oneOf(ACTION_NAMES)),
  revision: orNull('gatepost.policy.revision', z.int(), { type: 'integer', least: 0 }),
  ring: orNull('gatepost.ring', z.string(), prose(MAX_EVENT_TEXT)),
  identity: orNull('enduser.id', z.string(), prose(MAX_MANAGED_NAME)),
  justification: orNull('gatepost.justification', z.string(), prose(MAX_JUSTIFICATION)),
  dataKind: ofDataFound('gatepost.data.kind', ...oneOf(EVENT_DATA_KINDS)),
  detector: ofDataFound('gatepost.data.detector', z.string(), POLICY_ID),
  channel: ofDataFound('gatepost.data.channel', ...oneOf(DATA_CHANNELS)),
  outcome: ofDataFound('gatepost.data.outcome', ...oneOf(DATA_OUTCOMES)),
  firstAtMs: required(null, z.number(), MOMENT),
  lastAtMs: required('gatepost.last_time_unix_nano', z.number(), MOMENT),
  count: {
    ...required('gatepost.count', z.int(), { type: 'integer', least: 1, most: MAX_COUNT }),
    absent: 1,
  },
} satisfies Readonly<Record<string, FieldRow>>;

export type EventField = keyof typeof EVENT_FIELDS;

export const eventFieldRows = Object.entries(EVENT_FIELDS) as readonly (readonly [EventField, FieldRow])[];
