/** Holds the window against a slow and simple reading of the clock on the wall, minute by minute. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { windowSchema, windowState, type RuleWindow } from '../../../src/policy/window.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const BACK_MS = 3 * DAY_MS;
const AHEAD_MS = 4 * DAY_MS;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Zones that change their clocks in unusual ways, by night, at midnight, by 30 minutes, for Ramadan. */
const ODD_ZONES = [
  ...['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe', 'Pacific/Chatham'],
  ...['America/St_Johns', 'Africa/Casablanca', 'America/Havana', 'America/Santiago', 'Asia/Beirut', 'Africa/Cairo'],
  ...['Antarctica/Troll', 'America/Nuuk', 'Asia/Gaza', 'Asia/Almaty', 'UTC'],
];

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the wall shows, as if it were UTC. */
function wallAt(ms: number, timeZone: string): number {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    formatter = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields });
    formatters.set(timeZone, formatter);
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = formatter.format(ms).match(/\d+/g)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute);
}

const knownChanges = new Map<string, number[]>();

/** Days of 2011 and of 2024 to 2028 on which the zone's clocks change, each to within a day. */
function clockChanges(timeZone: string): number[] {
  const known = knownChanges.get(timeZone) ?? findClockChanges(timeZone);
  knownChanges.set(timeZone, known);
  return known;
}

function findClockChanges(timeZone: string): number[] {
  const days = [2011, 2024, 2025, 2026, 2027, 2028].flatMap((year) =>
    Array.from({ length: 366 }, (_, day) => Date.UTC(year, 0, 1) + day * DAY_MS),
  );
  const offset = (ms: number) => wallAt(ms, timeZone) - ms;
  return days.filter((ms) => offset(ms) !== offset(ms + DAY_MS));
}

function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/**
 * Open or not, for each minute from `startMs` on. A slot lasts from the first minute whose wall is at or after its
 * start to the last whose wall is before its end.
 */
function minutesOpen({ weekly, from, until }: RuleWindow, startMs: number, count: number, timeZone: string): boolean[] {
  const walls = Array.from({ length: count }, (_, index) => wallAt(startMs + index * MINUTE_MS, timeZone));
  const open = walls.map(() => weekly === undefined);
  const firstDay = Math.floor(Math.min(...walls) / DAY_MS) - 1;
  const lastDay = Math.floor(Math.max(...walls) / DAY_MS) + 1;
  for (let day = firstDay; day <= lastDay; day++) {
    const weekday = WEEKDAYS[new Date(day * DAY_MS).getUTCDay()] ?? 'sun';
    for (const { days, from, to } of weekly ?? []) {
      if (!days.includes(weekday)) continue;
      const startWall = day * DAY_MS + timeOfDay(from);
      const endWall = day * DAY_MS + timeOfDay(to) + (to <= from ? DAY_MS : 0);
      const first = walls.findIndex((wall) => wall >= startWall);
      const last = walls.findLastIndex((wall) => wall < endWall);
      if (first !== -1) open.fill(true, first, Math.max(first, last + 1));
    }
  }
  return open.map((value, index) => {
    const ms = startMs + index * MINUTE_MS;
    return value && (from === undefined || ms >= Date.parse(from)) && (until === undefined || ms < Date.parse(until));
  });
}

const zone = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_ZONES) },
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);

/** Half of them in the small hours, when clocks change. */
const time = fc
  .oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 95 }))
  .chain((quarter) => fc.constantFrom(quarter * 15, quarter * 15 + 1))
  .map((minutes) => new Date(minutes * MINUTE_MS).toISOString().slice(11, 16));

const slot = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
  from: time,
  to: fc.oneof({ weight: 5, arbitrary: time }, fc.constant('24:00')),
});

const momentAround = (nowMs: number) =>
  fc
    .integer({ min: -5000, max: 5000 })
    .map((minutes) => `${new Date(Math.floor(nowMs / MINUTE_MS + minutes) * MINUTE_MS).toISOString().slice(0, 19)}Z`);

const anyCase = zone.chain((timeZone) => {
  const changes = clockChanges(timeZone);
  const anywhere = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) });
  const nearChange = fc
    .tuple(
      fc.constantFrom(...(changes.length > 0 ? changes : [Date.UTC(2026, 0, 1)])),
      fc.integer({ min: -2 * DAY_MS, max: 3 * DAY_MS }),
    )
    .map(([ms, delta]) => ms + delta);
  return fc.oneof(anywhere, { weight: 2, arbitrary: nearChange }).chain((nowMs) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      nowMs: fc.constant(nowMs),
      window: fc.record(
        {
          weekly: fc.array(slot, { minLength: 1, maxLength: 4 }),
          from: momentAround(nowMs),
          until: momentAround(nowMs),
        },
        { requiredKeys: ['weekly'] },
      ),
    }),
  );
});

test('it is open, and changes next, as the clock on the wall says', () => {
  let changesSeen = 0;
  fc.assert(
    fc.property(anyCase, ({ window, nowMs, timeZone }) => {
      fc.pre(windowSchema.safeParse(window).success);
      const startMs = Math.floor((nowMs - BACK_MS) / MINUTE_MS) * MINUTE_MS;
      const open = minutesOpen(window, startMs, (BACK_MS + AHEAD_MS) / MINUTE_MS, timeZone);
      // The last day is left out: a clock put back after it would move the end of a slot in it.
      const now = Math.floor((nowMs - startMs) / MINUTE_MS);
      const change = open.slice(0, -DAY_MS / MINUTE_MS).findIndex((value, index) => index > now && value !== open[now]);

      const state = windowState(window, nowMs, timeZone);
      expect(state.open).toBe(open[now]);
      if (change === -1) {
        expect(state.changesAtMs ?? Infinity).toBeGreaterThanOrEqual(startMs + BACK_MS + AHEAD_MS - DAY_MS);
      } else {
        expect(state.changesAtMs).toBe(startMs + change * MINUTE_MS);
        changesSeen++;
      }
    }),
    { numRuns: 200 },
  );
  expect(changesSeen).toBeGreaterThan(60); // about 120: the test has looked at something
});

test('it stays as it is until it changes, and then it does', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(anyCase, fc.array(share, { maxLength: 5 }), ({ window, nowMs, timeZone }, shares) => {
      fc.pre(windowSchema.safeParse(window).success);
      const state = windowState(window, nowMs, timeZone);
      const changesAtMs = state.changesAtMs ?? nowMs + 30 * DAY_MS;
      expect(changesAtMs).toBeGreaterThan(nowMs);
      const lengthMs = changesAtMs - 1 - nowMs;
      for (const part of [...shares, 1]) {
        expect(windowState(window, nowMs + Math.floor(part * lengthMs), timeZone)).toEqual(state);
      }
      if (state.changesAtMs !== null) expect(windowState(window, changesAtMs, timeZone).open).toBe(!state.open);
    }),
    { numRuns: 1000 },
  );
});
