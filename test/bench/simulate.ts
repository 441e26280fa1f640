/**
 * `npm run bench -- simulate`: a Squid log against a policy of 10,000 domains, from the start of the process to its end; beside
 * it, content blockers match the same addresses on the same list and do nothing else, and a program only counts the lines.
 * Processor time is what is compared: the machine may have other work to do.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { count, interleaved, print, publishReport, ratio, times, type Goal, type Measured } from './measure.js';
import { ensurePeers } from './peers.mjs';
import { measured } from './processes.mjs';
import { listedDomains, policyOf, writeSquidLog } from './squid-material.mjs';

const COMMAND = 'dist/cli/gatepost.mjs';
const DOMAINS = 10_000;
const LINES = 1_000_000;
/** They take so long that fewer tell as much. */
const ADDRESSES_OF_PEERS = 200_000;
const ROUNDS = 3;
/** What is kept must not grow with the log. */
const LENGTHS = [100_000, LINES, 3_000_000];
const PEERS = { ublock: 'uBlock core', adguard: 'AdGuard', ghostery: 'Ghostery' } as const;
const GOAL_SPEED = 500_000;
const GOAL_MEGABYTES = 200;

/** Reads a file as a stream and counts its lines, as `wc -l` does. */
const COUNT_LINES = `
  let lines = 0;
  require('node:fs').createReadStream(process.argv[1], { highWaterMark: 1 << 18 }).on('data', (chunk) => {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }).on('end', () => process.stdout.write(String(lines)));`;

interface Length {
  readonly lines: number;
  readonly perSecond: number;
  readonly peakMegabytes: number;
}

export async function run(): Promise<void> {
  await ensurePeers();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  try {
    const domains = listedDomains(DOMAINS);
    const [policy, log] = [path.join(folder, 'policy.yaml'), path.join(folder, 'access.log')];
    await writeFile(policy, policyOf(domains));
    const args = [COMMAND, 'simulate', policy, '--json', '--log', log];
    const lengths = await runLengths(domains, log, args);
    await writeSquidLog(log, domains, LINES);
    await report(await compare(log, args), lengths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runLengths(domains: readonly string[], log: string, args: readonly string[]): Promise<Length[]> {
  const lengths: Length[] = [];
  for (const lines of LENGTHS) {
    print(`simulating ${count(lines)} lines`);
    await writeSquidLog(log, domains, lines);
    const { cpuSeconds, peakMegabytes } = await measured(args);
    lengths.push({ lines, perSecond: lines / cpuSeconds, peakMegabytes });
  }
  return lengths;
}

/** @returns lines, or addresses, a second of processor time; `clock` by the clock */
async function compare(log: string, args: readonly string[]) {
  let clock = Number.NaN;
  const matching = (engine: string, addresses: number) => async () => {
    const { out } = await measured(['test/bench/decide-one.mjs', engine, String(DOMAINS), String(addresses)]);
    return (JSON.parse(out) as { perSecond: number }).perSecond;
  };
  const simulated = async () => {
    const { cpuSeconds, wallSeconds } = await measured(args);
    clock = Math.max(LINES / wallSeconds, Number.isNaN(clock) ? 0 : clock);
    return LINES / cpuSeconds;
  };
  const competitors = {
    simulated,
    counted: async () => LINES / (await measured(['-e', COUNT_LINES, log])).cpuSeconds,
    matched: matching('gatepost', LINES),
    ublock: matching('ublock', ADDRESSES_OF_PEERS),
    adguard: matching('adguard', ADDRESSES_OF_PEERS),
    ghostery: matching('ghostery', ADDRESSES_OF_PEERS),
  };
  return { figures: await interleaved(competitors, ROUNDS, { warmUp: false }), clock };
}

type Compared = Awaited<ReturnType<typeof compare>>;

async function report({ figures, clock }: Compared, lengths: readonly Length[]): Promise<void> {
  const { simulated, matched, counted } = figures;
  const row = (name: string, figure: Measured): string[] => [
    name,
    count(Math.round(figure.median)),
    `±${Math.round(figure.spread * 50)}%`,
    times(ratio(simulated, figure)),
    times(ratio(matched, figure)),
  ];
  const peers = Object.entries(PEERS).map(([key, name]) => ({ name, figure: figures[key as keyof typeof PEERS] }));
  await publishReport({
    name: 'simulate',
    measure: `a Squid log of ${count(LINES)} lines against ${count(DOMAINS)} domains, against engines that match its addresses and do nothing else`,
    tables: [
      {
        title: 'lines or addresses a second of processor time',
        columns: ['what', 'per second', 'spread', 'simulate to it', 'our matching to it'],
        rows: [
          row('simulate, from start to end', simulated),
          row('its matching alone', matched),
          ...peers.map(({ name, figure }) => row(`${name}, matching alone`, figure)),
          row('counting lines', counted),
        ],
      },
      {
        title: 'growth',
        columns: ['lines', 'lines/s', 'peak MB'],
        rows: lengths.map(({ lines, perSecond, peakMegabytes }) => [
          count(lines),
          count(Math.round(perSecond)),
          peakMegabytes.toFixed(0),
        ]),
      },
    ],
    goals: goalsOf(figures, lengths, peers),
    notes: [`Simulate by the clock, best of ${ROUNDS}: ${count(Math.round(clock))} lines a second.`],
  });
}

function goalsOf(
  { simulated, matched }: Compared['figures'],
  lengths: readonly Length[],
  peers: readonly { name: string; figure: Measured }[],
): Goal[] {
  const most = Math.max(...lengths.map(({ peakMegabytes }) => peakMegabytes));
  const toFastest = Math.min(...peers.map(({ figure }) => ratio(matched, figure)));
  const fromStart = Math.min(...peers.map(({ figure }) => ratio(simulated, figure)));
  return [
    {
      goal: `at least ${count(GOAL_SPEED)} lines a second of one processor`,
      found: count(Math.round(simulated.median)),
      holds: simulated.median >= GOAL_SPEED,
    },
    { goal: 'matching at least 3× the fastest peer', found: times(toFastest), holds: toFastest >= 3 },
    {
      goal: 'the whole of simulate at least 3× the fastest peer’s matching',
      found: times(fromStart),
      holds: fromStart >= 3,
    },
    {
      goal: `below ${GOAL_MEGABYTES} MB whatever the length`,
      found: `${most.toFixed(0)} MB`,
      holds: most < GOAL_MEGABYTES,
    },
  ];
}
