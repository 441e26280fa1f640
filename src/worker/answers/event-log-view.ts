/** What the reader is shown of the event log: every event in full, and whether, when and where to it was sent. */
import type { Overview } from '../../protocol/overview.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { readDeliveries, type Delivery } from '../state/send-state.js';
import { MAX_SEGMENTS, readCursor, readEvents, type Positioned } from '../state/event-log.js';
import type { Ports } from '../ports.js';

/** The newest; more would make the page slow. */
const MAX_SHOWN = 1_000;

export async function readRecorded(
  ports: Ports,
  configuration: ManagedConfiguration | null,
): Promise<Pick<Overview, 'events' | 'eventsTo' | 'identity'>> {
  const { sentThrough } = await readCursor(ports.durable);
  const { list } = await readDeliveries(ports);
  const taken = list.filter(({ outcome }) => outcome === 'taken');
  const logged = (await readEvents(ports.durable, 0, MAX_SEGMENTS)).slice(-MAX_SHOWN);
  return {
    events: logged.map(({ position, event }) => ({ ...event, ...fateOf(position, sentThrough, taken) })),
    eventsTo: configuration?.events == null ? null : new URL(configuration.events.endpoint).origin,
    identity: configuration?.identity ?? null,
  };
}

function fateOf(
  position: Positioned['position'],
  sentThrough: number,
  taken: readonly Delivery[],
): Pick<Overview['events'][number], 'fate' | 'sentAtMs' | 'sentTo'> {
  const delivery = taken.find(({ from, through }) => from <= position && position < through);
  if (delivery !== undefined) return { fate: 'sent', sentAtMs: delivery.atMs, sentTo: new URL(delivery.to).origin };
  return { fate: position < sentThrough ? 'kept' : 'waiting', sentAtMs: null, sentTo: null };
}
