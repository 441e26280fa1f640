/** Exceptions, accounts, parts of tools, and addresses that a translation proxy shows. */
import { describe, expect, test } from '@jest/globals';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy, Rule } from '../../../src/policy/schema.js';
import { aPolicy, aPolicyOfSites, anEffectivePolicy, aRule, aTool } from '../../support/policies.js';

/** `rule-1, restricts`, `rule-1, open` or `nothing`. */
async function answer(policy: PublishedPolicy, url: string): Promise<string> {
  const decision = decider(await anEffectivePolicy(policy))(url);
  return decision === null ? 'nothing' : `${decision.rule.id}, ${decision.restricts ? 'restricts' : 'open'}`;
}

describe('what a rule excepts is left to the rules after it', () => {
  const policy = aPolicyOfSites(
    { action: 'block', sites: ['a.example', 'bing.com'], except: ['a.example/help', '=b.a.example', 'bing.com?q=1'] },
    { action: 'allow', sites: ['a.example/help/me'] },
    { action: 'block', sites: ['b.a.example'] },
  );

  test.each([
    ['https://a.example/', 'rule-0, restricts'],
    ['https://a.example/helpless', 'rule-0, restricts'],
    ['https://a.example/help', 'nothing'],
    ['https://www.a.example/help/x', 'nothing'],
    ['https://a.example/help/me', 'rule-1, open'],
    ['https://b.a.example/', 'rule-2, restricts'],
    ['https://c.b.a.example/', 'rule-0, restricts'],
    ['https://bing.com/?q=1', 'nothing'],
    ['https://bing.com/?q=2', 'rule-0, restricts'],
  ])('%s: %s', async (url, expected) => {
    expect(await answer(policy, url)).toBe(expected);
  });
});

describe('a disguised address', () => {
  const policyOf = (action: Rule['action']) =>
    aPolicyOfSites(
      { action, sites: ['a.example'], except: ['a.example/help'] },
      { action: 'block', sites: ['a.example'] },
    );

  test('is in no exception of a rule that restricts', async () => {
    expect(await answer(policyOf('warn'), 'https://a.example/%68elp')).toBe('rule-0, restricts');
    expect(await answer(policyOf('warn'), 'https://a.example/help')).toBe('rule-1, restricts');
  });

  test('is in every exception of a rule that opens', async () => {
    expect(await answer(policyOf('allow'), 'https://a.example/%78')).toBe('rule-1, restricts');
    expect(await answer(policyOf('allow'), 'https://a.example/x')).toBe('rule-0, open');
  });

  test('is no matter where the exception is a whole host', async () => {
    const policy = aPolicyOfSites({ action: 'allow', sites: ['a.example'], except: ['b.a.example'] });
    expect(await answer(policy, 'https://a.example/%78')).toBe('rule-0, open');
    expect(await answer(policy, 'https://b.a.example/x')).toBe('nothing');
  });
});

describe('a rule for company accounts', () => {
  const policy = aPolicyOfSites(
    {
      action: 'account',
      sites: ['a.example'],
      except: ['a.example/anonymous/help'],
      account: { controls: [], anonymous: ['a.example/anonymous', 'guest.example'] },
    },
    { action: 'block', sites: ['a.example', 'guest.example'] },
  );

  test.each([
    ['opens the tool', 'https://a.example/c/1', 'rule-0, open'],
    ['closes the anonymous ways in', 'https://a.example/anonymous/c', 'rule-0, restricts'],
    ['also on other hosts', 'https://guest.example/', 'rule-0, restricts'],
    ['also disguised', 'https://a.example/%61nonymous', 'rule-0, restricts'],
    ['but not where they are excepted', 'https://a.example/anonymous/help', 'rule-1, restricts'],
  ])('%s: %s', async (_, url, expected) => {
    expect(await answer(policy, url)).toBe(expected);
  });
});

describe('a translation proxy', () => {
  const policy = aPolicyOfSites(
    {
      action: 'block',
      sites: ['chat.a-b.example', 'bing.com/chat', '=one.example'],
      except: ['chat-a--b-example.translate.goog/ok'],
    },
    { action: 'allow', sites: ['open.example'] },
    { action: 'block', sites: ['open.example'] },
  );

  test.each([
    ['https://chat-a--b-example.translate.goog/', 'rule-0, restricts'],
    ['https://www-chat-a--b-example.translate.goog/?_x_tr_sl=en', 'rule-0, restricts'],
    ['https://chat-a--b-example.translate.goog/ok', 'nothing'],
    ['https://chat-a-b-example.translate.goog/', 'nothing'],
    ['https://www-bing-com.translate.goog/chat/x', 'rule-0, restricts'],
    ['https://www-bing-com.translate.goog/search', 'nothing'],
    ['https://bing-com.translate.goog/%63hat', 'rule-0, restricts'],
    ['https://one-example.translate.goog/', 'rule-0, restricts'],
    ['https://www-one-example.translate.goog/', 'nothing'],
    ['https://bing-com.translate.goog.evil.test/chat', 'nothing'],
    ['https://translate.goog/', 'nothing'],
  ])('shows what is restricted as little as the site itself: %s', async (url, expected) => {
    expect(await answer(policy, url)).toBe(expected);
  });

  test('opens nothing: a rule that allows a site says nothing about the proxy', async () => {
    expect(await answer(policy, 'https://open-example.translate.goog/')).toBe('rule-2, restricts');
  });
});

describe('a rule means the parts of its tools that it names', () => {
  const tool = aTool({ sites: ['app.example'], api: ['api.example'], embedded: ['bing.com/chat'] });
  const urls = {
    sites: 'https://app.example/',
    api: 'https://api.example/',
    embedded: 'https://bing.com/chat',
  } as const;

  test.each(['sites', 'api', 'embedded'] as const)('%s', async (part) => {
    const policy = aPolicy({ tools: [tool], rules: [aRule({ parts: [part], alternatives: [] })] });
    const restricted = await Promise.all(
      Object.entries(urls).map(async ([name, url]) => ((await answer(policy, url)) === 'nothing' ? [] : [name])),
    );
    expect(restricted.flat()).toEqual([part]);
  });

  test('and the tool is known by any of its sites', async () => {
    const policy = aPolicy({ tools: [tool], rules: [aRule({ tools: [], sites: ['api.example'], alternatives: [] })] });
    const decision = decider(await anEffectivePolicy(policy))(urls.api);
    expect(decision).toMatchObject({ tool: { id: 'chatgpt' }, site: 'api.example' });
  });
});
