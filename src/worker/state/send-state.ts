/** What was sent when and where to, and when the next delivery is due. */
import * as z from '../../policy/shapes.js';
import { nextCheckInMs } from '../intervals.js';
import type { CollectorAnswer, Ports } from '../ports.js';
import { record } from './records.js';

/** Events gather for this long, ±20 %, so that a busy minute is one request. */
export const GATHER_MS = 60_000;

/** Deliveries remembered for the reader. */
const MAX_DELIVERIES = 200;

const deliverySchema = z.object({
  atMs: z.number(),
  /** The collector's address without its query. */
  to: z.string(),
  outcome: z.enum(['taken', 'refused', 'later']),
  detail: z.string(),
  /** The positions of the events that went out: from the first, up to but without the last. */
  from: z.number(),
  through: z.number(),
  count: z.int(),
});

const deliveriesSchema = z.object({
  /** When the next delivery is due; null: nothing waits. */
  nextAtMs: z.nullable(z.number()),
  /** Deliveries that failed in a row. */
  failures: z.int(),
  /** Events that the collector would not take, since installation. */
  refused: z.int(),
  /** How many lost events have been reported. */
  reported: z.object({ dropped: z.int(), refused: z.int() }),
  list: z.array(deliverySchema),
});

export type Delivery = z.infer<typeof deliverySchema>;
export type Deliveries = z.infer<typeof deliveriesSchema>;

const deliveriesRecord = record('eventDeliveries', deliveriesSchema);

const NONE: Deliveries = {
  ...{ nextAtMs: null, failures: 0, refused: 0 },
  ...{ reported: { dropped: 0, refused: 0 }, list: [] },
};

type Needed = Pick<Ports, 'durable' | 'clock' | 'random'>;

export async function readDeliveries({ durable }: Pick<Ports, 'durable'>): Promise<Deliveries> {
  return (await deliveriesRecord.read(durable)) ?? NONE;
}

export async function changeDeliveries({ durable }: Needed, change: Partial<Deliveries>): Promise<void> {
  await deliveriesRecord.write(durable, { ...(await readDeliveries({ durable })), ...change });
}

/** Remembers how a delivery ended, and when the next may be made. */
export async function recordDelivery(
  ports: Needed,
  sent: Pick<Delivery, 'to' | 'from' | 'through' | 'count'>,
  answer: CollectorAnswer,
): Promise<void> {
  const before = await readDeliveries(ports);
  const atMs = ports.clock.nowMs();
  const delivery: Delivery = { ...sent, atMs, outcome: answer.kind, detail: answer.detail.slice(0, 300) };
  const failures = answer.kind === 'taken' ? 0 : before.failures + 1;
  const retryAfterMs = answer.kind === 'later' ? answer.retryAfterMs : null;
  const outcome = answer.kind === 'later' && answer.offline ? 'offline' : 'failed';
  const waitMs = nextCheckInMs({ outcome, failures, retryAfterMs }, GATHER_MS, ports.random.fraction());
  await changeDeliveries(ports, {
    failures,
    nextAtMs: answer.kind === 'taken' ? null : Math.round(atMs + waitMs),
    refused: before.refused + refusedOf(answer, sent.count),
    list: [...before.list, delivery].slice(-MAX_DELIVERIES),
  });
}

function refusedOf(answer: CollectorAnswer, count: number): number {
  if (answer.kind === 'taken') return Math.min(answer.rejected, count);
  return answer.kind === 'refused' ? count : 0;
}
