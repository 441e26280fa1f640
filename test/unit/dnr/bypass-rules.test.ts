/** A bypass opens what its rule warns about, for its tool or site only; nothing else changes. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRules } from '../../../src/dnr/compile-rules.js';
import { compileBypasses, type Bypassed } from '../../../src/dnr/bypass-rules.js';
import { bypassFor, type ValidBypass } from '../../../src/worker/state/bypasses.js';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { plainAddress, smallPolicy } from '../../support/arbitrary-policies.js';
import { aTarget } from '../../support/compiling.js';
import { outcomeOf } from '../../support/dnr-evaluator.js';
import { aPolicy, aPolicyOfSites, aRule, aTool, anEffectivePolicy, NOW_MS } from '../../support/policies.js';

const valid = (bypass: Bypassed): ValidBypass => ({
  ...bypass,
  grantedAtMs: NOW_MS,
  untilMs: NOW_MS + 1,
  justification: '',
  decision: null,
});

/** Whether the address is open in a browser that has both kinds of rules. */
async function isOpen(policy: PublishedPolicy, bypasses: readonly Bypassed[], url: string): Promise<boolean> {
  const effective = await anEffectivePolicy(policy);
  const rules = [...compileRules(effective, aTarget).rules, ...compileBypasses(effective, bypasses, aTarget)];
  const actions = ['main_frame', 'script'].map((type) => outcomeOf(rules, url, type).action);
  return actions.every((action) => action === 'none' || action === 'allow');
}

describe('a bypass', () => {
  const one = aTool({ id: 'one', sites: ['one.example', 'shared.example/one'] });
  const two = aTool({ id: 'two', sites: ['two.example', 'shared.example/two'] });
  const policy = aPolicy({
    tools: [one, two],
    rules: [
      aRule({ id: 'never', tools: [], sites: ['one.example/never'], alternatives: [] }),
      aRule({ id: 'warned', action: 'warn', tools: ['one', 'two'], alternatives: [] }),
    ],
  });
  const bypass = { ruleId: 'warned', toolId: 'one', site: 'one.example' };

  test.each([
    ['https://one.example/', true],
    ['https://shared.example/one/x', true],
    ['https://two.example/', false],
    ['https://shared.example/two', false],
    ['https://one.example/never', false],
  ])('for one tool leaves what is another’s or blocked: %s is open: %s', async (url, open) => {
    expect(await isOpen(policy, [bypass], url)).toBe(open);
    expect(await isOpen(policy, [], url)).toBe(false);
  });

  test('of a rule that is gone opens nothing', async () => {
    expect(await isOpen(policy, [{ ...bypass, ruleId: 'other' }], 'https://one.example/')).toBe(false);
  });

  test('for a site that no tool has opens that site', async () => {
    const ofSites = aPolicyOfSites({ action: 'warn', sites: ['a.example', 'b.example'] });
    const forSite = { ruleId: 'rule-0', toolId: null, site: 'a.example' };
    expect(await isOpen(ofSites, [forSite], 'https://a.example/')).toBe(true);
    expect(await isOpen(ofSites, [forSite], 'https://b.example/')).toBe(false);
  });

  test('no bypass is no rule', async () => {
    expect(compileBypasses(await anEffectivePolicy(policy), [], aTarget)).toEqual([]);
  });
});

describe('what a bypass was granted for is open', () => {
  test.each([
    ['a.example', 'https://a.example/'],
    ['a.example', 'https://a-example.translate.goog/'],
    ['a.example/chat', 'https://www-a-example.translate.goog/chat'],
  ])('where %s is warned about and %s was visited', async (site, url) => {
    const policy = aPolicyOfSites({ action: 'warn', sites: [site] });
    const decision = decider(await anEffectivePolicy(policy))(url);
    const bypass = { ruleId: 'rule-0', toolId: null, site: decision?.site ?? '' };
    expect(bypassFor([valid(bypass)], decision ?? never())).not.toBeNull();
    expect(await isOpen(policy, [bypass], url)).toBe(true);
  });

  test('but not for a disguised address, which may be any place of its host', async () => {
    const url = 'https://a.example/%63hat';
    const policy = aPolicyOfSites({ action: 'warn', sites: ['a.example/chat'] });
    const decision = decider(await anEffectivePolicy(policy))(url);
    const bypass = { ruleId: 'rule-0', toolId: null, site: 'a.example/chat' };
    expect(bypassFor([valid(bypass)], decision ?? never())).toBeNull();
    expect(await isOpen(policy, [bypass], url)).toBe(false);
    expect(await isOpen(policy, [bypass], 'https://a.example/chat')).toBe(true);
  });

  test('in random policies, while what another rule restricts stays restricted', async () => {
    const direct = plainAddress.filter((url) => !url.includes('translate.goog'));
    await fc.assert(
      fc.asyncProperty(smallPolicy, direct, plainAddress, async (policy, visited, other) => {
        const decide = decider(await anEffectivePolicy(policy));
        const decision = decide(visited);
        fc.pre(decision !== null && decision.rule.action === 'warn');
        const bypass = { ruleId: decision.rule.id, toolId: decision.tool?.id ?? null, site: decision.site };
        expect([visited, await isOpen(policy, [bypass], visited)]).toEqual([visited, true]);
        const otherwise = decide(other);
        if (otherwise?.restricts !== true || otherwise.rule.id === bypass.ruleId) return;
        expect([other, await isOpen(policy, [bypass], other)]).toEqual([other, false]);
      }),
      { numRuns: 500 },
    );
  });
});

function never(): never {
  throw new Error('no rule governs the address');
}
