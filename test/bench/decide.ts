/** `npm run bench -- decide`: addresses against a list of domains, ours and other engines. */
import { measured } from './processes.mjs';
import { count, interleaved, print, publishReport, ratio, times, type Goal, type Measured } from './measure.js';
import { ensurePeers } from './peers.mjs';

const OWN = ['gatepost', 'decide', 'floor'] as const;
const PEERS = ['ublock', 'adguard', 'ghostery'] as const;
const ADDRESSES = 1_000_000;
/** They take so long that fewer tell as much. */
const ADDRESSES_OF_PEERS = 200_000;
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 3;
const LARGEST = SIZES.at(-1) ?? 0;

type Engine = (typeof OWN)[number] | (typeof PEERS)[number];

const NAMES: Readonly<Record<Engine, string>> = {
  gatepost: 'gatepost, bytes',
  decide: 'gatepost, one address',
  floor: 'host split, Set',
  ublock: 'uBlock core',
  adguard: 'AdGuard',
  ghostery: 'Ghostery',
};

const found = new Map<string, number>();

async function perSecond(engine: Engine, domains: number): Promise<number> {
  const addresses = (PEERS as readonly string[]).includes(engine) ? ADDRESSES_OF_PEERS : ADDRESSES;
  const { out } = await measured(['test/bench/decide-one.mjs', engine, String(domains), String(addresses)]);
  const { matched, perSecond: speed } = JSON.parse(out) as { matched: number; perSecond: number };
  // The same answers but for a few, or the figures compare different things.
  const key = `${domains} ${addresses}`;
  const before = found.get(key) ?? matched;
  if (Math.abs(before - matched) > matched / 100)
    throw new Error(`${engine} finds ${matched} of ${addresses} addresses, others ${before}`);
  found.set(key, matched);
  return speed;
}

const competitors = <Name extends Engine>(names: readonly Name[], domains: number) =>
  Object.fromEntries(names.map((name) => [name, () => perSecond(name, domains)])) as Record<
    Name,
    () => Promise<number>
  >;

const millions = ({ median }: Measured): string => (median / 1e6).toFixed(2);

export async function run(): Promise<void> {
  await ensurePeers();
  const growth: string[][] = [];
  for (const domains of SIZES.slice(0, -1)) {
    print(`deciding by ${count(domains)} domains`);
    const figures = await interleaved(competitors(OWN, domains), 1, { warmUp: false });
    growth.push([count(domains), ...OWN.map((name) => millions(figures[name]))]);
  }
  print(`deciding by ${count(LARGEST)} domains`);
  const figures = await interleaved(competitors([...OWN, ...PEERS], LARGEST), ROUNDS, { warmUp: false });
  growth.push([count(LARGEST), ...OWN.map((name) => millions(figures[name]))]);
  const { gatepost, floor, ublock, adguard, ghostery } = figures;
  const atLeast = (name: string, factor: number, goal: number): Goal => ({
    goal: `at least ${goal}× ${name}`,
    found: times(factor),
    holds: factor >= goal,
  });
  const toFloor = ratio(floor, gatepost);
  await publishReport({
    name: 'decide',
    measure: `${count(ADDRESSES)} addresses (the content blockers: ${count(ADDRESSES_OF_PEERS)}) against ${count(LARGEST)} domains`,
    tables: [
      {
        title: `${count(LARGEST)} domains, millions of addresses a second of processor time`,
        columns: ['engine', 'M/s', 'spread', 'ours to it'],
        rows: [...OWN, ...PEERS].map((name) => [
          NAMES[name],
          millions(figures[name]),
          `±${Math.round(figures[name].spread * 50)}%`,
          times(ratio(gatepost, figures[name])),
        ]),
      },
      { title: 'growth, M/s', columns: ['domains', ...OWN.map((name) => NAMES[name])], rows: growth },
    ],
    goals: [
      atLeast('AdGuard', ratio(gatepost, adguard), 10),
      atLeast('Ghostery', ratio(gatepost, ghostery), 10),
      atLeast('uBlock core', ratio(gatepost, ublock), 4),
      { goal: 'at most 1.0× the time of the floor', found: times(toFloor), holds: toFloor <= 1 },
    ],
    notes: ['Every engine in a process of its own; all find the same addresses, but Ghostery one in a hundred fewer.'],
  });
}
