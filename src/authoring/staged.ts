/**
 * A staged roll-out in one document: rules that newly restrict hold for a ring at once, and for everybody they are meant
 * for from a later moment on. Every browser goes on to the second stage by itself. Pure.
 */
import type { PolicyDiff } from './policy-diff.js';
import { toMoment } from './publish-source.js';
import type { PublishedPolicy, Rule } from '../policy/schema.js';

export interface Stage {
  readonly ring: string;
  /** When the rest follows, in milliseconds since the epoch. */
  readonly fromMs: number;
}

/** The longest id, less room for what tells the parts of a rule apart. */
const ID_LENGTH = 56;

/** @param diff from `previous` to the policy, unstaged */
export function staged(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  diff: PolicyDiff,
  stage: Stage,
): PublishedPolicy {
  const restricting = diff.changes.filter(({ effect }) => effect === 'restricts');
  const rules = new Set(restricting.map(({ after }) => after.rule));
  const before = new Map(previous?.rules.map((rule) => [rule.id, rule]));
  return {
    ...policy,
    tools: [...policy.tools, ...toolsOnlyIn(previous, policy)],
    rules: policy.rules.flatMap((rule) => {
      // A rule that has rings of its own is staged already.
      if (!rules.has(rule.id) || rule.audience?.rings !== undefined) return [rule];
      return [ringPart(rule, stage), ...laterPart(rule, stage), ...untilThen(before.get(rule.id), stage)];
    }),
  };
}

function toolsOnlyIn(previous: PublishedPolicy | null, policy: PublishedPolicy): PublishedPolicy['tools'] {
  const known = new Set(policy.tools.map(({ id }) => id));
  return previous?.tools.filter(({ id }) => !known.has(id)) ?? [];
}

function ringPart(rule: Rule, { ring }: Stage): Rule {
  return { ...rule, id: `${rule.id.slice(0, ID_LENGTH)}.ring`, audience: { ...rule.audience, rings: [ring] } };
}

/** Nothing when the rule's own window is over by then. */
function laterPart(rule: Rule, { fromMs }: Stage): Rule[] {
  const { from, until } = rule.window ?? {};
  if (until !== undefined && Date.parse(until) <= fromMs) return [];
  const laterMs = Math.max(fromMs, from === undefined ? fromMs : Date.parse(from));
  return [{ ...rule, window: { ...rule.window, from: toMoment(laterMs) } }];
}

/** What the rule said before goes on for those whom the ring is not. */
function untilThen(rule: Rule | undefined, { fromMs }: Stage): Rule[] {
  if (rule === undefined) return [];
  const { from, until } = rule.window ?? {};
  if (from !== undefined && Date.parse(from) >= fromMs) return [];
  const endMs = Math.min(fromMs, until === undefined ? fromMs : Date.parse(until));
  return [{ ...rule, id: `${rule.id.slice(0, ID_LENGTH)}.before`, window: { ...rule.window, until: toMoment(endMs) } }];
}
