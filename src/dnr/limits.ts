/**
 * Browser limits: a policy that does not fit is never cut silently. Policy rules are kept whole, first come first, and
 * what is left out is named.
 */
import type { DnrRule } from './compile-rules.js';
import type { Part } from './rule-ids.js';

/** How many dynamic rules a browser takes, by kind. Sources: FIELD measurements and the browsers' documentation. */
export interface BrowserLimits {
  readonly dynamicRules: number;
  /** Rules that redirect or change headers. */
  readonly unsafeRules: number;
  readonly regexRules: number;
}

export interface LimitProblem {
  readonly limit: keyof BrowserLimits;
  readonly allowed: number;
  readonly needed: number;
  /** Ids of the policy rules that are not enforced. */
  readonly leftOut: readonly string[];
}

export interface CompiledPolicyRule {
  readonly part: Part;
  readonly policyRuleId: string;
  readonly rules: readonly Omit<DnrRule, 'id'>[];
}

/** One place is kept for the metadata rule. */
const RESERVED_RULES = 1;

export function withinLimits(
  perRule: readonly CompiledPolicyRule[],
  limits: BrowserLimits,
): { kept: readonly CompiledPolicyRule[]; problems: readonly LimitProblem[] } {
  const used = { dynamicRules: RESERVED_RULES, unsafeRules: 0, regexRules: 0 };
  for (const [index, { rules }] of perRule.entries()) {
    used.dynamicRules += rules.length;
    used.unsafeRules += rules.filter(
      ({ action }) => action.type === 'redirect' || action.type === 'modifyHeaders',
    ).length;
    used.regexRules += rules.filter(({ condition }) => condition.regexFilter !== undefined).length;
    const exceeded = (Object.keys(used) as (keyof BrowserLimits)[]).find((limit) => used[limit] > limits[limit]);
    if (exceeded !== undefined) {
      const leftOut = [...new Set(perRule.slice(index).map(({ policyRuleId }) => policyRuleId))];
      const problem = { limit: exceeded, allowed: limits[exceeded], needed: used[exceeded], leftOut };
      return { kept: perRule.slice(0, index), problems: [problem] };
    }
  }
  return { kept: perRule, problems: [] };
}
