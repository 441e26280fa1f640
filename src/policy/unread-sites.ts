/**
 * Sites of a policy that this browser cannot read, such as a host in letters that it does not know yet. They are left out of
 * their rules: no address of theirs opens in this browser. It says so, since another version of it may read them.
 */
import type { EffectivePolicy, EffectiveRule } from './effective-policy.js';
import { siteTextsOfRule, toolsById } from './rule-sites.js';
import { isSite } from './site-form.js';

interface UnreadSite {
  readonly ruleId: string;
  /** As the policy writes it. */
  readonly site: string;
}

/** Nearly all sites are plain hosts, which are read at once; the answer is kept, since each wake-up asks. */
const known = new WeakMap<EffectivePolicy, readonly UnreadSite[]>();

export function unreadSites(effective: EffectivePolicy): readonly UnreadSite[] {
  const unread = known.get(effective) ?? findUnread(effective);
  known.set(effective, unread);
  return unread;
}

function findUnread({ policy, rules }: EffectivePolicy): UnreadSite[] {
  const tools = toolsById(policy.tools);
  return rules.flatMap((rule) => {
    const texts = [...siteTextsOfRule(rule, tools), ...rule.except, ...sitesOfAccount(rule)];
    return [...new Set(texts.filter((text) => !isSite(text)))].map((site) => ({ ruleId: rule.id, site }));
  });
}

function sitesOfAccount({ account }: EffectiveRule): readonly string[] {
  if (account === undefined) return [];
  return [...account.anonymous, ...account.controls.flatMap(({ hosts }) => hosts)];
}
