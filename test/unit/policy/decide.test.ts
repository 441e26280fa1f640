import { describe, expect, test } from '@jest/globals';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aPolicy, aPolicyOfSites, aRule, anEffectivePolicy, aTool, copilot } from '../../support/policies.js';

function decide(policy: PublishedPolicy, url: string) {
  const decision = decider(anEffectivePolicy(policy))(url);
  return decision && { rule: decision.rule.id, tool: decision.tool?.id ?? null, restricts: decision.restricts };
}

describe('the first rule that matches wins', () => {
  test('over a later one for the same site', () => {
    const policy = aPolicyOfSites({ action: 'allow', sites: ['a.example'] }, { action: 'block', sites: ['a.example'] });
    expect(decide(policy, 'https://a.example/')).toEqual({ rule: 'rule-0', tool: null, restricts: false });
  });

  test('even when a later one names the host more exactly', () => {
    const policy = aPolicyOfSites(
      { action: 'block', sites: ['example'].map((top) => `a.${top}`) },
      { action: 'allow', sites: ['deep.a.example'] },
    );
    expect(decide(policy, 'https://deep.a.example/')).toMatchObject({ rule: 'rule-0', restricts: true });
  });

  test('so that an exception stands before the rule it is an exception to', () => {
    const policy = aPolicyOfSites(
      { action: 'allow', sites: ['a.example/help', 'deep.a.example'] },
      { action: 'block', sites: ['a.example'] },
    );
    expect(decide(policy, 'https://a.example/help/x')).toMatchObject({ rule: 'rule-0' });
    expect(decide(policy, 'https://x.deep.a.example/')).toMatchObject({ rule: 'rule-0' });
    expect(decide(policy, 'https://a.example/helpless')).toMatchObject({ rule: 'rule-1' });
  });

  test('and a rule whose path does not fit is passed over', () => {
    const policy = aPolicyOfSites(
      { action: 'block', sites: ['a.example/chat'] },
      { action: 'allow', sites: ['a.example'] },
    );
    expect(decide(policy, 'https://a.example/chat')).toMatchObject({ rule: 'rule-0' });
    expect(decide(policy, 'https://a.example/other')).toMatchObject({ rule: 'rule-1' });
  });
});

describe('the tool of a decision', () => {
  test('is the one that the rule names', () => {
    expect(decide(aPolicy(), 'https://chat.openai.com/c/1')).toEqual({
      rule: 'no-chatgpt',
      tool: 'chatgpt',
      restricts: true,
    });
  });

  test('is found where the rule names the site only', () => {
    const policy = aPolicy({ rules: [aRule({ tools: [], sites: ['bing.com'] })] });
    expect(decide(policy, 'https://www.bing.com/chat')).toMatchObject({ tool: 'copilot' });
    expect(decide(policy, 'https://www.bing.com/search')).toMatchObject({ tool: null });
  });

  test('is the one on that path where two tools share a host', () => {
    const images = aTool({ id: 'images', sites: ['bing.com/images/create'] });
    const policy = aPolicy({ tools: [copilot, images], rules: [aRule({ tools: ['copilot', 'images'], instead: [] })] });
    expect(decide(policy, 'https://bing.com/images/create')).toMatchObject({ tool: 'images' });
    expect(decide(policy, 'https://bing.com/chat')).toMatchObject({ tool: 'copilot' });
  });
});

test.each(['https://ungoverned.example/', 'https://com/', 'chrome://settings/', 'https://notchatgpt.com/', 'nonsense'])(
  'no rule governs %s',
  (url) => {
    expect(decide(aPolicy(), url)).toBeNull();
  },
);

test('only a block restricts', () => {
  const policy = aPolicyOfSites(
    { action: 'allow', sites: ['allow.example'] },
    { action: 'observe', sites: ['observe.example'] },
    { action: 'block', sites: ['block.example'] },
  );
  const restricting = ['allow', 'observe', 'block'].filter(
    (action) => decide(policy, `https://${action}.example/`)?.restricts,
  );
  expect(restricting).toEqual(['block']);
});

test('a policy that only observes still says which rule matches, and restricts nothing', () => {
  const decision = decider(anEffectivePolicy(aPolicy({ mode: 'observe' })))('https://chatgpt.com/');
  expect(decision).toMatchObject({ rule: { id: 'no-chatgpt', action: 'observe' }, restricts: false });
});

test('a rule for an address takes in every spelling of its host', () => {
  const policy = aPolicyOfSites({ sites: ['192.0.2.1', '[2001:db8::1]', 'bücher.example', '=localhost'] });
  const spellings = [
    'http://192.0.2.1/',
    'http://0xc0000201/',
    'http://[2001:0db8::0001]/',
    'https://shop.xn--bcher-kva.example./',
    'http://LOCALHOST:1/',
  ];
  expect(spellings.map((url) => decide(policy, url)?.rule)).toEqual(spellings.map(() => 'rule-0'));
});

describe('a disguised address', () => {
  const policy = aPolicyOfSites(
    { action: 'allow', sites: ['open.example/chat', 'other.example'] },
    { action: 'block', sites: ['open.example/chat', 'bing.com/chat', 'other.example/chat'] },
    { action: 'allow', sites: ['bing.com'] },
  );

  test('is restricted by the rule that may be about what it hides', () => {
    expect(decide(policy, 'https://bing.com/%63hat')).toMatchObject({ rule: 'rule-1', restricts: true });
    expect(decide(policy, 'https://bing.com/search')).toMatchObject({ rule: 'rule-2', restricts: false });
  });

  test('is not opened by a rule about what it hides', () => {
    expect(decide(policy, 'https://open.example/%63hat')).toMatchObject({ rule: 'rule-1', restricts: true });
    expect(decide(policy, 'https://open.example/chat')).toMatchObject({ rule: 'rule-0', restricts: false });
  });

  test('is open where a rule before opens the whole host', () => {
    expect(decide(policy, 'https://other.example/%63hat')).toMatchObject({ rule: 'rule-0', restricts: false });
  });
});
