/** `npm run bench -- compile`: from the text of a policy, or of a filter list, to declarativeNetRequest rules. */
import { growthOfShapes } from './compile-shapes.js';
import { measured } from './processes.mjs';
import { count, median, print, publishReport, summary, times, type Goal, type Table } from './measure.js';
import { ensurePeers } from './peers.mjs';

const COMPILERS = ['gatepost', 'concatenation', 'adguard', 'eyeo', 'eyeoThrice', 'ghostery'] as const;
const PEERS = ['adguard', 'eyeo', 'ghostery'] as const;
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 5;
const POLICY_RULES = 4;

type Compiler = (typeof COMPILERS)[number];

const NAMES: Partial<Record<Compiler, string>> = { eyeoThrice: 'eyeo, our domains' };

interface Taken {
  readonly milliseconds: number;
  readonly rules: number;
  readonly bytes: number;
  readonly peakMegabytes: number;
}

async function compileOnce(compiler: Compiler, domains: number): Promise<Taken> {
  const { out, peakMegabytes } = await measured(['test/bench/compile-one.mjs', compiler, String(domains)]);
  return { ...(JSON.parse(out) as Omit<Taken, 'peakMegabytes'>), peakMegabytes };
}

async function compileAll(domains: number): Promise<Map<Compiler, Taken[]>> {
  const taken = new Map<Compiler, Taken[]>(COMPILERS.map((compiler) => [compiler, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const compiler of COMPILERS) taken.get(compiler)?.push(await compileOnce(compiler, domains));
  }
  return taken;
}

const middle = (taken: readonly Taken[] = []): number => median(taken.map(({ milliseconds }) => milliseconds));

function tableOf(domains: number, taken: ReadonlyMap<Compiler, readonly Taken[]>): Table {
  const own = middle(taken.get('gatepost'));
  return {
    title: `${count(domains)} domains`,
    columns: ['compiler', 'processor ms', 'spread', 'to ours', 'DNR rules', 'kB', 'peak MB'],
    rows: COMPILERS.map((compiler) => {
      const all = taken.get(compiler) ?? [];
      const { spread } = summary(all.map(({ milliseconds }) => milliseconds));
      const [{ rules, bytes } = { rules: 0, bytes: 0 }] = all;
      return [
        NAMES[compiler] ?? compiler,
        middle(all).toFixed(1),
        `±${Math.round(spread * 50)}%`,
        times(middle(all) / own),
        count(rules),
        count(Math.round(bytes / 1000)),
        Math.max(...all.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
      ];
    }),
  };
}

export async function run(): Promise<void> {
  await ensurePeers();
  const tables: Table[] = [];
  const goals: Goal[] = [];
  const growth: string[] = [];
  let before: { domains: number; ms: number } | null = null;
  for (const domains of SIZES) {
    print(`compiling ${count(domains)} domains`);
    const taken = await compileAll(domains);
    tables.push(tableOf(domains, taken));
    const own = middle(taken.get('gatepost'));
    const fastest = Math.min(...PEERS.map((peer) => middle(taken.get(peer))));
    const rules = taken.get('gatepost')?.[0]?.rules ?? 0;
    goals.push(
      {
        goal: `${count(domains)} domains: at least 2× as fast as the fastest peer`,
        found: times(fastest / own),
        holds: fastest / own >= 2,
      },
      {
        goal: `${count(domains)} domains: at most policy rules + 3`,
        found: `${rules} for ${POLICY_RULES}, and the marker`,
        holds: rules <= POLICY_RULES + 3,
      },
    );
    if (before !== null) growth.push(`${domains / before.domains}× the domains: ${times(own / before.ms)} the time`);
    before = { domains, ms: own };
  }
  tables.push(await growthOfShapes());
  const measure = 'from the text of a policy (the others: of a filter list) to declarativeNetRequest rules';
  const notes = [
    `Growth, ours: ${growth.join('; ')}.`,
    'Ours writes three domains for one: what a translation proxy shows of a restricted site is restricted too. “eyeo, our domains” is given a filter for each of them; the goals are held against “eyeo”, which is given the list as it is.',
    'Every compiler in a process of its own, second run of two, processor time. Ghostery’s converter is AdGuard’s behind an interface.',
  ];
  await publishReport({ name: 'compile', measure, tables, goals, notes });
}
