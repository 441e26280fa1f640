/**
 * Sends what waits in the event log to the collector, batch by batch, at least once: a batch is frozen before it leaves,
 * and counts as sent only once the collector has answered. Appending goes on meanwhile.
 */
import { otlpRequest } from '../../events/otlp.js';
import type { EventsDestination } from '../../trust/managed-configuration.js';
import { changeDeliveries, GATHER_MS, readDeliveries, recordDelivery } from '../state/send-state.js';
import { dropSent, readCursor, readEvents, readLog, writeCursor, type Positioned } from '../state/event-log.js';
import { exclusively } from '../state/mutex.js';
import { ensureInstallation, withSupportId } from '../state/installation.js';
import { ALARM_PRECISION_MS, jittered, START_SPREAD_MS } from '../intervals.js';
import type { CollectorAnswer, Ports } from '../ports.js';
import { readManagedCopy } from '../state/managed-source.js';
import { recordEvent } from '../state/record-event.js';

export const SEND_ALARM = 'send-events';

/** Of the log, in one request: 256 events, 128 KiB before compression. */
const BATCH_SEGMENTS = 8;

interface Batch {
  readonly destination: EventsDestination;
  readonly events: readonly [Positioned, ...Positioned[]];
  readonly through: number;
}

/** Makes sure that what waits will be sent. */
export async function ensureSendAlarm(ports: Ports): Promise<void> {
  if (ports.facts.isPrivate) return;
  await exclusively(ports.durable, async () => {
    const destination = (await readManagedCopy(ports))?.events ?? null;
    const waits = destination !== null && (await hasWaiting(ports));
    const { nextAtMs } = await readDeliveries(ports);
    const dueAtMs = waits ? (nextAtMs ?? gatheredAtMs(ports)) : null;
    if (dueAtMs !== nextAtMs) await changeDeliveries(ports, { nextAtMs: dueAtMs });
    await ports.alarms.ensureAt(SEND_ALARM, dueAtMs);
  });
}

/** Puts a delivery that was missed while the browser was closed off a little, so that not all are made at nine. */
export async function spreadDeliveryAfterStart(ports: Ports): Promise<void> {
  await exclusively(ports.durable, async () => {
    const { nextAtMs } = await readDeliveries(ports);
    const nowMs = ports.clock.nowMs();
    if (nextAtMs === null || nextAtMs > nowMs) return;
    await changeDeliveries(ports, { nextAtMs: Math.round(nowMs + START_SPREAD_MS * ports.random.fraction()) });
  });
}

/** Sends all that waits, if a delivery is due. Never rejects because of the collector. */
export async function sendEvents(ports: Ports): Promise<void> {
  if (ports.facts.isPrivate || !(await isDue(ports))) return;
  await reportLost(ports);
  for (let batch = await takeBatch(ports); batch !== null; batch = await takeBatch(ports)) {
    const { supportId } = await withSupportId(await ensureInstallation(ports));
    const sender = { supportId, ...(await ports.facts.read()) };
    const { endpoint, headers } = batch.destination;
    const request = otlpRequest(
      sender,
      batch.events.map(({ event }) => event),
    );
    const answer = await ports.collector.send(endpoint, headers, request);
    await settle(ports, batch, answer);
    if (answer.kind !== 'taken') break;
  }
  await ensureSendAlarm(ports);
}

async function isDue({ durable, clock }: Ports): Promise<boolean> {
  const { nextAtMs } = await readDeliveries({ durable });
  return nextAtMs !== null && clock.nowMs() >= nextAtMs - ALARM_PRECISION_MS;
}

function gatheredAtMs({ clock, random }: Ports): number {
  return Math.round(clock.nowMs() + jittered(GATHER_MS, random.fraction()));
}

async function hasWaiting({ durable }: Ports): Promise<boolean> {
  const { sentThrough } = await readCursor(durable);
  return (await readEvents(durable, sentThrough, 2)).length > 0;
}

function takeBatch({ durable }: Ports): Promise<Batch | null> {
  return exclusively(durable, async () => {
    const destination = (await readManagedCopy({ durable }))?.events ?? null;
    const cursor = await readCursor(durable);
    const [first, ...rest] = destination === null ? [] : await readEvents(durable, cursor.sentThrough, BATCH_SEGMENTS);
    if (destination === null || first === undefined) return null;
    const through = (rest.at(-1) ?? first).position + 1;
    await writeCursor(durable, { ...cursor, frozenThrough: Math.max(through, cursor.frozenThrough) });
    return { destination, events: [first, ...rest], through };
  });
}

function settle(ports: Ports, { destination, events, through }: Batch, answer: CollectorAnswer): Promise<void> {
  const { durable, clock } = ports;
  return exclusively(durable, async () => {
    const { origin, pathname } = new URL(destination.endpoint);
    const sent = { to: origin + pathname, from: events[0].position, through, count: events.length };
    await recordDelivery(ports, sent, answer);
    if (answer.kind === 'later') return;
    const cursor = await readCursor(durable);
    await writeCursor(durable, { ...cursor, sentThrough: Math.max(through, cursor.sentThrough) });
    await dropSent(durable, clock.nowMs());
  });
}

/** Totals, so that a report made twice by a dying worker says nothing wrong. */
async function reportLost(ports: Ports): Promise<void> {
  const { reported, refused } = await readDeliveries(ports);
  const totals = { dropped: (await readLog(ports.durable)).dropped, refused };
  for (const code of ['dropped', 'refused'] as const) {
    const count = totals[code];
    if (count === reported[code]) continue;
    await recordEvent(ports, {
      kind: 'events-lost',
      code,
      count,
      detail: `${count} in all`,
      decision: `${code}-${count}`,
    });
  }
  if (totals.dropped !== reported.dropped || totals.refused !== reported.refused) {
    await exclusively(ports.durable, () => changeDeliveries(ports, { reported: totals }));
  }
}
