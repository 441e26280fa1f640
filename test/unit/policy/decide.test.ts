import { describe, expect, test } from '@jest/globals';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aPolicy, aPolicyOfSites, aRule, anEffectivePolicy, aTool, copilot } from '../../support/policies.js';

async function decide(policy: PublishedPolicy, url: string) {
  const decision = decider(await anEffectivePolicy(policy))(url);
  return decision && { rule: decision.rule.id, tool: decision.tool?.id ?? null, restricts: decision.restricts };
}

describe('the first rule that matches wins', () => {
  test('over a later one for the same site', async () => {
    const policy = aPolicyOfSites({ action: 'allow', sites: ['a.example'] }, { action: 'block', sites: ['a.example'] });
    expect(await decide(policy, 'https://a.example/')).toEqual({ rule: 'rule-0', tool: null, restricts: false });
  });

  test('even when a later one names the host more exactly', async () => {
    const policy = aPolicyOfSites(
      { action: 'block', sites: ['example'].map((top) => `a.${top}`) },
      { action: 'allow', sites: ['deep.a.example'] },
    );
    expect(await decide(policy, 'https://deep.a.example/')).toMatchObject({ rule: 'rule-0', restricts: true });
  });

  test('so that an exception stands before the rule it is an exception to', async () => {
    const policy = aPolicyOfSites(
      { action: 'allow', sites: ['a.example/help', 'deep.a.example'] },
      { action: 'block', sites: ['a.example'] },
    );
    expect(await decide(policy, 'https://a.example/help/x')).toMatchObject({ rule: 'rule-0' });
    expect(await decide(policy, 'https://x.deep.a.example/')).toMatchObject({ rule: 'rule-0' });
    expect(await decide(policy, 'https://a.example/helpless')).toMatchObject({ rule: 'rule-1' });
  });

  test('and a rule whose path does not fit is passed over', async () => {
    const policy = aPolicyOfSites(
      { action: 'block', sites: ['a.example/chat'] },
      { action: 'allow', sites: ['a.example'] },
    );
    expect(await decide(policy, 'https://a.example/chat')).toMatchObject({ rule: 'rule-0' });
    expect(await decide(policy, 'https://a.example/other')).toMatchObject({ rule: 'rule-1' });
  });
});

describe('the tool of a decision', () => {
  test('is the one that the rule names', async () => {
    expect(await decide(aPolicy(), 'https://chat.openai.com/c/1')).toEqual({
      rule: 'no-chatgpt',
      tool: 'chatgpt',
      restricts: true,
    });
  });

  test('is found where the rule names the site only', async () => {
    const policy = aPolicy({ rules: [aRule({ tools: [], sites: ['bing.com'] })] });
    expect(await decide(policy, 'https://www.bing.com/chat')).toMatchObject({ tool: 'copilot' });
    expect(await decide(policy, 'https://www.bing.com/search')).toMatchObject({ tool: null });
  });

  test('is the one on that path where two tools share a host', async () => {
    const images = aTool({ id: 'images', sites: ['bing.com/images/create'] });
    const policy = aPolicy({
      tools: [copilot, images],
      rules: [aRule({ tools: ['copilot', 'images'], alternatives: [] })],
    });
    expect(await decide(policy, 'https://bing.com/images/create')).toMatchObject({ tool: 'images' });
    expect(await decide(policy, 'https://bing.com/chat')).toMatchObject({ tool: 'copilot' });
  });
});

test.each(['https://ungoverned.example/', 'https://com/', 'chrome://settings/', 'https://notchatgpt.com/', 'nonsense'])(
  'no rule governs %s',
  async (url) => {
    expect(await decide(aPolicy(), url)).toBeNull();
  },
);

test.each([
  ['allow', false],
  ['observe', false],
  ['account', false],
  ['warn', true],
  ['block', true],
] as const)('a rule that says %s restricts: %s', async (action, restricts) => {
  const policy = aPolicyOfSites({ action, sites: ['a.example'] });
  expect(await decide(policy, 'https://a.example/')).toMatchObject({ rule: 'rule-0', restricts });
});

test('a policy that only observes still says which rule matches, and restricts nothing', async () => {
  const decision = decider(await anEffectivePolicy(aPolicy({ mode: 'observe' })))('https://chatgpt.com/');
  expect(decision).toMatchObject({ rule: { id: 'no-chatgpt', action: 'observe' }, restricts: false });
});

test('a rule for an address takes in every spelling of its host', async () => {
  const policy = aPolicyOfSites({ sites: ['192.0.2.1', '[2001:db8::1]', 'bücher.example', '=localhost'] });
  const spellings = [
    'http://192.0.2.1/',
    'http://0xc0000201/',
    'http://[2001:0db8::0001]/',
    'https://shop.xn--bcher-kva.example./',
    'http://LOCALHOST:1/',
  ];
  const rules = await Promise.all(spellings.map(async (url) => (await decide(policy, url))?.rule));
  expect(rules).toEqual(spellings.map(() => 'rule-0'));
});

describe('a disguised address', () => {
  const policy = aPolicyOfSites(
    { action: 'allow', sites: ['open.example/chat', 'other.example'] },
    { action: 'block', sites: ['open.example/chat', 'bing.com/chat', 'other.example/chat'] },
    { action: 'allow', sites: ['bing.com'] },
  );

  test('is restricted by the rule that may be about what it hides', async () => {
    expect(await decide(policy, 'https://bing.com/%63hat')).toMatchObject({ rule: 'rule-1', restricts: true });
    expect(await decide(policy, 'https://bing.com/search')).toMatchObject({ rule: 'rule-2', restricts: false });
  });

  test('is not opened by a rule about what it hides', async () => {
    expect(await decide(policy, 'https://open.example/%63hat')).toMatchObject({ rule: 'rule-1', restricts: true });
    expect(await decide(policy, 'https://open.example/chat')).toMatchObject({ rule: 'rule-0', restricts: false });
  });

  test('is open where a rule before opens the whole host', async () => {
    expect(await decide(policy, 'https://other.example/%63hat')).toMatchObject({ rule: 'rule-0', restricts: false });
  });
});
