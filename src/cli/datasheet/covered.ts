/** Which tools and sites a policy names, by what it does about them. Pure. */
import { ACTION_NAMES, type Action } from '../../policy/actions.js';
import type { PublishedPolicy, Rule } from '../../policy/schema.js';
import { shownLine } from '../../policy/shown-text.js';

export interface Covered {
  readonly action: Action;
  /** Names of tools, and sites that belong to none. */
  readonly names: readonly string[];
}

/**
 * A tool is named under each action that it can have: those of its rules down to the first that is for everybody and always.
 * Actions about which nothing is named are left out.
 */
export function coveredByAction(policy: PublishedPolicy): Covered[] {
  const settled = new Set<string>();
  const named = new Map<Action, Set<string>>();
  for (const rule of policy.rules) {
    const names = subjectsOf(rule, policy).filter((name) => !settled.has(name));
    named.set(rule.action, new Set([...(named.get(rule.action) ?? []), ...names]));
    if (isForEverybody(rule)) for (const name of names) settled.add(name);
  }
  return ACTION_NAMES.flatMap((action) => {
    const names = [...(named.get(action) ?? [])];
    return names.length === 0 ? [] : [{ action, names }];
  });
}

/** The tools of a rule by name, and its own sites. */
export function subjectsOf({ tools, sites }: Rule, policy: PublishedPolicy): string[] {
  const byId = new Map(policy.tools.map(({ id, name }) => [id, shownLine(name)]));
  return [...tools.map((id) => byId.get(id) ?? id), ...sites];
}

function isForEverybody({ audience, window, except, parts }: Rule): boolean {
  return audience === undefined && window === undefined && except.length === 0 && parts.includes('sites');
}
