/**
 * Events: what happened in this browser that an administrator or the employee may want to know. An event names a host,
 * ids and codes, never a path, a query, a title or what was typed into a page; the one text written by a person is the
 * justification that a warning asks for.
 */
import * as z from '../policy/shapes.js';
import { MAX_DECISIONS, MAX_DETAIL, MAX_HOST } from '../policy/limits.js';
import { isEventHost } from './event-host.js';
import { eventFieldRows, type EVENT_FIELDS } from './event-fields.js';

/** The same event again within this time of its first occurrence is counted, not listed. */
const REPEAT_MS = 60_000;

type ShapesOf<Rows> = { readonly [Key in keyof Rows]: Rows[Key] extends { readonly shape: infer Own } ? Own : never };

export const eventSchema = z.object(
  Object.fromEntries(eventFieldRows.map(([name, { shape }]) => [name, shape])) as ShapesOf<typeof EVENT_FIELDS>,
);

export type Event = z.infer<typeof eventSchema>;

/** What a caller says of an occurrence; what it leaves out is empty or null. */
export type EventInput = Pick<Event, 'kind'> &
  Partial<Pick<Event, 'code' | 'detail' | 'host' | 'tool' | 'rule' | 'action' | 'revision' | 'justification'>> & {
    /** The decision it is about; an occurrence of the same kind with the same decision is recorded once. */
    readonly decision?: string | null;
    /** How often it happened; once when left out. */
    readonly count?: number;
    /** What was found in a text, and on which day: all that is recorded of it. */
    readonly found?: FoundOnDay;
  };

export type FoundOnDay = Required<Pick<Event, 'dataKind' | 'detector' | 'channel' | 'outcome'>> & {
  /** Of the day in UTC, in milliseconds since the epoch. */
  readonly dayMs: number;
};

/** What the browser adds to every event. */
type EventContext = Pick<Event, 'id' | 'ring' | 'identity' | 'revision'> & { readonly atMs: number };

export function eventOf(eventInput: EventInput, { id, ring, identity, revision, atMs }: EventContext): Event {
  const { kind, decision, code = '', detail = '', host = null, tool = null, rule = null } = eventInput;
  const { action = null, justification = null, count = 1 } = eventInput;
  const name = host?.slice(0, MAX_HOST) ?? null;
  const { dayMs, ...found } = eventInput.found ?? { dayMs: null };
  // What people hand over is counted by day, and by nobody's name.
  const sender = dayMs === null ? { revision: eventInput.revision ?? revision, ring, identity } : NOBODY;
  return {
    ...{ id, kind, decisions: decision == null ? [] : [decision], code, detail: detail.slice(0, MAX_DETAIL) },
    ...{ host: name !== null && isEventHost(name) ? name : null, tool, rule, action },
    ...sender,
    ...{ justification, ...found, firstAtMs: dayMs ?? atMs, lastAtMs: dayMs ?? atMs, count },
  };
}

const NOBODY = { revision: null, ring: null, identity: null };

/** Whether the second is the first once more, soon enough to be counted with it. */
export function isRepeat(first: Event, second: Event): boolean {
  // What differs most often is looked at first.
  if (first.host !== second.host || first.kind !== second.kind) return false;
  return Math.abs(second.firstAtMs - first.firstAtMs) < REPEAT_MS && samenessOf(first) === samenessOf(second);
}

export function countedWith(first: Event, second: Event): Event {
  const decisions = [...first.decisions, ...second.decisions].slice(0, MAX_DECISIONS);
  return { ...first, decisions, lastAtMs: second.lastAtMs, count: first.count + second.count };
}

/** Whether this event counts that very occurrence already. */
export function counts(event: Event, { kind, decision }: EventInput): boolean {
  return decision != null && event.kind === kind && event.decisions.includes(decision);
}

function samenessOf({ id: _, decisions: __, firstAtMs: ___, lastAtMs: ____, count: _____, ...rest }: Event): string {
  return JSON.stringify(Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1)));
}
