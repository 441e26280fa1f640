/**
 * `npm run bench -- logs`: how fast each kind of log is read, from the start of `gatepost simulate` to its end, beside `wc -l` and,
 * where it is installed, Miller (`mlr`), which reads the same lines into fields and counts them. Processor time is what is compared.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SHAPES, writeShape } from './log-material.mjs';
import { count, interleaved, print, publishReport, ratio, times, type Goal, type Measured } from './measure.js';
import { measured } from './processes.mjs';
import { listedDomains, policyOf } from './squid-material.mjs';

const COMMAND = 'dist/cli/gatepost.mjs';
const DOMAINS = 10_000;
const LINES = 1_000_000;
const ROUNDS = 3;
const GOAL_MEGABYTES = 200;
const GOALS: Readonly<Record<string, number>> = {
  ...{ squid: 1_000_000, w3c: 1_000_000, dnsmasq: 1_000_000, csv: 500_000, 'key-value': 500_000, cef: 500_000 },
  json: 300_000,
};
/** How Miller reads the same lines; it knows no CEF. */
const MILLER: Readonly<Record<string, readonly string[]>> = {
  squid: ['--inidx', '--ifs', ' '],
  w3c: ['--inidx', '--ifs', ' '],
  dnsmasq: ['--inidx', '--ifs', ' '],
  csv: ['--icsv'],
  'key-value': ['--idkvp', '--ifs', ' '],
  json: ['--ijson'],
};

interface Row {
  readonly shape: string;
  readonly read: Measured;
  readonly counted: Measured;
  readonly miller: Measured | null;
  readonly megabytes: number;
}

export async function run(shapes: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  const load = os.loadavg().map((each) => each.toFixed(1));
  try {
    const domains = listedDomains(DOMAINS);
    const [policy, log] = [path.join(folder, 'policy.yaml'), path.join(folder, 'log')];
    await writeFile(policy, policyOf(domains));
    const rows: Row[] = [];
    for (const shape of shapes.length === 0 ? Object.keys(SHAPES) : shapes) {
      print(`reading ${shape}`);
      await writeShape(log, shape, domains, LINES);
      rows.push(await compare(shape, log, policy));
    }
    await report(rows, load, os.loadavg()[0] ?? 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(shape: string, log: string, policy: string): Promise<Row> {
  let megabytes = 0;
  const read = async () => {
    const { cpuSeconds, peakMegabytes, out } = await measured([COMMAND, 'simulate', policy, '--json', '--log', log]);
    const { malformed, requests } = (JSON.parse(out) as { log: { malformed: number; requests: number } }).log;
    if (malformed > 0 || requests !== LINES) throw new Error(`${shape}: ${requests} of ${LINES} lines were read`);
    megabytes = Math.max(megabytes, peakMegabytes);
    return LINES / cpuSeconds;
  };
  const counted = async () => LINES / (await processorSeconds('wc', ['-l', log]));
  const miller = MILLER[shape];
  if (miller === undefined || !(await isInstalled('mlr'))) {
    return { shape, ...(await interleaved({ read, counted }, ROUNDS, { warmUp: false })), miller: null, megabytes };
  }
  const byMiller = async () => LINES / (await processorSeconds('mlr', [...miller, 'count', log]));
  const figures = await interleaved({ read, counted, miller: byMiller }, ROUNDS, { warmUp: false });
  return { shape, ...figures, megabytes };
}

/** Of the user and the system together, as the shell counts them. */
async function processorSeconds(program: string, args: readonly string[]): Promise<number> {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" > /dev/null';
  const { stderr } = await promisify(execFile)('bash', ['-c', script, 'bash', program, ...args]);
  const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return Math.max(0.001, user + system);
}

async function isInstalled(program: string): Promise<boolean> {
  return promisify(execFile)(program, ['--version']).then(
    () => true,
    () => false,
  );
}

async function report(rows: readonly Row[], load: readonly string[], loadAfter: number): Promise<void> {
  const speed = (figure: Measured | null) => (figure === null ? '–' : count(Math.round(figure.median)));
  await publishReport({
    name: 'logs',
    measure: `logs of ${count(LINES)} lines in every kind of format against ${count(DOMAINS)} domains, beside programs that count lines`,
    tables: [
      {
        title: 'lines a second of processor time',
        columns: [
          'format',
          'simulate, from start to end',
          'spread',
          'wc -l',
          'Miller',
          'simulate to Miller',
          'peak MB',
        ],
        rows: rows.map(({ shape, read, counted, miller, megabytes }) => [
          ...[shape, speed(read), `±${Math.round(read.spread * 50)}%`, speed(counted), speed(miller)],
          ...[miller === null ? '–' : times(ratio(read, miller)), megabytes.toFixed(0)],
        ]),
      },
    ],
    goals: rows.flatMap(goalsOf),
    notes: [
      `Load of the machine before and after: ${load.join(', ')} and ${loadAfter.toFixed(1)}. Other work takes caches away, so figures are too low.`,
    ],
  });
}

function goalsOf({ shape, read, megabytes }: Row): Goal[] {
  const goal = GOALS[shape] ?? 0;
  const found = count(Math.round(read.median));
  return [
    { goal: `${shape}: at least ${count(goal)} lines a second of one processor`, found, holds: read.median >= goal },
    {
      goal: `${shape}: below ${GOAL_MEGABYTES} MB`,
      found: `${megabytes.toFixed(0)} MB`,
      holds: megabytes < GOAL_MEGABYTES,
    },
  ];
}
