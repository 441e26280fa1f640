/** Runs a program and says what it took, as the system counted it. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * @typedef {object} Taken
 * @property {number} wallSeconds from the start of the process to its end
 * @property {number} cpuSeconds of all its threads
 * @property {number} peakMegabytes resident
 * @property {string} out
 */

/** Written as the process exits. */
const REPORT =
  'data:text/javascript,' +
  encodeURIComponent(
    "import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));",
  );

/**
 * @param {readonly string[]} args of node
 * @returns {Promise<Taken>}
 */
export async function measured(args) {
  const usageFile = path.join(os.tmpdir(), `gatepost-bench-${process.pid}-${Math.random().toString(36).slice(2)}.json`);
  const started = performance.now();
  /** @type {string} */
  const out = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', REPORT, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BENCH_USAGE: usageFile },
    });
    let text = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => (text += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}`));
    });
  });
  const wallSeconds = (performance.now() - started) / 1000;
  /** @type {unknown} */
  const written = JSON.parse(await readFile(usageFile, 'utf8'));
  const usage = /** @type {{ userCPUTime: number, systemCPUTime: number, maxRSS: number }} */ (written);
  await rm(usageFile, { force: true });
  return {
    wallSeconds,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    peakMegabytes: usage.maxRSS / 1024,
    out,
  };
}
