/**
 * The durable event log: segments of events in storage, appended at one end and dropped at the other. A position is a
 * number that only grows, so that "sent up to here" stays true whatever is dropped.
 */
import * as z from '../../policy/shapes.js';
import { countedWith, counts, eventSchema, isRepeat, type Event, type EventInput } from '../../events/event.js';
import { MAX_SEGMENTS, SEGMENT_EVENTS, SHOWN_DAYS, SHOWN_SEGMENTS } from '../../events/retention.js';
import type { Storage } from '../ports.js';
import { record, type RecordType } from './records.js';

const SEGMENT_BYTES = 16 * 1024;

/** A new segment is begun after this, so that an old one can go as a whole. */
const SEGMENT_MS = 7 * 24 * 3_600_000;
const SHOWN_MS = SHOWN_DAYS * 24 * 3_600_000;

const POSITIONS_PER_SEGMENT = 1_000;

const logSchema = z.object({
  /** The oldest segment and the one in use. */
  first: z.int(),
  open: z.int(),
  /** Events that went unsent, since installation. */
  dropped: z.int(),
});

const cursorSchema = z.object({
  /** Everything below has been sent, or is not to be. */
  sentThrough: z.number(),
  /** Everything below may be on its way, and is not changed any more. */
  frozenThrough: z.number(),
});

type EventLog = z.infer<typeof logSchema>;
type EventCursor = z.infer<typeof cursorSchema>;

const logRecord = record('eventLog', logSchema);
const cursorRecord = record('eventCursor', cursorSchema);

export interface Positioned {
  readonly position: number;
  readonly event: Event;
}

const segment = (number: number): RecordType<Event[]> => record(`events.${number}`, z.array(eventSchema));

export async function readLog(storage: Storage): Promise<EventLog> {
  return (await logRecord.read(storage)) ?? { first: 0, open: 0, dropped: 0 };
}

export async function readCursor(storage: Storage): Promise<EventCursor> {
  return (await cursorRecord.read(storage)) ?? { sentThrough: 0, frozenThrough: 0 };
}

export function writeCursor(storage: Storage, cursor: EventCursor): Promise<void> {
  return cursorRecord.write(storage, cursor);
}

/** Adds the event, or counts it with one that is the same. Returns the position behind the last event. */
export async function appendEvent(storage: Storage, event: Event, eventInput: EventInput): Promise<number> {
  const log = await readLog(storage);
  const events = await readSegment(storage, log.open);
  if (events.some((each) => counts(each, eventInput)) || (await isInSegmentBefore(storage, log, events, eventInput))) {
    return behind(log.open, events);
  }
  const { frozenThrough } = await readCursor(storage);
  const repeated = events.findLastIndex(
    (each, index) => positionOf(log.open, index) >= frozenThrough && isRepeat(each, event),
  );
  if (repeated >= 0) {
    const changed = events.map((each, index) => (index === repeated ? countedWith(each, event) : each));
    await segment(log.open).write(storage, changed);
    return behind(log.open, changed);
  }
  const number = isFull(events, event) ? await openNext(storage, log) : log.open;
  const grown = number === log.open ? [...events, event] : [event];
  await segment(number).write(storage, grown);
  return behind(number, grown);
}

/** The events from a position on, oldest first. @param maxSegments how many segments to read at most */
export async function readEvents(storage: Storage, from: number, maxSegments: number): Promise<Positioned[]> {
  const { first, open } = await readLog(storage);
  const start = Math.max(first, Math.floor(from / POSITIONS_PER_SEGMENT));
  const numbers = Array.from({ length: Math.min(open - start + 1, maxSegments) }, (_, index) => start + index);
  const parts = await Promise.all(numbers.map((number) => readSegment(storage, number)));
  return parts.flatMap((events, part) =>
    events.flatMap((event, index) => {
      const position = positionOf(start + part, index);
      return position < from ? [] : [{ position, event }];
    }),
  );
}

/** Lets go of what has been sent and is more, or older, than the reader is shown. */
export async function dropSent(storage: Storage, nowMs: number): Promise<void> {
  const log = await readLog(storage);
  const { sentThrough } = await readCursor(storage);
  let { first } = log;
  for (; first < log.open && positionOf(first + 1, 0) <= sentThrough; first += 1) {
    const last = (await readSegment(storage, first)).at(-1);
    const isOld = last === undefined || nowMs - last.lastAtMs > SHOWN_MS;
    if (!isOld && log.open - first < SHOWN_SEGMENTS) break;
  }
  await dropThrough(storage, log, { ...log, first });
}

/** A worker that dies here leaves an empty segment, and no event behind. */
async function openNext(storage: Storage, log: EventLog): Promise<number> {
  const open = log.open + 1;
  const isOver = open - log.first >= MAX_SEGMENTS;
  const dropped = log.dropped + (isOver ? await unsentIn(storage, log.first) : 0);
  await dropThrough(storage, log, { first: log.first + (isOver ? 1 : 0), open, dropped });
  return open;
}

/** The log is written first: a segment that a dying worker leaves behind is removed by the next. */
async function dropThrough(storage: Storage, before: EventLog, after: EventLog): Promise<void> {
  if (after.first === before.first && after.open === before.open) return;
  await logRecord.write(storage, after);
  for (let number = Math.max(0, before.first - 1); number < after.first; number += 1)
    await segment(number).clear(storage);
}

async function unsentIn(storage: Storage, number: number): Promise<number> {
  const { sentThrough } = await readCursor(storage);
  const events = await readSegment(storage, number);
  return events.filter((_, index) => positionOf(number, index) >= sentThrough).length;
}

/** Its second asking may come after a new segment has been opened. */
async function isInSegmentBefore(
  storage: Storage,
  { first, open }: EventLog,
  events: readonly Event[],
  eventInput: EventInput,
): Promise<boolean> {
  if (eventInput.decision == null || open === first || events.length > SEGMENT_EVENTS / 2) return false;
  return (await readSegment(storage, open - 1)).some((each) => counts(each, eventInput));
}

function isFull(events: readonly Event[], next: Event): boolean {
  const [oldest] = events;
  if (oldest === undefined) return false;
  if (events.length >= SEGMENT_EVENTS || next.firstAtMs - oldest.firstAtMs > SEGMENT_MS) return true;
  return new TextEncoder().encode(JSON.stringify([...events, next])).length > SEGMENT_BYTES;
}

async function readSegment(storage: Storage, number: number): Promise<Event[]> {
  return (await segment(number).read(storage)) ?? [];
}

const positionOf = (number: number, index: number): number => number * POSITIONS_PER_SEGMENT + index;
const behind = (number: number, events: readonly Event[]): number => positionOf(number, events.length);
