/**
 * When a rule applies: between two moments, in weekly hours, or both. Weekly hours are what the clock on the wall
 * shows, in the window's own time zone or in the browser's, daylight saving included.
 */
import * as z from './shapes.js';
import { moment } from './fields.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** In the order of the week; 1970-01-01 was a Thursday. */
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const EPOCH_WEEKDAY = 3;

/** A slot that runs past midnight began a day ago, and clocks that are put back over midnight repeat its end. */
const DAYS_BACK = 2;

/** Two weeks, because a clock change can swallow this week's slot (or the only pause between two slots). */
const DAYS_AHEAD = 15;

/** Hours of some weekdays. `to` is exclusive; at or before `from` it means that time of the next day. */
const slot = z.object({
  /** The days on which the slot begins. */
  days: z.array(z.enum(WEEKDAYS)).check(z.minLength(1), z.maxLength(7)),
  from: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  to: z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)),
});

export const windowSchema = z
  .object({
    from: z.optional(moment),
    /** Exclusive. */
    until: z.optional(moment),
    weekly: z.optional(z.array(slot).check(z.minLength(1))),
    /**
     * The IANA time zone of the weekly hours; the browser's own when missing. Which names there are differs by browser: one
     * that is not known here costs its rule the hours, never the document its acceptance.
     */
    timeZone: z.optional(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9+_/-]{0,63}$/))),
  })
  .check(
    z.refine(({ from, until }) => from === undefined || until === undefined || Date.parse(from) < Date.parse(until), {
      path: ['until'],
    }),
  );

export type RuleWindow = z.infer<typeof windowSchema>;
type Slot = z.infer<typeof slot>;

export interface WindowState {
  readonly open: boolean;
  /** The first moment at which `open` is different, in milliseconds since the epoch; null when never again. */
  readonly changesAtMs: number | null;
}

/** From `startMs` to just before `endMs`, both in milliseconds since the epoch. */
interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Whether the window is open, and until when that holds.
 * @param nowMs milliseconds since the epoch
 * @param browserTimeZone used when the window names none; UTC takes its place when it is not a known zone
 */
export function windowState(window: RuleWindow, nowMs: number, browserTimeZone: string): WindowState {
  const fromMs = window.from === undefined ? -Infinity : Date.parse(window.from);
  const untilMs = window.until === undefined ? Infinity : Date.parse(window.until);
  if (nowMs >= untilMs) return { open: false, changesAtMs: null };

  const early = nowMs < fromMs;
  const atMs = early ? fromMs : nowMs;
  const weekly = weeklyState(window.weekly, atMs, window.timeZone ?? browserTimeZone);
  if (early && weekly.open) return { open: false, changesAtMs: fromMs };

  const changesAtMs = weekly.changesAtMs ?? Infinity;
  if (weekly.open) return { open: true, changesAtMs: finite(Math.min(changesAtMs, untilMs)) };
  return { open: false, changesAtMs: changesAtMs < untilMs ? finite(changesAtMs) : null };
}

const finite = (ms: number): number | null => (ms === Infinity ? null : ms);

function weeklyState(weekly: readonly Slot[] | undefined, nowMs: number, timeZone: string): WindowState {
  if (weekly === undefined) return { open: true, changesAtMs: null };
  let closesAtMs: number | null = null;
  for (const { startMs, endMs } of spansAround(weekly, nowMs, timeZone)) {
    if (endMs <= nowMs) continue;
    if (startMs > (closesAtMs ?? nowMs)) {
      return closesAtMs === null ? { open: false, changesAtMs: startMs } : { open: true, changesAtMs: closesAtMs };
    }
    closesAtMs = Math.max(closesAtMs ?? endMs, endMs);
  }
  return { open: closesAtMs !== null, changesAtMs: null }; // the whole week, or nothing at all
}

