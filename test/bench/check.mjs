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
    const policies = [];
    for (const [name, rule] of KINDS) {
      const file = path.join(folder, `${name.replaceAll(' ', '-')}.yaml`);
      const rules = Array.from({ length: RULES }, (_, index) => rule(index)).join('');
      await writeFile(
        file,
        `format: 1\nname: bench\norganisation: { name: Bench }\nreasons: { r: Because. }\nrules:\n${rules}`,
      );
      policies.push({ name, file });
    }
    await report(policies);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {readonly { name: string, file: string }[]} policies */
async function report(policies) {
  const command = path.join(root, 'dist/cli/gatepost.mjs');
  const runs = [
    ...policies.map(({ name, file }) => ({ name: `gatepost check, ${RULES} ${name}`, args: [command, 'check', file] })),
    { name: 'node alone', args: ['-e', '0'] },
  ].map((run) => ({ ...run, taken: /** @type {import('./processes.mjs').Taken[]} */ ([]) }));
  for (let round = 0; round < ROUNDS; round += 1) for (const { args, taken } of runs) taken.push(await measured(args));
  const milliseconds = (/** @type {readonly number[]} */ seconds) =>
    `${(median(seconds) * 1000).toFixed(0)} ms (least ${(Math.min(...seconds) * 1000).toFixed(0)})`;
  for (const { name, taken } of runs) {
    const wall = milliseconds(taken.map(({ wallSeconds }) => wallSeconds));
    const cpu = milliseconds(taken.map(({ cpuSeconds }) => cpuSeconds));
    process.stdout.write(`${name.padEnd(46)} ${wall} by the clock, ${cpu} of processor time\n`);
  }
}

/** The second kind needs more rules than browsers take, which makes for the longest check. */
const KINDS = /** @type {const} */ ([
  ['rules of tools and hosts', plainRule],
  ['rules beyond the limits', rule],
]);

const TOOLS = ['chatgpt', 'claude', 'gemini', 'deepseek', 'perplexity', 'midjourney', 'le-chat'];

/** @param {number} index */
function plainRule(index) {
  const tool = TOOLS[index % TOOLS.length];
  const audience = index % 3 === 0 ? '' : `\n    audience: { groups: [team-${index}] }`;
  return `  - id: r${index}\n    tools: [${tool}]\n    sites: [r${index}.example]\n    action: ${index % 2 === 0 ? 'block' : 'warn'}\n    reason: r\n    instead: [github-copilot]${audience}\n`;
}

/** @param {number} index */
function rule(index) {
  const action = ['block', 'warn', 'observe'][index % 3] ?? 'block';
  const audience = index % 4 === 0 ? '\n    audience: { groups: [it] }' : '';
  return `  - id: r${index}\n    sites: [r${index}.example, r${index}.test/chat]\n    action: ${action}\n    reason: r\n    instead: [le-chat]${audience}\n`;
}
