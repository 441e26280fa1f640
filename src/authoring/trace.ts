/** For one address, why each rule of a policy decides it or not: what `gatepost explain` tells. Pure. */
import type { BrowserFacts } from '../policy/audience.js';
import { decider } from '../policy/decide.js';
import { rolloutPlace } from '../policy/rollout.js';
import { effectivePolicy } from '../policy/effective-policy.js';
import type { AcceptedPolicy, Rule } from '../policy/schema.js';

/**
 * - `decides`: the first rule that matches, and so the one that counts
 * - `later`: matches as well, but one above decides
 * - `other-audience`: is not for such a browser
 * - `later-stage`: reaches such a browser with a later stage of its rollout
 * - `closed-window`: is not for this moment
 * - `excepted`: an exception of its own takes the address out
 * - `elsewhere`: none of its sites takes in the address
 */
export type Decision =
  'decides' | 'later' | 'other-audience' | 'later-stage' | 'closed-window' | 'excepted' | 'elsewhere';

export interface TracedRule {
  readonly rule: string;
  readonly decision: Decision;
  /** The site that matched, or the exception; null where there is none. */
  readonly site: string | null;
  /** Where the rule is being rolled out. */
  readonly rollout?: { readonly id: string; readonly isIn: boolean; readonly joinsAt: string | null };
}

interface Asked {
  readonly policy: AcceptedPolicy;
  readonly facts: BrowserFacts;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly url: string;
}

/** Every rule in the order of the policy. */
export async function traceRules(asked: Asked): Promise<TracedRule[]> {
  const traced: TracedRule[] = [];
  for (const rule of asked.policy.rules) {
    for (const own of await traceVersions(asked, rule)) {
      const decided = own.decision === 'decides' && traced.some(({ decision }) => decision === 'decides');
      traced.push(decided ? { ...own, decision: 'later' } : own);
    }
  }
  return traced;
}

/** A rule, or while it is rolled out to others: itself, and what it said before. */
async function traceVersions(asked: Asked, rule: Rule): Promise<TracedRule[]> {
  const rollout = asked.policy.rollouts?.find(({ rules }) => rules.includes(rule.id));
  const own = await traceRule(asked, rule);
  if (rollout === undefined) return [own];
  const { isIn, joinsAtMs } = await rolloutPlace(rollout, asked.facts, asked.nowMs);
  const joinsAt = joinsAtMs === null ? null : new Date(joinsAtMs).toISOString();
  const staged = { ...own, rollout: { id: rollout.id, isIn, joinsAt } };
  if (isIn) return [staged];
  const before = rollout.replaces.find(({ id }) => id === rule.id);
  const isMatched = own.decision === 'decides' || own.decision === 'closed-window';
  return [
    isMatched ? { ...staged, decision: 'later-stage' } : staged,
    ...(before === undefined ? [] : [await traceRule(asked, before)]),
  ];
}

/** One rule, as if it stood alone. */
async function traceRule(asked: Asked, rule: Rule): Promise<TracedRule> {
  const { audience: _, window: __, ...always } = rule;
  const matched = await siteOf(asked, always);
  if (matched === null) {
    const unexcepted = await siteOf(asked, { ...always, except: [] });
    if (unexcepted === null) return { rule: rule.id, decision: 'elsewhere', site: null };
    return { rule: rule.id, decision: 'excepted', site: await exceptionOf(asked, always) };
  }
  if ((await siteOf(asked, rule)) !== null) return { rule: rule.id, decision: 'decides', site: matched };
  const { window: ___, ...anyTime } = rule;
  const decision = (await siteOf(asked, anyTime)) === null ? 'other-audience' : 'closed-window';
  return { rule: rule.id, decision, site: matched };
}

/** The site by which this rule alone would decide. */
async function siteOf({ policy, facts, nowMs, url }: Asked, rule: Rule): Promise<string | null> {
  // Accepted already: only rules are taken away.
  const tools = policy.tools.filter(({ id }) => rule.tools.includes(id));
  const { rollouts: _, ...unstaged } = policy;
  const alone: AcceptedPolicy = { ...unstaged, tools, rules: [rule] };
  return decider(await effectivePolicy(alone, facts, nowMs))(url)?.site ?? null;
}

/** The exception without which the rule would match; null when it takes several of them away. */
async function exceptionOf(asked: Asked, rule: Rule): Promise<string | null> {
  for (const exception of rule.except) {
    const without = rule.except.filter((other) => other !== exception);
    if ((await siteOf(asked, { ...rule, except: without })) !== null) return exception;
  }
  return null;
}
