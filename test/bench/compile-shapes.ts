/** What policies of other shapes than a long list of hosts cost to compile, rules and page guards, at three sizes each. */
import { compileRules } from '../../src/dnr/compile-rules.js';
import { compileGuards } from '../../src/dnr/guards.js';
import { effectivePolicy } from '../../src/policy/effective-policy.js';
import type { Rule } from '../../src/policy/schema.js';
import { accepted } from '../support/policies.js';
import { BENCH_FACTS, BENCH_NOW_MS, BENCH_TARGET, benchPolicy, benchRule } from './material.js';
import { count, median, times, type Table } from './measure.js';

const SIZES = [1_000, 4_000, 16_000] as const;
const ROUNDS = 3;

const sites = (size: number, spelled: (at: number) => string) => Array.from({ length: size }, (_, at) => spelled(at));
const hosts = (size: number) => sites(size, (at) => `host-${at}.example`);
const openHosts = (size: number) => sites(size, (at) => `open.host-${at}.example`);

const SHAPES: Readonly<Record<string, (size: number) => Rule[]>> = {
  'hosts of one rule': (size) => [benchRule({ id: 'block', sites: hosts(size) })],
  'hosts, a rule for each ten': (size) =>
    sites(size / 10, String).map((group) =>
      benchRule({ id: `block-${group}`, sites: sites(10, (at) => `host-${group}-${at}.example`) }),
    ),
  'hosts with an open one below each': (size) => [
    benchRule({ id: 'allow', action: 'allow', sites: openHosts(size / 2) }),
    benchRule({ id: 'block', sites: hosts(size / 2) }),
  ],
  'exceptions that two rules share': (size) => [
    benchRule({ id: 'warn', action: 'warn', sites: hosts(size / 4), except: openHosts(size / 2) }),
    benchRule({ id: 'block', sites: hosts(size / 2), except: openHosts(size / 2) }),
  ],
  'paths of one host': (size) => [benchRule({ id: 'block', sites: sites(size, (at) => `large.example/place-${at}`) })],
  'subdomains of one host': (size) => [
    benchRule({ id: 'allow', action: 'allow', sites: sites(size / 2, (at) => `open-${at}.large.example`) }),
    benchRule({ id: 'block', sites: ['large.example', ...sites(size / 2, (at) => `part-${at}.large.example`)] }),
  ],
};

/** Milliseconds, compiled for the first time each round: what is remembered of a policy is remembered by its identity. */
async function compileOnce(rules: readonly Rule[]): Promise<number> {
  const policy = accepted(benchPolicy(['alone.example'], { rules: [...rules] }));
  const effective = await effectivePolicy(policy, BENCH_FACTS, BENCH_NOW_MS);
  const before = performance.now();
  compileRules(effective, BENCH_TARGET);
  compileGuards(effective, [], { dottedHostsApart: false });
  return performance.now() - before;
}

export async function growthOfShapes(): Promise<Table> {
  const rows: string[][] = [];
  for (const [shape, rulesOf] of Object.entries(SHAPES)) {
    const taken: number[] = [];
    for (const size of SIZES) {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await compileOnce(rulesOf(size)));
      taken.push(median(rounds));
    }
    const [small = 1, middle = 1, large = 1] = taken;
    rows.push([shape, ...taken.map((each) => each.toFixed(0)), times(middle / small), times(large / middle)]);
  }
  const columns = ['sites', ...SIZES.map((size) => `${count(size)}, ms`), '4× the sites', '4× again'];
  return { title: 'growth of other shapes: rules and page guards', columns, rows };
}