/** The slots of the days around a moment, by their start; lazily, since the answer is mostly among the first. */
function* spansAround(weekly: readonly Slot[], nowMs: number, timeZone: string): Generator<Span> {
  const offsetAt = offsetReader(timeZone);
  const today = Math.floor((nowMs + offsetAt(nowMs)) / DAY_MS);
  const slots = weekly.map(readSlot).sort((one, other) => one.fromMs - other.fromMs);
  for (let day = today - DAYS_BACK; day <= today + DAYS_AHEAD; day++) {
    const weekday = WEEKDAYS[(((day + EPOCH_WEEKDAY) % 7) + 7) % 7];
    for (const { days, fromMs, toMs } of slots) {
      if (weekday === undefined || !days.includes(weekday)) continue;
      const startMs = instantsOf(day * DAY_MS + fromMs, offsetAt).firstMs;
      const endMs = instantsOf(day * DAY_MS + toMs, offsetAt).lastMs;
      if (startMs < endMs) yield { startMs, endMs };
    }
  }
}

/** `fromMs` and `toMs`: milliseconds after the midnight with which the slot's day begins. */
function readSlot({ days, from, to }: Slot): { days: Slot['days']; fromMs: number; toMs: number } {
  const fromMs = timeOfDayMs(from);
  const toMs = timeOfDayMs(to);
  return { days, fromMs, toMs: toMs > fromMs ? toMs : toMs + DAY_MS };
}

function timeOfDayMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;
}

/**
 * The moment of a day (its midnight), of a wall-clock time, or of a time with its offset, in milliseconds since the epoch.
 * @param timeZone of days and wall-clock times; UTC when missing
 */
export function momentOf(written: string, timeZone = 'UTC'): number {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(written) && written.includes('T')) return Date.parse(written);
  const wallMs = Date.parse(written.includes('T') ? `${written}Z` : `${written}T00:00:00Z`);
  return instantsOf(wallMs, offsetReader(timeZone)).firstMs;
}

/** How far the zone's clocks are ahead of UTC at a moment, both in milliseconds. */
type OffsetAt = (ms: number) => number;

/**
 * When clocks first show a wall-clock time or a later one (a slot starts), and when they last leave the times before
 * it (a slot ends). These are two when clocks are put back in between. A time that is left out when clocks are put
 * forward counts as the jump itself. So no clock change cuts a slot short, and slots that touch leave no hole.
 * @param wallMs the wall-clock time, in milliseconds since 1970-01-01 00:00 on that wall
 */
function instantsOf(wallMs: number, offsetAt: OffsetAt): { firstMs: number; lastMs: number } {
  // Offsets stay within 14 hours, so the moment itself lies between these two; whole days, for they are remembered.
  const day = Math.floor(wallMs / DAY_MS);
  const before = offsetAt((day - 1) * DAY_MS);
  const after = offsetAt((day + 2) * DAY_MS);
  const oldMs = wallMs - before;
  const newMs = wallMs - after;
  if (before === after) return { firstMs: oldMs, lastMs: oldMs };
  if (offsetAt(oldMs) === before) {
    const earlierTimesReturn = offsetAt(newMs - 1) === after;
    return { firstMs: oldMs, lastMs: earlierTimesReturn ? newMs : oldMs };
  }
  if (offsetAt(newMs) === after) return { firstMs: newMs, lastMs: newMs };
  const jumpMs = offsetChange(newMs, oldMs, offsetAt);
  return { firstMs: jumpMs, lastMs: jumpMs };
}

/** The first moment after `lowMs`, and `highMs` at the latest, at which the offset is no longer that of `lowMs`. */
function offsetChange(lowMs: number, highMs: number, offsetAt: OffsetAt): number {
  const before = offsetAt(lowMs);
  let same = lowMs;
  let changed = highMs;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetAt(middle) === before) same = middle;
    else changed = middle;
  }
  return changed;
}

/** Making a formatter costs a thousand times what using it costs. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, made);
  return made;
}

/** Remembers what it has read. */
function offsetReader(timeZone: string): OffsetAt {
  const formatter = formatterOf(timeZone);
  const known = new Map<number, number>();
  return (ms) => {
    const offsetMs = known.get(ms) ?? readOffset(formatter.format(ms));
    known.set(ms, offsetMs);
    return offsetMs;
  };
}

/** `11/23/2026, GMT+05:45` in milliseconds. */
function readOffset(text: string): number {
  const written = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (written === null) return 0; // "GMT" alone
  const [, sign, hours, minutes, seconds = '0'] = written;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000;
  return sign === '-' ? -offsetMs : offsetMs;
}

/** Names only: an offset such as `+05:30` knows no daylight saving, and older browsers do not read it. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
