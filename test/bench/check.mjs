/** `npm run bench -- check`: `gatepost check` of a policy of 300 rules, from the start of the process to its end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured, median } from './processes.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const RULES = 300;
const ROUNDS = 7;

export async function run() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  try {
    const policy = path.join(folder, 'policy.yaml');
    const rules = Array.from({ length: RULES }, (_, index) => rule(index)).join('');
    await writeFile(
      policy,
      `format: 1\nname: bench\norganisation: { name: Bench }\nreasons: { r: Because. }\nrules:\n${rules}`,
    );
    await report(policy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} policy */
async function report(policy) {
  const command = path.join(root, 'dist/cli/gatepost.mjs');
  const [own, empty] = [[], []].map(() => /** @type {import('./processes.mjs').Taken[]} */ ([]));
  for (let round = 0; round < ROUNDS; round += 1) {
    own?.push(await measured([command, 'check', policy]));
    empty?.push(await measured(['-e', '0']));
  }
  const line = (/** @type {string} */ name, /** @type {readonly import('./processes.mjs').Taken[]} */ taken) =>
    `${name.padEnd(34)} ${(median(taken.map(({ wallSeconds }) => wallSeconds)) * 1000).toFixed(0)} ms by the clock, ` +
    `${(median(taken.map(({ cpuSeconds }) => cpuSeconds)) * 1000).toFixed(0)} ms of processor time\n`;
  process.stdout.write(line(`gatepost check, ${RULES} rules`, own ?? []) + line('node alone', empty ?? []));
}

/** @param {number} index */
function rule(index) {
  const action = ['block', 'warn', 'observe'][index % 3] ?? 'block';
  const audience = index % 4 === 0 ? '\n    audience: { groups: [it] }' : '';
  return `  - id: r${index}\n    sites: [r${index}.example, r${index}.test/chat]\n    action: ${action}\n    reason: r\n    instead: [le-chat]${audience}\n`;
}
