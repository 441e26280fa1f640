/**
 * Account headers: rules that tell a vendor which accounts are the company's. In one extension an allow of higher
 * priority cancels them, so they stand above every other rule.
 */
import { sendsHeaders } from '../policy/actions.js';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective-policy.js';
import { parseSites } from '../policy/rule-sites.js';
import type { UnnumberedRule } from './compile-rules.js';
import type { CompiledPolicyRule } from './limits.js';
import { priorityOf } from './rule-ids.js';
import { matchSites } from './site-matches.js';

/** @param resourceTypes the types this browser knows: a header belongs on every request to the vendor */
export function headerRules(effective: EffectivePolicy, resourceTypes: readonly string[]): CompiledPolicyRule[] {
  const account = effective.rules.filter(({ action }) => sendsHeaders(action));
  return account.map((rule, index) => ({
    part: 'headers',
    policyRuleId: rule.id,
    rules: compileHeaders(rule, priorityOf('headers', index), resourceTypes),
  }));
}

function compileHeaders(rule: EffectiveRule, priority: number, resourceTypes: readonly string[]): UnnumberedRule[] {
  const controls = rule.account?.controls ?? [];
  return controls.flatMap(({ headers, hosts }) => {
    const requestHeaders = headers.map(({ name, value }) => ({ header: name, operation: 'set' as const, value }));
    return matchSites(parseSites(hosts), true).map((match): UnnumberedRule => ({
      priority,
      action: { type: 'modifyHeaders', requestHeaders },
      condition: { ...match, resourceTypes },
    }));
  });
}
