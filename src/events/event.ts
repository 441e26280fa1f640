/**
 * Events: what happened in this browser that an administrator or the employee may want to know. An event names codes and
 * ids only, never a path, a query, a title or a text.
 */
import * as z from '../policy/shapes.js';

/** Events kept; the oldest go first. */
export const MAX_EVENTS = 200;

/** The same event again within this time is counted, not listed. */
const REPEAT_MS = 60 * 60_000;

export const eventKinds = [
  'policy-accepted',
  'policy-refused',
  /** The host gave no document to judge. */
  'check-failed',
  'trust-domain-changed',
  'state-repaired',
] as const;

export type EventKind = (typeof eventKinds)[number];

export const eventSchema = z.object({
  kind: z.enum(eventKinds),
  /** A code of `docs/trust.md`; empty where the kind says it all. */
  code: z.string(),
  detail: z.string(),
  /** Milliseconds since the epoch: the first and the last time. */
  firstAtMs: z.number(),
  lastAtMs: z.number(),
  count: z.int(),
});

export type Event = z.infer<typeof eventSchema>;
export type Happening = Pick<Event, 'kind' | 'code' | 'detail'>;

/** The list with one more event, within its bounds. */
export function withEvent(events: readonly Event[], { kind, code, detail }: Happening, atMs: number): Event[] {
  const last = events.at(-1);
  const isRepeat = last?.kind === kind && last.code === code && last.detail === detail;
  if (last !== undefined && isRepeat && Math.abs(atMs - last.lastAtMs) < REPEAT_MS) {
    return [...events.slice(0, -1), { ...last, lastAtMs: atMs, count: last.count + 1 }];
  }
  const added: Event = { kind, code, detail, firstAtMs: atMs, lastAtMs: atMs, count: 1 };
  return [...events, added].slice(-MAX_EVENTS);
}
