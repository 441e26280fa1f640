/** The page guards agree with the matcher, whatever the policy, and stop at once what is restricted throughout. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGuards, type GuardPlan } from '../../../src/dnr/guards.js';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { guardOutcome } from '../../support/guard-evaluator.js';
import { anEffectivePolicy, aPolicy, aPolicyOfSites, aRule } from '../../support/policies.js';
import { policyAndUrls } from '../../support/random-policies.js';
import { effectiveAt, readVectors } from '../../support/vectors.js';

const options = { dottedHostsApart: false };

async function planOf(policy: PublishedPolicy, changes = {}): Promise<GuardPlan> {
  return compileGuards(await anEffectivePolicy(policy), [], { ...options, ...changes });
}

const isPage = (url: string): boolean => /^https?:/i.test(url);

describe('agree with the vectors:', () => {
  test.each(readVectors().map((each) => [each.name, each] as const))(
    '%s',
    async (_, { policy, facts, atMs, cases }) => {
      const plan = compileGuards(await effectiveAt(policy, facts, atMs), [], options);
      const pages = cases.filter(({ url }) => isPage(url));
      expect(pages.map(({ url }) => [url, guardOutcome(plan, url) !== 'open'])).toEqual(
        pages.map(({ url, decision }) => [url, decision?.restricts === true]),
      );
    },
  );
});

test('agree with the matcher on random policies', async () => {
  await fc.assert(
    fc.asyncProperty(policyAndUrls(20), async ({ policy, urls }) => {
      const effective = await anEffectivePolicy(policy);
      const decide = decider(effective);
      const plan = compileGuards(effective, [], options);
      for (const url of urls.filter(isPage)) {
        expect([url, guardOutcome(plan, url) !== 'open']).toEqual([url, decide(url)?.restricts === true]);
      }
    }),
    { numRuns: 1_500 },
  );
});

test('an obfuscated address beside a host with places is opened by the rule that names it', async () => {
  const open = { action: 'allow' as const, sites: ['open.wide.example'] };
  const policy = aPolicyOfSites(open, { sites: ['place.wide.example/x'] }, { sites: ['wide.example'] });
  const effective = await anEffectivePolicy(policy);
  const plan = compileGuards(effective, [], options);
  for (const url of [
    'https://open.wide.example/?q=%61',
    'https://place.wide.example/?q=%61',
    'https://wide.example/?q=%61',
  ])
    expect([url, guardOutcome(plan, url) !== 'open']).toEqual([url, decider(effective)(url)?.restricts === true]);
  expect(guardOutcome(plan, 'https://open.wide.example/?q=%61')).toBe('open');
});

describe('a host that is restricted throughout', () => {
  test('is closed by its registration alone', async () => {
    const plan = await planOf(aPolicyOfSites({ sites: ['chatgpt.com', '=only.example'] }));
    expect(plan.staticHosts).toEqual(expect.arrayContaining(['*://*.chatgpt.com/*', '*://only.example/*']));
    expect(plan).toMatchObject({ staticExcept: [], dynamicHosts: [], lists: {}, leftOut: [], unobserved: 0 });
  });

  test('stays closed around a part of it that is open', async () => {
    const open = { action: 'allow' as const, sites: ['team.chatgpt.com'] };
    const plan = await planOf(aPolicyOfSites(open, { sites: ['chatgpt.com'] }));
    expect(guardOutcome(plan, 'https://chatgpt.com/')).toBe('static');
    expect(guardOutcome(plan, 'https://team.chatgpt.com/')).toBe('open');
  });

  test('is checked where a path of it is open', async () => {
    const open = { action: 'allow' as const, sites: ['chatgpt.com/business'] };
    const plan = await planOf(aPolicyOfSites(open, { sites: ['chatgpt.com'] }));
    expect(guardOutcome(plan, 'https://chatgpt.com/')).toBe('dynamic');
    expect(guardOutcome(plan, 'https://chatgpt.com/business/x')).toBe('open');
  });
});

test('a path is closed in its plain spelling, checked in others, and its host stays open', async () => {
  const plan = await planOf(aPolicyOfSites({ sites: ['bing.com/images/create'] }));
  expect(guardOutcome(plan, 'https://www.bing.com/images/create?q=1')).toBe('static');
  expect(guardOutcome(plan, 'https://www.bing.com/Images//Create')).toBe('dynamic');
  expect(guardOutcome(plan, 'https://www.bing.com/images/creations')).toBe('open');
});

test('a bypass opens its tool, and nothing else of its rule', async () => {
  const warned = aRule({ action: 'warn', tools: ['chatgpt', 'copilot'], warn: { minutes: 5, justification: 'none' } });
  const effective = await anEffectivePolicy(aPolicy({ rules: [warned] }));
  const bypass = { ruleId: warned.id, toolId: 'chatgpt', site: 'chatgpt.com' };
  const plan = compileGuards(effective, [bypass], options);
  expect(guardOutcome(plan, 'https://chatgpt.com/')).toBe('open');
  expect(guardOutcome(plan, 'https://copilot.example/')).toBe('static');
});

test('Firefox gets each host with a dot at its end as well', async () => {
  const plan = await planOf(aPolicyOfSites({ sites: ['chatgpt.com', '192.0.2.1'] }), { dottedHostsApart: true });
  expect(plan.staticHosts).toEqual(expect.arrayContaining(['*://*.chatgpt.com/*', '*://*.chatgpt.com./*']));
  expect(plan.staticHosts).not.toContain('*://192.0.2.1./*');
});

test('hosts beyond the limit are named, the first rules coming first', async () => {
  const plan = await planOf(aPolicyOfSites({ sites: ['one.example'] }, { sites: ['two.example'] }), { maxHosts: 1 });
  expect(plan.staticHosts).toEqual(['*://*.one.example/*']);
  expect(plan.leftOut[0]).toBe('two.example');
});

describe('pages under an observe rule', () => {
  test('are counted where the rule is about them, and nothing is stopped there', async () => {
    const policy = aPolicyOfSites({ sites: ['chatgpt.com', '=only.example', 'bing.com/chat'] });
    const plan = await planOf({
      ...policy,
      rules: policy.rules.map((rule) => ({ ...rule, action: 'observe' as const })),
    });
    expect(plan.observed).toEqual([
      ...['*://*.chatgpt.com/*', '*://only.example/*'],
      ...['', '/*', '?*', ';*'].map((rest) => `*://*.bing.com/chat${rest}`),
    ]);
    expect([plan.staticHosts, plan.staticPlaces, plan.dynamicHosts]).toEqual([[], [], []]);
  });

  test('are as few as the browser can carry, and the rest is counted', async () => {
    const policy = aPolicyOfSites({ sites: ['one.example', 'two.example', 'three.example'] });
    const rules = policy.rules.map((rule) => ({ ...rule, action: 'observe' as const }));
    const plan = await planOf({ ...policy, rules }, { maxHosts: 2 });
    expect(plan.observed).toHaveLength(2);
    expect(plan.unobserved).toBe(1);
  });

  test('are counted nowhere else', async () => {
    expect((await planOf(aPolicyOfSites({ sites: ['chatgpt.com'] }))).observed).toEqual([]);
  });
});
