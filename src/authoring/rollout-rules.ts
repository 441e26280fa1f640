/**
 * Which rules rollouts are about when a policy is published: those of a rollout that starts, and those of the rollouts that
 * go on while something else is published. Pure.
 */
import { withRollout, withRollouts } from './rollouts.js';
import { isComplete } from '../policy/rollout.js';
import type { PublishedPolicy, Rollout, Rule } from '../policy/schema.js';

/** What becomes of a rollout that was published, when the policy is published anew. */
export interface RolloutNote {
  readonly id: string;
  /** `over`: everybody was in. `ended`: none of its rules is left in the policy. */
  readonly fate: 'unchanged' | 'over' | 'ended';
  /** Rules that say something else now: at once for those who are in. */
  readonly changed: readonly string[];
  /** Rules that are no longer in the policy, for nobody. */
  readonly removed: readonly string[];
}

interface Carried {
  readonly policy: PublishedPolicy;
  readonly notes: readonly RolloutNote[];
}

/** The policy with the rollouts of the one before, as far as they are not over. @param nowMs milliseconds since the epoch */
export function carriedOver(policy: PublishedPolicy, previous: PublishedPolicy | null, nowMs: number): Carried {
  const known = new Set(policy.rules.map(({ id }) => id));
  const before = new Map(previous?.rules.map((rule) => [rule.id, rule]));
  const changedIds = new Set(policy.rules.flatMap((rule) => (isChanged(rule, before.get(rule.id)) ? [rule.id] : [])));
  const carried = (previous?.rollouts ?? []).map((rollout): { note: RolloutNote; rollout: Rollout | null } => {
    const rules = rollout.rules.filter((id) => known.has(id));
    const fate = isComplete(rollout, nowMs) ? 'over' : rules.length === 0 ? 'ended' : 'unchanged';
    const note = {
      id: rollout.id,
      fate,
      changed: rules.filter((id) => changedIds.has(id)),
      removed: rollout.rules.filter((id) => !known.has(id)),
    } as const;
    const replaces = rollout.replaces.filter(({ id }) => known.has(id));
    return { note, rollout: fate === 'unchanged' ? { ...rollout, rules, replaces } : null };
  });
  const going = carried.flatMap(({ rollout }) => rollout ?? []);
  return {
    policy: withWhatWasNamed(withRollouts(policy, going), previous),
    notes: carried.map(({ note }) => note),
  };
}

/** Starts a rollout of these rules. @param rollout without what they replace, which the policy before says */
export function withNewRollout(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  rollout: Omit<Rollout, 'replaces'>,
): PublishedPolicy {
  const stoppedOnes = new Map(
    previous?.rollouts?.flatMap(({ rules, replaces, state }) =>
      state === 'stopped' ? replacedBy(rules, replaces) : [],
    ),
  );
  const before = new Map<string, Rule | undefined>(previous?.rules.map((rule) => [rule.id, rule]));
  const replaces = rollout.rules.flatMap((id) => (stoppedOnes.has(id) ? stoppedOnes : before).get(id) ?? []);
  return withWhatWasNamed(withRollout(policy, { ...rollout, replaces }), previous);
}

/** Of rules that a rollout introduced: what they said before it, undefined for those that are new. */
function replacedBy(rules: readonly string[], replaces: readonly Rule[]): [string, Rule | undefined][] {
  return rules.map((id) => [id, replaces.find((rule) => rule.id === id)]);
}

/** Whether two versions of a rule differ for browsers, whenever they were published. */
export function isChanged(rule: Rule, before: Rule | undefined): boolean {
  return before === undefined || JSON.stringify(forBrowsers(rule)) !== JSON.stringify(forBrowsers(before));
}

function forBrowsers({ since: _, owner: __, reviewBy: ___, ...rule }: Rule): object {
  return rule;
}

/** Replaced rules still apply to some: the tools and detectors that they name stay in the document. */
function withWhatWasNamed(policy: PublishedPolicy, previous: PublishedPolicy | null): PublishedPolicy {
  const replaced = (policy.rollouts ?? []).flatMap(({ replaces }) => replaces);
  if (previous === null || replaced.length === 0) return policy;
  const named = new Set(replaced.flatMap(({ tools, alternatives }) => [...tools, ...alternatives]));
  const tools = [...policy.tools, ...missing(previous.tools, policy.tools).filter(({ id }) => named.has(id))];
  if (previous.data === undefined || !replaced.some(({ data }) => data !== undefined)) return { ...policy, tools };
  const { detectors, reasons, texts } = policy.data ?? { ...previous.data, detectors: [], reasons: [] };
  // A detector that no replaced rule names is gone at once: it would go on for everybody.
  const looked = new Set(replaced.flatMap(({ data }) => Object.keys(data?.actions ?? {})));
  const data = {
    detectors: [...detectors, ...missing(previous.data.detectors, detectors).filter(({ id }) => looked.has(id))],
    reasons: [...reasons, ...(policy.data === undefined ? previous.data.reasons : [])],
    texts,
  };
  return { ...policy, tools, data };
}

function missing<Item extends { readonly id: string }>(from: readonly Item[], list: readonly Item[]): Item[] {
  const known = new Set(list.map(({ id }) => id));
  return from.filter(({ id }) => !known.has(id));
}
