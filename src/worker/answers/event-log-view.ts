/** What the reader is shown of the event log: every event in full, and whether, when and where to it was sent. */
import type { Overview } from '../../protocol/overview.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { eventOfCount, type DataCount } from '../state/data-counts.js';
import type { Delivery } from '../state/send-state.js';
import type { Positioned } from '../state/event-log.js';

/** The newest; more would make the page slow. */
const MAX_SHOWN = 1_000;

/** The event log as it was read. */
export interface Logged {
  readonly events: readonly Positioned[];
  /** Everything below has been sent, or is not to be. */
  readonly sentThrough: number;
  readonly deliveries: readonly Delivery[];
  /** Of the day that is not over: no events yet, and shown all the same. */
  readonly counts: readonly DataCount[];
}

export function eventLogView(
  { events, sentThrough, deliveries, counts }: Logged,
  configuration: ManagedConfiguration | null,
): Pick<Overview, 'events' | 'eventsTo' | 'identity'> {
  const taken = deliveries.filter(({ outcome }) => outcome === 'taken');
  const shown = events.slice(-MAX_SHOWN);
  return {
    events: [
      ...shown.map(({ position, event }) => ({ ...event, ...deliveryStatusOf(position, sentThrough, taken) })),
      ...counts.map((count) => ({ ...eventOfCount(count), ...unsent(configuration) })),
    ],
    eventsTo: configuration?.events == null ? null : new URL(configuration.events.endpoint).origin,
    identity: configuration?.identity ?? null,
  };
}

function unsent(configuration: ManagedConfiguration | null) {
  return { deliveryStatus: configuration?.events == null ? 'kept' : 'waiting', sentAtMs: null, sentTo: null } as const;
}

function deliveryStatusOf(
  position: Positioned['position'],
  sentThrough: number,
  taken: readonly Delivery[],
): Pick<Overview['events'][number], 'deliveryStatus' | 'sentAtMs' | 'sentTo'> {
  const delivery = taken.find(({ from, through }) => from <= position && position < through);
  if (delivery !== undefined)
    return { deliveryStatus: 'sent', sentAtMs: delivery.atMs, sentTo: new URL(delivery.to).origin };
  return { deliveryStatus: position < sentThrough ? 'kept' : 'waiting', sentAtMs: null, sentTo: null };
}
