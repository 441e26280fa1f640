import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decider } from '../../../src/policy/decide.js';
import type { PublishedPolicy, Rule } from '../../../src/policy/schema.js';
import { plainAddress, smallPolicy } from '../../support/arbitrary-policies.js';
import { aTarget, compiled } from '../../support/compiling.js';
import { outcomeOf } from '../../support/dnr-evaluator.js';
import { aPolicyOfSites, anEffectivePolicy } from '../../support/policies.js';

const chatgpt = { headers: [{ name: 'ChatGPT-Allowed-Workspace-Id', value: 'w-1,w-2' }], hosts: ['chatgpt.com'] };
const microsoft = {
  headers: [
    { name: 'Restrict-Access-To-Tenants', value: 'acme.example' },
    { name: 'Restrict-Access-Context', value: 'd-1' },
  ],
  hosts: ['=login.live.example', 'login.microsoftonline.example'],
};

const accountRule = (...controls: (typeof chatgpt)[]): Partial<Rule> => ({
  action: 'account',
  sites: ['chatgpt.com', 'copilot.example'],
  account: { controls, anonymous: [] },
});

async function headersFor(policy: PublishedPolicy, url: string, type = 'xmlhttprequest') {
  return outcomeOf((await compiled(policy)).rules, url, type).headers;
}

describe('account headers', () => {
  const policy = aPolicyOfSites({ action: 'allow', sites: ['chatgpt.com/public'] }, accountRule(chatgpt, microsoft), {
    action: 'block',
    sites: ['other.example'],
  });

  test.each(aTarget.resourceTypes)('are set on every kind of request: %s', async (type) => {
    const headers = { 'chatgpt-allowed-workspace-id': 'w-1,w-2' };
    expect(await headersFor(policy, 'https://chatgpt.com/', type)).toEqual(headers);
  });

  test.each<[string, string[]]>([
    ['https://chatgpt.com/c/1', ['chatgpt-allowed-workspace-id']],
    ['https://ws.chatgpt.com/', ['chatgpt-allowed-workspace-id']],
    ['https://login.microsoftonline.example/', ['restrict-access-to-tenants', 'restrict-access-context']],
    ['https://login.live.example/', ['restrict-access-to-tenants', 'restrict-access-context']],
    ['https://x.login.live.example/', []],
    ['https://copilot.example/', []],
    ['https://evil.test/?chatgpt.com', []],
    ['https://chatgpt-com.translate.goog/', []],
  ])('go to the vendor’s own hosts only: %s', async (url, names) => {
    expect(Object.keys(await headersFor(policy, url))).toEqual(names);
  });

  test('are not cancelled by an earlier rule that allows', async () => {
    expect(await headersFor(policy, 'https://chatgpt.com/public')).toHaveProperty('chatgpt-allowed-workspace-id');
  });

  test('outrank every other rule', async () => {
    const { rules } = await compiled(policy);
    const priorities = (isHeader: boolean) =>
      rules.filter(({ action }) => (action.type === 'modifyHeaders') === isHeader).map(({ priority }) => priority);
    expect(Math.min(...priorities(true))).toBeGreaterThan(Math.max(...priorities(false)));
  });

  test('of the first account rule win over those of a later one', async () => {
    const later = { ...chatgpt, headers: [{ name: 'chatgpt-allowed-workspace-id', value: 'other' }] };
    const twice = aPolicyOfSites(accountRule(chatgpt), accountRule(later));
    expect(await headersFor(twice, 'https://chatgpt.com/')).toEqual({ 'chatgpt-allowed-workspace-id': 'w-1,w-2' });
  });

  test('are compiled although nothing is blocked', async () => {
    const { rules } = await compiled(aPolicyOfSites(accountRule(chatgpt)));
    expect(rules.map(({ action }) => action.type)).toEqual(['modifyHeaders']);
  });

  test('are not set by a policy that only observes', async () => {
    expect((await compiled({ ...policy, mode: 'observe' })).rules).toEqual([]);
  });

  test('count as unsafe rules, and a browser without room for them says so', async () => {
    const limits = { ...aTarget.limits, unsafeRules: 0 };
    const { rules, problems } = await compiled(policy, { limits });
    expect(rules).toEqual([]);
    expect(problems).toMatchObject([{ limit: 'unsafeRules' }]);
    expect([...(problems[0]?.leftOut ?? [])].sort()).toEqual(['rule-0', 'rule-1', 'rule-2']);
  });
});

test('headers change nothing about what random policies restrict', async () => {
  await fc.assert(
    fc.asyncProperty(smallPolicy, plainAddress, async (policy, url) => {
      const control = { headers: [{ name: 'X-Own', value: 'a' }], hosts: ['a.example', 'x-y.example'] };
      const rules = policy.rules.map((rule) =>
        rule.action === 'account'
          ? { ...rule, account: { anonymous: [], ...rule.account, controls: [control] } }
          : rule,
      );
      const withHeaders = { ...policy, rules };
      const { action, headers } = outcomeOf((await compiled(withHeaders)).rules, url, 'main_frame');
      const restricts = decider(await anEffectivePolicy(withHeaders))(url)?.restricts === true;
      expect(action === 'redirect').toBe(restricts);
      const hasAccountRule = rules.some((rule) => rule.action === 'account');
      const host = new URL(url).hostname.replace(/\.$/, '');
      const onHost = ['a.example', 'x-y.example'].some((own) => host === own || host.endsWith(`.${own}`));
      const expected = hasAccountRule && !restricts && onHost ? { 'x-own': 'a' } : {};
      expect(headers).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
