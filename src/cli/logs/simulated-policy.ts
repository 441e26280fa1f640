/** The policies of a simulation, for the browsers it is about, and the catalogue as if one rule were about all of it. */
import { catalogueTools } from '../../authoring/catalogue-tools.js';
import { CATEGORIES } from '../../catalogue/categories.js';
import type { BrowserFacts } from '../../policy/audience.js';
import { decider, type Decide } from '../../policy/decide.js';
import { effectiveIn, scenariosOf } from '../../authoring/diff-scenarios.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import { knownTools } from '../../authoring/known-tools.js';
import { resolveSource } from '../../authoring/resolve-source.js';
import { versionsIn } from '../../policy/rollout.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { policySourceSchema } from '../../authoring/source.js';
import { policyFromSource, withoutPercentages } from '../publishing/load-policy.js';
import type { Pair } from './decisions.js';

/**
 * Both policies as deciders, for one kind of browser at one moment each.
 * @param facts null: every kind that an audience tells apart
 * @param momentsMs milliseconds since the epoch
 */
export async function simulatedPairs(
  policy: AcceptedPolicy,
  against: AcceptedPolicy | null,
  facts: BrowserFacts | null,
  momentsMs: readonly number[],
): Promise<Pair[]> {
  const holders =
    facts === null
      ? scenariosOf(against === null ? [policy] : [policy, against]).list.map(
          (scenario) => (held: AcceptedPolicy, atMs: number) => effectiveIn(held, scenario, atMs),
        )
      : [(held: AcceptedPolicy, atMs: number) => effectivePolicy(withoutPercentages(held), facts, atMs)];
  const kinds = momentsMs.flatMap((atMs) => holders.map((holds) => ({ holds, atMs })));
  return Promise.all(
    kinds.map(async ({ holds, atMs }) => ({
      policy: decider(await holds(policy, atMs)),
      against: against === null ? null : decider(await holds(against, atMs)),
    })),
  );
}

/** Every site that can make a difference to a decision. */
export function tellingSites(policy: AcceptedPolicy): string[] {
  return [
    ...versionsIn(policy).flatMap(({ sites, except, account }) => [...sites, ...except, ...(account?.anonymous ?? [])]),
    ...policy.tools.flatMap(({ sites, api, embedded }) => [...sites, ...api, ...embedded]),
  ];
}

interface SimulatedCatalogue {
  readonly decide: Decide;
  readonly sites: readonly string[];
}

export async function catalogueAsPolicy(nowMs: number): Promise<SimulatedCatalogue> {
  const source = policySourceSchema.parse({
    ...{ format: 1, name: 'catalogue', organisation: { name: 'Catalogue' } },
    rules: [{ id: 'catalogue', categories: [...CATEGORIES], action: 'observe' }],
  });
  const known = knownTools(source, catalogueTools());
  const resolved = resolveSource(source, known, () => []);
  const policy = await policyFromSource({ source, resolved, tools: known.byId }, { nowMs, reachesAll: true });
  const nobody = { groups: [], ring: null, installId: '', supportId: '', timeZone: 'UTC' };
  return { decide: decider(await effectivePolicy(policy, nobody, nowMs)), sites: tellingSites(policy) };
}
