/**
 * Reads the form that rollouts had before documents knew them: copies of a rule, `<id>.ring` for the ring, `<id>` from a
 * moment on for everybody, `<id>.before` for everybody until then. Turns it into a rollout, in which the new rule alone counts for
 * who is in the ring. Pure.
 */
import { withRollouts } from './rollouts.js';
import type { PublishedPolicy, Rollout, Rule } from '../policy/schema.js';

/** As much of an id as copies have. */
const ID_LENGTH = 56;

interface Copied {
  readonly ring: string;
  readonly from: string;
  readonly rule: Rule;
  readonly before: Rule | null;
}

/** The policy as it is when it has no such copies. */
export function withRolloutsForCopies(policy: PublishedPolicy): PublishedPolicy {
  const copied: Copied[] = [];
  const rules: Rule[] = [];
  for (let index = 0; index < policy.rules.length; index += 1) {
    const [rule, next, last] = policy.rules.slice(index, index + 3);
    const found = rule === undefined ? null : copiedFrom(rule, next, last);
    if (found !== null) {
      copied.push(found);
      rules.push(found.rule);
      index += found.before === null ? 1 : 2;
    } else if (rule !== undefined) rules.push(rule);
  }
  if (copied.length === 0) return policy;
  return withRollouts({ ...policy, rules }, [...(policy.rollouts ?? []), ...rolloutsOf(copied, policy.issuedAt)]);
}

function copiedFrom(ringRule: Rule, rule: Rule | undefined, before: Rule | undefined): Copied | null {
  const stem = ringRule.id.endsWith('.ring') ? ringRule.id.slice(0, -'.ring'.length) : null;
  const [ring] = ringRule.audience?.rings ?? [];
  const from = rule?.window?.from;
  if (rule === undefined || ring === undefined || from === undefined) return null;
  if (rule.id.slice(0, ID_LENGTH) !== stem || rule.action !== ringRule.action) return null;
  const { window: _, ...rest } = rule;
  const { window } = ringRule;
  const isBefore = before?.id === `${stem}.before` && before.window?.until !== undefined;
  return {
    ring,
    from,
    rule: window === undefined ? rest : { ...rest, window },
    before: isBefore ? { ...withoutEnd(before, from), id: rule.id } : null,
  };
}

/** An end that was only the moment at which the rest followed. */
function withoutEnd({ window = {}, ...rule }: Rule, from: string): Rule {
  const { until, ...others } = window;
  if (until !== undefined && Date.parse(until) < Date.parse(from)) return { ...rule, window };
  return Object.keys(others).length === 0 ? rule : { ...rule, window: others };
}

function rolloutsOf(copied: readonly Copied[], issuedAt: string): Rollout[] {
  const schedules = new Map<string, Copied[]>();
  for (const each of copied) {
    const schedule = JSON.stringify([each.ring, each.from]);
    schedules.set(schedule, [...(schedules.get(schedule) ?? []), each]);
  }
  return [...schedules.values()].map((list, index): Rollout => {
    const [{ ring, from } = { ring: '', from: issuedAt }] = list;
    const begun = Date.parse(issuedAt) < Date.parse(from) ? issuedAt : from;
    return {
      id: `ring-${index + 1}`,
      rules: list.map(({ rule }) => rule.id),
      stages: [{ rings: [ring], from: begun }, { from }],
      state: 'running',
      startedAt: issuedAt,
      replaces: list.flatMap(({ before }) => before ?? []),
    };
  });
}
