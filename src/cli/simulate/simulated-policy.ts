/** The policies of a simulation, for the browsers it is about, and the catalogue as if one rule were about all of it. */
import { catalogueTools } from '../../catalogue/known-tools.js';
import { CATEGORIES } from '../../catalogue/schema.js';
import type { BrowserFacts } from '../../policy/audience.js';
import { decider, type Decide } from '../../policy/decide.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import { knownTools } from '../../policy/known-tools.js';
import { resolveSource } from '../../policy/resolve-source.js';
import type { AcceptedPolicy, Rule } from '../../policy/schema.js';
import { policySourceSchema } from '../../policy/source.js';
import { heldFromSource } from '../held-policy.js';

export interface SimulatedPolicy {
  readonly decide: Decide;
  /** Every site that can make a difference to a decision. */
  readonly sites: readonly string[];
}

/**
 * @param facts null: every rule reaches everybody, whatever its audience: what the policy does at most
 * @param nowMs milliseconds since the epoch
 */
export async function simulatedPolicy(
  policy: AcceptedPolicy,
  facts: BrowserFacts | null,
  nowMs: number,
): Promise<SimulatedPolicy> {
  const rules = policy.rules.flatMap((rule) => reaching(rule, facts === null));
  // Accepted already: only conditions are taken away.
  const reached: AcceptedPolicy = { ...policy, rules };
  const nobody = { groups: [], ring: null, installId: '', supportId: '', timeZone: 'UTC' };
  return {
    decide: decider(await effectivePolicy(reached, facts ?? nobody, nowMs)),
    sites: [
      ...policy.rules.flatMap(({ sites, except, account }) => [...sites, ...except, ...(account?.anonymous ?? [])]),
      ...policy.tools.flatMap(({ sites, api, embedded }) => [...sites, ...api, ...embedded]),
    ],
  };
}

/** A share counts as reaching the browser, unless it is none at all. */
function reaching(rule: Rule, everybody: boolean): Rule[] {
  const { percent, rollout: _, ...audience } = rule.audience ?? {};
  if (percent === 0) return [];
  if (rule.audience === undefined) return [rule];
  const { audience: __, ...forAll } = rule;
  return [everybody ? forAll : { ...rule, audience }];
}

export async function catalogueAsPolicy(nowMs: number): Promise<SimulatedPolicy> {
  const source = policySourceSchema.parse({
    ...{ format: 1, name: 'catalogue', organisation: { name: 'Catalogue' } },
    rules: [{ id: 'catalogue', categories: [...CATEGORIES], action: 'observe' }],
  });
  const known = knownTools(source, catalogueTools());
  const resolved = resolveSource(source, known, () => []);
  const policy = await heldFromSource({ source, resolved, tools: known.byId }, { nowMs, reachesAll: true });
  return simulatedPolicy(policy, null, nowMs);
}
