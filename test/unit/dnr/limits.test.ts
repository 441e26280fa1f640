import { describe, expect, test } from '@jest/globals';
import { withinLimits, type BrowserLimits } from '../../../src/dnr/limits.js';
import { compiled } from '../../support/compiling.js';
import { aPolicyOfSites } from '../../support/policies.js';

const ample: BrowserLimits = { dynamicRules: 100, unsafeRules: 100, regexRules: 100 };

/** Three policy rules, each of one redirect (with a pattern, as redirects have) and one block. */
function compiledWithin(limits: BrowserLimits) {
  const policy = aPolicyOfSites({ sites: ['a.example'] }, { sites: ['b.example'] }, { sites: ['c.example'] });
  return compiled(policy, { limits });
}

test('everything is kept when it fits exactly, with a place left for the marker', async () => {
  const { rules, problems } = await compiledWithin({ dynamicRules: 7, unsafeRules: 3, regexRules: 3 });
  expect(rules).toHaveLength(6);
  expect(problems).toEqual([]);
});

describe('what does not fit is left out as whole rules of the policy, and named', () => {
  test.each<[keyof BrowserLimits, number, number, string[]]>([
    ['dynamicRules', 6, 4, ['rule-2']],
    ['dynamicRules', 4, 2, ['rule-1', 'rule-2']],
    ['dynamicRules', 1, 0, ['rule-0', 'rule-1', 'rule-2']],
    ['unsafeRules', 2, 4, ['rule-2']],
    ['unsafeRules', 0, 0, ['rule-0', 'rule-1', 'rule-2']],
    ['regexRules', 1, 2, ['rule-1', 'rule-2']],
  ])('when %s is %i', async (limit, allowed, keptRules, leftOut) => {
    const { rules, problems, policyRuleOf } = await compiledWithin({ ...ample, [limit]: allowed });
    expect(rules).toHaveLength(keptRules);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ limit, allowed, leftOut });
    expect(problems[0]?.needed).toBeGreaterThan(allowed);
    expect([...policyRuleOf.values()].filter((id) => leftOut.includes(id))).toEqual([]);
  });
});

test('nothing after the first rule that does not fit is kept, so that no exception is lost before its rule', () => {
  const rule = { priority: 1, action: { type: 'block' }, condition: { resourceTypes: [] } } as const;
  const perRule = [
    { part: 'plain' as const, policyRuleId: 'small', rules: [rule] },
    { part: 'plain' as const, policyRuleId: 'large', rules: [rule, rule, rule] },
    { part: 'plain' as const, policyRuleId: 'tiny', rules: [] },
  ];
  const { kept, problems } = withinLimits(perRule, { ...ample, dynamicRules: 3 });
  expect(kept.map(({ policyRuleId }) => policyRuleId)).toEqual(['small']);
  expect(problems[0]?.leftOut).toEqual(['large', 'tiny']);
});
