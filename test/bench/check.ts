/** `npm run bench -- check`: `gatepost check` of a policy of 300 rules, from the start of the process to its end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { count, interleaved, ms, percent, publishReport, summary, type Measured } from './measure.js';
import { measured } from './processes.mjs';

const COMMAND = 'dist/cli/gatepost.mjs';
const GOAL_RULES = 300;
const GOAL_MS = 300;
const ROUNDS = 7;

interface Kind {
  readonly name: string;
  readonly rule: (index: number) => string;
  readonly lengths: readonly number[];
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  try {
    const runs: Record<string, readonly string[]> = { 'node alone': ['-e', '0'] };
    for (const { name, rule, lengths } of KINDS) {
      for (const length of lengths) {
        const file = path.join(folder, `${name.replaceAll(' ', '-')}-${length}.yaml`);
        const rules = Array.from({ length }, (_, index) => rule(index)).join('');
        await writeFile(file, `${HEAD}${rules}`);
        runs[`${count(length)} ${name}`] = [COMMAND, 'check', file];
      }
    }
    await report(runs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const HEAD = 'format: 1\nname: bench\norganisation: { name: Bench }\nreasons: { r: Because. }\nrules:\n';

async function report(runs: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const processor = new Map<string, number[]>(Object.keys(runs).map((name) => [name, []]));
  const timedRun = (name: string, args: readonly string[]) => async () => {
    const { wallSeconds, cpuSeconds } = await measured(args);
    processor.get(name)?.push(cpuSeconds * 1_000);
    return wallSeconds * 1_000;
  };
  const competitors = Object.fromEntries(Object.entries(runs).map(([name, args]) => [name, timedRun(name, args)]));
  const figures = await interleaved(competitors, ROUNDS);
  const row = (name: string, clock: Measured): string[] => {
    const cpu = summary(processor.get(name) ?? []);
    return [name, ms(clock), percent(clock), Math.min(...clock.rounds).toFixed(0), ms(cpu)];
  };
  const goal = `${GOAL_RULES} ${KINDS[0].name}`;
  const found = figures[goal]?.median ?? Number.NaN;
  await publishReport({
    name: 'check',
    measure: '`gatepost check` from the start of the process to its end, against Node that does nothing',
    tables: [
      {
        title: 'milliseconds',
        columns: ['policy', 'clock', 'spread', 'least', 'processor'],
        rows: Object.entries(figures).map(([name, figure]) => row(name, figure)),
      },
    ],
    goals: [
      { goal: `${goal}: within ${GOAL_MS} ms by the clock`, found: `${found.toFixed(0)} ms`, holds: found <= GOAL_MS },
    ],
  });
}

/** The second kind needs more rules than browsers take, which makes for the longest check. */
const KINDS = [
  { name: 'rules of tools and hosts', rule: plainRule, lengths: [100, GOAL_RULES, 1_000] },
  { name: 'rules that need more than browsers take', rule: scatteredRule, lengths: [GOAL_RULES] },
] as const satisfies readonly Kind[];

const TOOLS = ['chatgpt', 'claude', 'gemini', 'deepseek', 'perplexity', 'midjourney', 'le-chat'];

function plainRule(index: number): string {
  const tool = TOOLS[index % TOOLS.length] ?? '';
  const audience = index % 3 === 0 ? '' : `\n    audience: { groups: [team-${index}] }`;
  return `  - id: r${index}\n    tools: [${tool}]\n    sites: [r${index}.example]\n    action: ${index % 2 === 0 ? 'block' : 'warn'}\n    reason: r\n    alternatives: [github-copilot]${audience}\n`;
}

function scatteredRule(index: number): string {
  const action = ['block', 'warn', 'observe'][index % 3] ?? 'block';
  const audience = index % 4 === 0 ? '\n    audience: { groups: [it] }' : '';
  return `  - id: r${index}\n    sites: [r${index}.example, r${index}.test/chat]\n    action: ${action}\n    reason: r\n    alternatives: [le-chat]${audience}\n`;
}
