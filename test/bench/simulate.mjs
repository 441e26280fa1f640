/**
 * `npm run bench -- simulate`: a Squid log of 1,000,000 lines against a policy of 10,000 domains, from the start of the
 * process to its end; beside it, in the same run, two content blockers' engines match the same addresses on the same list.
 * Processor time is what is compared: this machine may have other work to do.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { measured, median } from './processes.mjs';
import { listedDomains, policyOf, writeSquidLog } from './squid-material.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const DOMAINS = 10_000;
const LINES = 1_000_000;
const ROUNDS = 3;
/** What is kept must not grow with the log. */
const MEMORY_LINES = [100_000, 1_000_000, 3_000_000];
const PEERS = /** @type {const} */ ([
  ['ghostery', '@ghostery/adblocker@2.18.2'],
  ['adguard', '@adguard/tsurlfilter@4.0.5'],
]);

/** One version of a package that both would bring is not to be had everywhere. */
const PEER_PROJECT = { private: true, overrides: { '@adguard/agtree': '4.2.0' } };

/** @param {readonly string[]} flags `--no-peers` leaves the others out, `--lines N` changes the length of the log */
export async function run(flags) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  try {
    await bench(folder, flags);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} flags
 */
async function bench(folder, flags) {
  const lines = flags.includes('--lines') ? Number(flags[flags.indexOf('--lines') + 1]) : LINES;
  const domains = listedDomains(DOMAINS);
  const [policy, log] = [path.join(folder, 'policy.yaml'), path.join(folder, 'access.log')];
  await writeFile(policy, policyOf(domains));
  await writeSquidLog(log, domains, lines);
  const peers = flags.includes('--no-peers') ? [] : await installed(path.join(folder, 'peers'));
  const command = path.join(root, 'dist/cli/gatepost.mjs');
  const own = [];
  /** @type {Map<string, number[]>} */
  const others = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(await measured([command, 'simulate', policy, '--log', log, '--json']));
    for (const peer of peers) {
      const args = [path.join(root, 'test/bench/matching.mjs'), peer, path.join(folder, 'peers'), DOMAINS, lines];
      /** @type {unknown} */
      const taken = JSON.parse((await measured(args.map(String))).out);
      const { cpuSeconds } = /** @type {{ cpuSeconds: number }} */ (taken);
      others.set(peer, [...(others.get(peer) ?? []), lines / cpuSeconds]);
    }
  }
  const speed = median(own.map(({ cpuSeconds }) => lines / cpuSeconds));
  say(
    `${lines.toLocaleString('en-US')} lines, ${DOMAINS.toLocaleString('en-US')} domains, median of ${ROUNDS}, lines a second of processor time`,
  );
  say(
    `gatepost simulate, end to end   ${round(speed)}   (by the clock ${round(median(own.map((each) => lines / each.wallSeconds)))})`,
  );
  say(`  peak memory                   ${peakOf(own)} MB`);
  await reportMemory({ folder, domains, lines }, [command, 'simulate', policy, '--json', '--log']);
  const matching = median(others.get('gatepost') ?? []);
  for (const [engine, speeds] of others) {
    const peer = median(speeds);
    say(
      `${engine.padEnd(10)} matching alone       ${round(peer)}` +
        (engine === 'gatepost'
          ? ''
          : `   ours: ${(matching / peer).toFixed(1)} times as fast matching alone, ${(speed / peer).toFixed(1)} times end to end`),
    );
  }
}

/**
 * Logs of other lengths.
 * @param {{ folder: string, domains: readonly string[], lines: number }} material
 * @param {readonly string[]} args
 */
async function reportMemory({ folder, domains, lines }, args) {
  for (const length of MEMORY_LINES.filter((each) => each !== lines)) {
    const other = path.join(folder, 'other.log');
    await writeSquidLog(other, domains, length);
    const taken = await measured([...args, other]);
    say(
      `  ${length.toLocaleString('en-US').padStart(9)} lines: peak memory   ${peakOf([taken])} MB   (${round(length / taken.cpuSeconds)} lines a second)`,
    );
  }
}

/** @param {string} folder */
async function installed(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(PEER_PROJECT));
  const packages = PEERS.map(([, name]) => name);
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
    cwd: folder,
  });
  return ['gatepost', ...PEERS.map(([name]) => name)];
}

/** @param {readonly import('./processes.mjs').Taken[]} taken */
const peakOf = (taken) => Math.max(...taken.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0);

/** @param {number} number */
const round = (number) => Math.round(number).toLocaleString('en-US').padStart(10);

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
