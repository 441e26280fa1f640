/** `npm run bench -- report`: the report of a million events, against DuckDB's bare scan of the same files. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/cli/report/duckdb.js';
import { scanOf } from '../../src/cli/report/load-events.js';
import { reportEvents } from '../../src/cli/report/report.js';
import { count, interleaved, ms, percent, publishReport, ratio, timed, times, type Measured } from './measure.js';

const EVENTS = 1_000_000;
const BROWSERS = 50_000;
const DAYS = 30;
const ROUNDS = 3;
/** A thirtieth, a third and all of the days. */
const SHARES = [30, 3, 1];
const GOAL_MS = 5_000;
const KINDS = [
  'restricted',
  'restricted',
  'restricted',
  'warned',
  'continued',
  'heartbeat',
  'requested',
  'check-failed',
];

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  try {
    const files = await writeEvents(folder);
    const lengths = SHARES.map((share) => files.slice(0, DAYS / share));
    const rows: string[][] = [];
    let whole: Measured | undefined;
    for (const some of lengths) {
      const { scanned, reported } = await interleaved(
        { scanned: () => timed(() => scan(some)), reported: () => timed(() => reportEvents(some, 5)) },
        ROUNDS,
      );
      const events = count(Math.round((EVENTS * some.length) / DAYS));
      rows.push([
        events,
        ms(reported),
        percent(reported),
        ms(scanned),
        percent(scanned),
        times(ratio(reported, scanned)),
      ]);
      whole = reported;
    }
    const found = whole?.median ?? Number.NaN;
    await publishReport({
      name: 'report',
      measure: '`gatepost report` of events in daily files, against DuckDB’s bare scan of the same files',
      tables: [{ title: 'milliseconds', columns: ['events', 'report', 'spread', 'scan', 'spread', 'ratio'], rows }],
      goals: [
        {
          goal: `${count(EVENTS)} events in under ${GOAL_MS / 1_000} s`,
          found: `${(found / 1_000).toFixed(2)} s`,
          holds: found < GOAL_MS,
        },
      ],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scan(files: readonly string[]): Promise<void> {
  const database = await openDatabase();
  await database.rows(`SELECT count(*), max("at"), max(id), max(kind), max(code), max(detail), max(host), max(tool),
    max(rule), max(action), max(revision), max(count), max(browserId) FROM ${scanOf(files)}`);
  database.close();
}

async function writeEvents(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    const date = new Date(Date.UTC(2026, 9, 1 + day)).toISOString().slice(0, 10);
    const file = path.join(folder, `events-${date}.ndjson`);
    const handle = await open(file, 'w');
    const count = Math.floor(EVENTS / DAYS) + (day < EVENTS % DAYS ? 1 : 0);
    for (let from = 0; from < count; from += 10_000) {
      const lines = Array.from({ length: Math.min(10_000, count - from) }, (_, index) => line(day, from + index, date));
      await handle.write(lines.join(''));
    }
    await handle.close();
    files.push(file);
  }
  return files;
}

function line(day: number, index: number, date: string): string {
  const number = day * EVENTS + index;
  const mixed = (Math.imul(number, 2_654_435_761) >>> 0) % BROWSERS;
  const at = `${date}T${String(8 + (index % 9)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.000Z`;
  return `${JSON.stringify({
    ...{ at, lastAt: at, receivedAt: at, id: `AbCdEfGhIjKl${number.toString(36).padStart(10, '0')}` },
    ...{ kind: KINDS[index % KINDS.length], decisions: [`0190a1b2-c3d4-4e5f-8a9b-${number}`], code: '', detail: '' },
    ...{ host: `tool-${index % 40}.example`, tool: `tool-${index % 40}`, rule: `rule-${index % 12}`, action: 'block' },
    ...{ revision: 100 + Math.floor(day / 3), ring: null, identity: null, justification: null, count: 1 + (index % 3) },
    ...{
      browserId: `B${mixed}`,
      extensionVersion: '0.1.0',
      browser: 'Chrome',
      browserVersion: '156.0.1',
      os: 'windows',
    },
  })}\n`;
}
