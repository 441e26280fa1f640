/** Composes the start of a rollout: which rules it is about, and its stages with their moments. */
import { policyDiff } from '../../authoring/policy-diff.js';
import { toMoment } from '../../authoring/publish-source.js';
import { carriedOver, isChanged, withNewRollout, type RolloutNote } from '../../authoring/rollout-rules.js';
import { dated, finished } from '../../authoring/rollouts.js';
import { isComplete, type RolloutLimits, type RolloutStage } from '../../policy/rollout.js';
import type { AcceptedPolicy, PublishedPolicy, Rollout, Rule } from '../../policy/schema.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { policyFromPublished } from './load-policy.js';

export interface NewRollout {
  readonly id: string;
  /** Without moments: those follow from `afterSeconds`. The last one is everybody. */
  readonly stages: readonly RolloutStage[];
  /** Ids of rules; those that newly restrict somebody when empty. */
  readonly rules: readonly string[];
  readonly limits: RolloutLimits | undefined;
}

/** @throws CommandError when no rule of the policy can be rolled out */
export async function startRollout(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  { id, stages, rules, limits, nowMs }: NewRollout & { readonly nowMs: number },
): Promise<{ policy: PublishedPolicy; notes: readonly RolloutNote[] }> {
  const known = previous?.rollouts?.find((rollout) => rollout.id === id);
  const isOver = known !== undefined && isComplete(known, nowMs);
  if (known !== undefined && known.state !== 'stopped' && !isOver) {
    throw refused(`rollout ${id} is ${known.state} already: see \`gatepost rollout status\`, or choose another name`);
  }
  // One that was stopped starts again: everybody is out of it, and what it replaced is what applies.
  const others = previous === null ? null : finished(previous, id);
  const { policy: carried, notes } = carriedOver(policy, others, nowMs);
  const restarted = known?.state === 'stopped' ? known : null;
  const waiting = restarted === null ? [] : waitingAgain(carried, restarted);
  const chosen =
    rules.length > 0
      ? ensureNamed(ensureFree(rules, carried), waiting, id)
      : [...new Set([...(await restricting(carried, previous, nowMs)), ...waiting])];
  const fresh = carried.rules.filter((rule) => chosen.includes(rule.id) && isNew(rule, previous, restarted));
  ensureNew(chosen, fresh, rules.length > 0);
  const rollout = {
    id,
    rules: fresh.map((rule) => rule.id),
    stages: dated(stages, 0, nowMs + (stages[0]?.afterSeconds ?? 0) * 1000),
    state: 'running' as const,
    startedAt: toMoment(nowMs),
    ...(limits === undefined ? {} : { limits }),
  };
  return { policy: withNewRollout(carried, previous, rollout), notes };
}

/** @param isNamed by the administrator, not found by what it restricts */
function ensureNew(chosen: readonly string[], fresh: readonly Rule[], isNamed: boolean): void {
  const same = chosen.filter((each) => !fresh.some((rule) => rule.id === each)).join(', ');
  if (same !== '' && isNamed) throw refused(`${same}: published already as it is now, so there is nothing to roll out`);
  if (same !== '') {
    throw refused(
      `${same}: restricts more although the rule is unchanged, since another rule or a tool has changed; that would apply to ` +
        'everyone at once. Publish it first, or name the rules of the rollout with --rule',
    );
  }
  if (fresh.length > 0) return;
  throw refused('no rule newly restricts anyone: `gatepost publish` publishes the policy; --rule names other rules');
}

/** Rules of a stopped rollout of this name that still say what it introduced: outside a rollout they would reach everybody. */
function waitingAgain(policy: PublishedPolicy, { rules, replaces }: Rollout): string[] {
  const before = new Map(replaces.map((rule) => [rule.id, rule]));
  return policy.rules.flatMap((rule) =>
    rules.includes(rule.id) && isChanged(rule, before.get(rule.id)) ? [rule.id] : [],
  );
}

function ensureNamed(rules: readonly string[], waiting: readonly string[], id: string): readonly string[] {
  const unnamed = waiting.filter((each) => !rules.includes(each));
  if (unnamed.length === 0) return rules;
  throw refused(
    `${unnamed.join(', ')}: in rollout ${id}, which was stopped, and would apply to everyone at once; name it with --rule ` +
      'too, or take the change out of the policy',
  );
}

function isNew(rule: Rule, previous: PublishedPolicy | null, restarted: Rollout | null): boolean {
  if (restarted?.rules.includes(rule.id) === true) return true;
  return isChanged(
    rule,
    previous?.rules.find(({ id }) => id === rule.id),
  );
}

/** Rules that decide where somebody is newly restricted, and that no other rollout is about. */
async function restricting(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  nowMs: number,
): Promise<string[]> {
  // Read from the document in place by the code of the browsers.
  const before = previous as AcceptedPolicy | null;
  const { changes } = await policyDiff(before, await policyFromPublished(policy, nowMs), nowMs);
  const taken = takenIn(policy);
  const found = changes.flatMap(({ effect, after }) =>
    effect === 'restricts' && after.rule !== null ? after.rule : [],
  );
  return [...new Set(found)].filter((rule) => !taken.has(rule));
}

function ensureFree(rules: readonly string[], policy: PublishedPolicy): readonly string[] {
  const taken = takenIn(policy);
  for (const id of rules) {
    if (!policy.rules.some((rule) => rule.id === id)) throw refused(`the policy has no rule ${id}`);
    const other = taken.get(id);
    if (other !== undefined) throw refused(`rule ${id} is in rollout ${other}: finish or stop that one first`);
  }
  return rules;
}

/** The rollout that each rule is in. */
function takenIn({ rollouts = [] }: PublishedPolicy): ReadonlyMap<string, string> {
  return new Map(rollouts.flatMap(({ id, rules }) => rules.map((rule) => [rule, id] as const)));
}

function refused(message: string): CommandError {
  return new CommandError(`${message}; nothing was published`, EXIT.refused);
}
