/**
 * Looks for what is odd or contradictory in a policy that has no mistakes of form: rules that never come up,
 * alternatives that are restricted themselves, texts that are missing. Pure; sites are looked up by host, so that a
 * policy of 100,000 domains is checked in a moment. What exceeds the browsers' limits is found where rules are
 * compiled, in `cli/check-limits.ts`.
 */
import { checkAccounts } from './check-account.js';
import { checkAccountIds } from './check-account-ids.js';
import { checkDataRules, checkDetectors } from './check-data.js';
import { checkedRules, type PolicyFinding, type PolicyToCheck } from './check-finding.js';
import { RuleOrder } from './check-order.js';
import { checkAlternatives, checkEmpty, checkExplained, checkUnreachable, checkWindows } from './check-rules.js';
import { checkReviews } from './check-reviews.js';
import { checkBroadHosts, checkExceptions, checkQueries } from './check-sites.js';
import { checkEnds, checkLanguages, checkUnused } from './check-texts.js';

export type { PolicyFinding, PolicyToCheck } from './check-finding.js';

/**
 * Findings in the order of the policy: first its head, then rule by rule.
 * @param nowMs milliseconds since the epoch
 */
export function checkPolicy(policy: PolicyToCheck, nowMs: number): PolicyFinding[] {
  const rules = checkedRules(policy);
  const order = new RuleOrder(rules);
  const accounts = checkAccounts(order);
  const shadowed = new Set(accounts.map(({ path }) => path[1]));
  const findings = [
    ...checkEnds(policy, nowMs),
    ...checkLanguages(policy),
    ...checkUnused(policy),
    ...checkDetectors(policy),
    ...checkBroadHosts(policy),
    ...checkEmpty(order),
    ...checkWindows(rules, nowMs),
    ...checkReviews(policy, nowMs),
    ...accounts,
    ...checkAccountIds(rules),
    // One finding is enough for a rule whose tools another one takes.
    ...checkUnreachable(order).filter(({ path }) => !shadowed.has(path[1])),
    ...checkExceptions(rules, policy.tools),
    ...checkQueries(rules),
    ...checkExplained(rules),
    ...checkAlternatives(order, policy.tools),
    ...checkDataRules(order),
  ];
  return findings.sort((one, other) => ruleOf(one) - ruleOf(other));
}

/** The index of the rule that a finding is about; what is about no rule comes first. */
function ruleOf({ path: [key, index] }: PolicyFinding): number {
  return key === 'rules' && typeof index === 'number' ? index : -1;
}
