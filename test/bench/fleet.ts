/**
 * 100,000 browsers over a working day, by the product's own schedule: how many requests a second reach the policy's host,
 * when most people start at nine, and when host or network are back after half an hour. Beside it, a schedule without any
 * spread.
 */
import { nextCheckInMs, firstCheckInMs, type Check } from '../../src/worker/intervals.js';

const BROWSERS = 100_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const OUTAGE = { fromMs: 14 * HOUR_MS, untilMs: 14.5 * HOUR_MS };
/** Two thirds of the browsers start within this of nine o'clock, nearly all within thrice as much. */
const MORNING_SPREAD_MS = 1.5 * MINUTE_MS;

interface Schedule {
  readonly name: string;
  /** After the browser's start, and after its network is back. */
  startInMs(random: number): number;
  nextInMs(look: Check, pollMs: number, random: number): number;
}

const SCHEDULES: readonly Schedule[] = [
  { name: 'fixed interval', startInMs: () => 0, nextInMs: (_, pollMs) => pollMs },
  { name: 'gatepost', startInMs: firstCheckInMs, nextInMs: nextCheckInMs },
];

/** Requests in each second of the day. */
type Load = Uint32Array;

/** Mulberry32: small, seeded, good enough to spread browsers. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bell-shaped around nine. */
function startOfDay(random: () => number): number {
  const bell = Array.from({ length: 6 }, random).reduce((sum, each) => sum + each, -3) / Math.SQRT1_2;
  return 9 * HOUR_MS + bell * MORNING_SPREAD_MS;
}

interface Trouble {
  readonly name: string;
  readonly outcome: 'failed' | 'offline';
  readonly retryAfterMs: number | null;
}

const TROUBLES: readonly Trouble[] = [
  { name: 'the host is out of order', outcome: 'failed', retryAfterMs: null },
  { name: 'the host says Retry-After: 600', outcome: 'failed', retryAfterMs: 600_000 },
  { name: 'nobody has a network', outcome: 'offline', retryAfterMs: null },
];

function count(load: Load, atMs: number): void {
  const second = Math.floor(atMs / SECOND_MS);
  load[second] = (load[second] ?? 0) + 1;
}

const isOut = (atMs: number) => atMs >= OUTAGE.fromMs && atMs < OUTAGE.untilMs;

function simulate(schedule: Schedule, pollMs: number, { outcome, retryAfterMs }: Trouble): Load {
  const random = seeded(20261123);
  const load = new Uint32Array(DAY_MS / SECOND_MS);
  for (let browser = 0; browser < BROWSERS; browser++) {
    const startMs = startOfDay(random);
    let failures = 0;
    let atMs = startMs + schedule.startInMs(random());
    while (atMs < startMs + 9 * HOUR_MS) {
      const isLost = isOut(atMs);
      // Without a network nothing reaches the host.
      if (!isLost || outcome === 'failed') count(load, atMs);
      failures = isLost ? failures + 1 : 0;
      const look: Check = isLost
        ? { outcome, failures, retryAfterMs }
        : { outcome: 'good', failures, retryAfterMs: null };
      const nextMs = atMs + schedule.nextInMs(look, pollMs, random());
      const isBackMs = OUTAGE.untilMs + schedule.startInMs(random());
      atMs = isLost && outcome === 'offline' && nextMs >= OUTAGE.untilMs ? Math.min(nextMs, isBackMs) : nextMs;
    }
  }
  return load;
}

function between(load: Load, fromMs: number, untilMs: number): Load {
  return load.subarray(fromMs / SECOND_MS, untilMs / SECOND_MS);
}

const peak = (load: Load) => load.reduce((highest, each) => Math.max(highest, each), 0);
const mean = (load: Load) => load.reduce((sum, each) => sum + each, 0) / load.length;

interface Figures {
  readonly schedule: string;
  readonly moment: string;
  readonly mean: number;
  readonly peak: number;
  /** The peak against the mean of an undisturbed hour. */
  readonly overMean: number;
}

function figuresOf({ name }: Schedule, load: Load): Figures[] {
  const quiet = mean(between(load, 11 * HOUR_MS, 12 * HOUR_MS));
  const moments: readonly [string, number, number][] = [
    ['nine in the morning', 8.5 * HOUR_MS, 9.5 * HOUR_MS],
    ['an undisturbed hour', 11 * HOUR_MS, 12 * HOUR_MS],
    ['during the trouble', OUTAGE.fromMs, OUTAGE.untilMs],
    ['the hour after it', OUTAGE.untilMs, OUTAGE.untilMs + HOUR_MS],
  ];
  return moments.map(([moment, fromMs, untilMs]) => {
    const part = between(load, fromMs, untilMs);
    return { schedule: name, moment, mean: mean(part), peak: peak(part), overMean: peak(part) / quiet };
  });
}

export function run(): void {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`${BROWSERS.toLocaleString('en')} browsers; requests a second at the host; trouble from 14:00 to 14:30`);
  for (const pollMinutes of [5, 15]) {
    for (const trouble of TROUBLES) {
      print(`\npoll ${pollMinutes} min; ${trouble.name}`);
      print('schedule         moment                  mean    peak  peak over undisturbed mean');
      for (const schedule of SCHEDULES) {
        const load = simulate(schedule, pollMinutes * MINUTE_MS, trouble);
        for (const { moment, mean: average, peak: highest, overMean } of figuresOf(schedule, load)) {
          const figures = [
            average.toFixed(0).padStart(6),
            String(highest).padStart(7),
            overMean.toFixed(1).padStart(8),
          ];
          print(`${schedule.name.padEnd(16)} ${moment.padEnd(20)} ${figures.join(' ')}`);
        }
      }
    }
  }
}
