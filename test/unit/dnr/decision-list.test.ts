/** The compiled rules, as a browser reads them, and `decide` give one answer for every address. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { anyAddress, plainAddress, smallPolicy } from '../../support/arbitrary-policies.js';
import { compiled } from '../../support/compiling.js';
import { outcomeOf } from '../../support/dnr-evaluator.js';
import { anEffectivePolicy } from '../../support/policies.js';

/** The addresses about which the two differ, with the answer of each: the rule that restricts, or that it is open. */
async function differences(policy: PublishedPolicy, urls: readonly string[], dottedDomainsApart = false) {
  const decide = decider(await anEffectivePolicy(policy));
  const { rules, policyRuleOf } = await compiled(policy, { dottedDomainsApart });
  const inBrowser = (url: string, type: string) => {
    const { action, rule } = outcomeOf(rules, url, type, dottedDomainsApart);
    return action === 'none' || action === 'allow' ? 'open' : `${action} by ${policyRuleOf.get(rule?.id ?? 0) ?? '?'}`;
  };
  const ours = (url: string, action: string) => {
    const decision = decide(url);
    return decision?.restricts === true ? `${action} by ${decision.rule.id}` : 'open';
  };
  return urls.flatMap((url) => {
    const decided = [ours(url, 'redirect'), ours(url, 'block')];
    const seen = [inBrowser(url, 'main_frame'), inBrowser(url, 'script')];
    return String(decided) === String(seen) ? [] : [{ url, decided, seen }];
  });
}

describe.each([
  ['Chromium', false],
  ['Firefox', true],
])('random policies are enforced as they are decided, in %s', (_, dottedDomainsApart) => {
  test.each([
    ['for addresses as people write them', plainAddress],
    ['for disguised addresses', anyAddress],
  ])('%s', async (__, address) => {
    await fc.assert(
      fc.asyncProperty(smallPolicy, fc.array(address, { minLength: 1, maxLength: 40 }), async (policy, urls) => {
        expect(await differences(policy, urls, dottedDomainsApart)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
