/**
 * What the data guards of this browser have found, counted by day: the only record of it. A day that is over becomes events, one
 * for each count; nothing says at what time of the day it was.
 */
import { channelShape, dataKindShape, outcomeShape } from '../../events/data-event.js';
import { eventOf, type Event, type EventInput } from '../../events/event.js';
import * as z from '../../policy/shapes.js';
import { exclusively } from './mutex.js';
import { record } from './records.js';
import { recordEvent, type RecordingPorts } from './record-event.js';

const countSchema = z.object({
  /** Becomes the event's decision: an event that a dying worker has recorded already is not recorded again. */
  id: z.string(),
  /** Its beginning in UTC, in milliseconds since the epoch. */
  dayMs: z.number(),
  tool: z.nullable(z.string()),
  rule: z.string(),
  dataKind: dataKindShape,
  detector: z.string(),
  channel: channelShape,
  outcome: outcomeShape,
  count: z.int(),
});

export type DataCount = z.infer<typeof countSchema>;
/** What a count is about: what is the same is counted together. */
export type DataFoundHere = Omit<DataCount, 'id' | 'dayMs'>;

const dataCountsRecord = record(
  'dataCounts',
  z.object({
    counts: z.array(countSchema),
    /** `day rule code`: what guards have complained of today. */
    degraded: z.array(z.string()),
  }),
);

const DAY_MS = 86_400_000;

/** Combinations a day; what comes beyond is not told apart from the first of its rule. */
const MOST = 500;
const MOST_DEGRADED = 200;

export async function readDataCounts({ durable }: Pick<RecordingPorts, 'durable'>): Promise<readonly DataCount[]> {
  return (await dataCountsRecord.read(durable))?.counts ?? [];
}

export async function countFound(ports: RecordingPorts, found: DataFoundHere): Promise<void> {
  if (ports.facts.isPrivate) return;
  const dayMs = dayOf(ports);
  await exclusively(ports.durable, async () => {
    const { counts, degraded } = (await dataCountsRecord.read(ports.durable)) ?? { counts: [], degraded: [] };
    const today = counts.filter((each) => each.dayMs === dayMs);
    const same =
      today.find((each) => isSameFound(each, found)) ??
      (today.length < MOST ? undefined : today.find(({ rule }) => rule === found.rule));
    const grown = (each: DataCount): DataCount => ({ ...each, count: each.count + found.count });
    const next =
      same === undefined
        ? [...counts, { id: ports.random.token(), dayMs, ...found }]
        : counts.map((each) => (each === same ? grown(each) : each));
    await dataCountsRecord.write(ports.durable, { counts: next, degraded });
  });
  await recordDaysOver(ports);
}

/** Makes events of the days that are over. */
export async function recordDaysOver(ports: RecordingPorts): Promise<void> {
  if (ports.facts.isPrivate) return;
  const over = (await readDataCounts(ports)).filter(({ dayMs }) => dayMs !== dayOf(ports));
  if (over.length === 0) return;
  for (const each of over) await recordEvent(ports, eventInputOf(each));
  const done = new Set(over.map(({ id }) => id));
  await exclusively(ports.durable, async () => {
    const now = await dataCountsRecord.read(ports.durable);
    if (now === null) return;
    await dataCountsRecord.write(ports.durable, { ...now, counts: now.counts.filter(({ id }) => !done.has(id)) });
  });
}

/** A guard cannot do its work: recorded at once, and once a day for each rule and code. */
export async function recordDegraded(
  ports: RecordingPorts,
  { tool, rule, code }: { readonly tool: string | null; readonly rule: string; readonly code: string },
): Promise<void> {
  if (ports.facts.isPrivate) return;
  const day = `${dayOf(ports)} `;
  const entry = `${day}${rule} ${code}`;
  const isNew = await exclusively(ports.durable, async () => {
    const { counts, degraded } = (await dataCountsRecord.read(ports.durable)) ?? { counts: [], degraded: [] };
    const today = degraded.filter((each) => each.startsWith(day));
    if (today.includes(entry) || today.length >= MOST_DEGRADED) return false;
    await dataCountsRecord.write(ports.durable, { counts, degraded: [...today, entry] });
    return true;
  });
  if (isNew) await recordEvent(ports, { kind: 'data-guard-degraded', tool, rule, code });
}

/** The event that a count will be. */
export function eventOfCount(count: DataCount): Event {
  const nowhere = { ring: null, identity: null, revision: null };
  return eventOf(eventInputOf(count), { id: count.id, ...nowhere, atMs: count.dayMs });
}

function eventInputOf({ id, dayMs, tool, rule, count, dataKind, detector, channel, outcome }: DataCount): EventInput {
  const found = { dataKind, detector, channel, outcome, dayMs };
  return { kind: 'data-found', decision: id, tool, rule, count, found };
}

function isSameFound(one: DataFoundHere, other: DataFoundHere): boolean {
  return (['tool', 'rule', 'dataKind', 'detector', 'channel', 'outcome'] as const).every(
    (key) => one[key] === other[key],
  );
}

function dayOf({ clock }: RecordingPorts): number {
  return Math.floor(clock.nowMs() / DAY_MS) * DAY_MS;
}
