import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compileBrowserPolicies,
  type BrowserPolicies,
  type BrowserPolicyOptions,
} from '../../../../src/cli/deploy/browser-policies.js';
import { hostEntries, sitesPerRule } from '../../../../src/cli/logs/host-decisions.js';
import { evaluateRules } from '../../../../src/cli/logs/rule-certainty.js';
import { urlLists, type ListDialect } from '../../../../src/cli/deploy/url-lists.js';
import { decider } from '../../../../src/policy/decide.js';
import { effectivePolicy } from '../../../../src/policy/effective-policy.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { accepted, aPolicy, aPolicyOfSites, aRule, aTool, facts, NOW_MS } from '../../../support/policies.js';
import { policyAndUrls } from '../../../support/random-policies.js';
import { chromiumBlocks, firefoxBlocks } from '../../../support/url-filters.js';

const BUILT_IN = new Map([
  [
    'gemini',
    { chrome: { GeminiSettings: 1 }, firefox: { AIControls: { Default: { Value: 'blocked', Locked: true } } } },
  ],
]);

function compiled(policy: PublishedPolicy, options: Partial<BrowserPolicyOptions> = {}): BrowserPolicies {
  return compileBrowserPolicies(policy, {
    browser: 'chrome',
    facts: null,
    builtIn: BUILT_IN,
    urlLists: true,
    ...options,
  });
}

describe('the lists of addresses', () => {
  test('block whole hosts of block rules, and open what a rule above allows', () => {
    const policy = aPolicyOfSites(
      { action: 'allow', sites: ['help.a.example'] },
      { sites: ['a.example', '=b.example'] },
    );
    expect(compiled(policy).policies).toMatchObject({
      URLBlocklist: expect.arrayContaining(['a.example', '.b.example']),
      URLAllowlist: ['help.a.example'],
    });
    expect(compiled(policy, { browser: 'firefox' }).policies).toMatchObject({
      WebsiteFilter: {
        Block: expect.arrayContaining(['*://*.a.example/*', '*://b.example/*']),
        Exceptions: ['*://*.help.a.example/*'],
      },
    });
  });

  test('take cookies from hosts that are blocked as a whole: the browser’s own requests pass every list', () => {
    const policy = aPolicyOfSites(
      { action: 'allow', sites: ['help.a.example'] },
      { sites: ['a.example', '=b.example', 'c.example', '192.0.2.1'] },
    );
    expect(compiled(policy).policies['CookiesBlockedForUrls']).toEqual(
      expect.arrayContaining(['b.example', '[*.]c.example', '192.0.2.1']),
    );
    expect(compiled(policy).policies['CookiesBlockedForUrls']).not.toContain('[*.]a.example');
    expect(compiled(policy, { browser: 'firefox' }).policies).not.toHaveProperty('CookiesBlockedForUrls');
  });

  test.each<[string, Partial<Parameters<typeof aRule>[0]>]>([
    ['a path', { sites: ['a.example/chat'] }],
    ['a warning', { action: 'warn', sites: ['a.example'] }],
    ['a window', { sites: ['a.example'], window: { until: '2027-01-01T00:00:00Z' } }],
    ['groups', { sites: ['a.example'], audience: { groups: ['Sales'] } }],
    ['a percentage', { sites: ['a.example'], audience: { percent: 50, rollout: 'r' } }],
  ])('say nothing about %s: only the extension can tell', (_, rule) => {
    const { policies, enforcement } = compiled(aPolicyOfSites({ ...rule }));
    expect(policies).toEqual({});
    expect(enforcement).toEqual([expect.objectContaining({ enforcedBy: 'extension' })]);
    expect(enforcement[0]?.because.join()).not.toBe('');
  });

  test('leave a host alone where a rule above warns, or opens a path of it', () => {
    const warned = aPolicyOfSites({ action: 'warn', sites: ['a.example'] }, { sites: ['a.example'] });
    const opened = aPolicyOfSites({ action: 'allow', sites: ['a.example/docs'] }, { sites: ['a.example'] });
    expect(compiled(warned).policies).toEqual({});
    expect(compiled(opened).policies['URLBlocklist']).not.toContain('a.example');
    const excepted = compiled(aPolicyOfSites({ sites: ['a.example'], except: ['a.example/help'] }));
    expect(excepted.policies['URLBlocklist']).not.toContain('a.example');
    expect(excepted.enforcement[0]?.enforcedBy).toBe('extension');
  });

  test('take groups and ring for known where the files are for machines of known ones', () => {
    const policy = aPolicyOfSites({ sites: ['a.example'], audience: { groups: ['Sales'], rings: ['pilot'] } });
    const here = compiled(policy, { facts: { groups: ['sales'], ring: 'pilot' } });
    expect(here.policies['URLBlocklist']).toContain('a.example');
    const elsewhere = compiled(policy, { facts: { groups: ['Sales'], ring: null } });
    expect(elsewhere.policies).toEqual({});
    expect(elsewhere.enforcement[0]).toMatchObject({ enforcedBy: 'nothing to enforce' });
  });

  test('are empty while the policy only observes', () => {
    const { policies, notes } = compiled({ ...aPolicyOfSites({ sites: ['a.example'] }), mode: 'observe' });
    expect(policies).toEqual({});
    expect(notes).toEqual([expect.stringContaining('only observes')]);
  });

  test('are only made when asked for', () => {
    expect(compiled(aPolicyOfSites({ sites: ['a.example'] }), { urlLists: false }).policies).toEqual({});
  });

  test('hold 1,000 entries, the first site of every tool before the second of any, and name what has no room', () => {
    const tools = Array.from({ length: 600 }, (_, index) =>
      aTool({ id: `t${index}`, sites: [`main${index}.example`, `second${index}.example`] }),
    );
    const policy = aPolicy({ tools, rules: [aRule({ tools: tools.map(({ id }) => id), alternatives: [] })] });
    const { policies, notes, enforcement } = compiled(policy);
    const list = policies['URLBlocklist'] as string[];
    expect(list).toHaveLength(1000);
    expect(list.slice(0, 600).every((host) => host.startsWith('main'))).toBe(true);
    expect(notes.join()).toContain('second599.example');
    expect(enforcement[0]).toMatchObject({ enforcedBy: 'both' });
    expect(enforcement[0]?.because.join()).toContain('200 of 1200 sites by the extension alone');
  });

  test('never block a host whose opened part has no room', () => {
    const opened = Array.from({ length: 5 }, (_, index) => `open${index}.a.example`);
    const policy = aPolicyOfSites({ action: 'allow', sites: opened }, { sites: ['a.example', 'b.example'] });
    const entries = hostEntries(sitesPerRule(policy, evaluateRules(policy, null)));
    const { block, open, leftOut } = urlLists(entries, 'chromium', 4);
    expect(block).toContain('b.example');
    expect([...block, ...open]).not.toContain('a.example');
    expect(leftOut.map(({ host }) => host)).toContain('a.example');
  });

  test.each<[ListDialect, typeof chromiumBlocks]>([
    ['chromium', chromiumBlocks],
    ['firefox', firefoxBlocks],
  ])('never block what the policy does not block, for anybody, at any address (%s)', async (dialect, blocks) => {
    let blocked = 0;
    const sound = async (
      { policy, urls }: { policy: PublishedPolicy; urls: readonly string[] },
      some: readonly boolean[],
    ) => {
      // Some of the rules are for one group only.
      const mixed = {
        ...policy,
        rules: policy.rules.map((rule, index) =>
          some[index] === true ? { ...rule, audience: { groups: ['G'] } } : rule,
        ),
      };
      const lists = urlLists(hostEntries(sitesPerRule(mixed, evaluateRules(mixed, null))), dialect);
      for (const groups of [[], ['G']]) {
        const decide = decider(
          await effectivePolicy(accepted({ ...mixed, mode: 'enforce' }), facts({ groups }), NOW_MS),
        );
        for (const url of urls.filter((each) => blocks(lists, each))) {
          blocked += 1;
          const decision = decide(url);
          // An account rule blocks the ways in without an account.
          const stops = decision?.restricts === true && decision.rule.action !== 'warn';
          expect({ url, stops }).toEqual({ url, stops: true });
        }
      }
    };
    await fc.assert(
      fc.asyncProperty(policyAndUrls(30), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), sound),
      { numRuns: 600 },
    );
    expect(blocked).toBeGreaterThan(40);
  });
});

describe('account headers', () => {
  const control = (hosts: string[], value = '1') => ({
    controls: [{ headers: [{ name: 'X-Allowed', value }], hosts }],
    anonymous: [],
  });
  const account = (id: string, hosts: string[], value?: string) =>
    aRule({ id, action: 'account', tools: [], alternatives: [], account: control(hosts, value) });

  test('go to whole hosts, in Chromium only', () => {
    const policy = aPolicy({ tools: [], rules: [account('a', ['a.example', '=b.example'])] });
    expect(compiled(policy).policies).toEqual({
      HttpHeaderInjection: [{ patterns: ['a.example', '.b.example'], headers: [{ name: 'X-Allowed', value: '1' }] }],
    });
    expect(compiled(policy).enforcement).toEqual([expect.objectContaining({ enforcedBy: 'both' })]);
    expect(compiled(policy, { browser: 'firefox' })).toMatchObject({
      policies: {},
      enforcement: [{ enforcedBy: 'extension' }],
    });
  });

  test('leave paths to the extension', () => {
    const { policies, enforcement } = compiled(aPolicy({ tools: [], rules: [account('a', ['a.example/chat'])] }));
    expect(policies).toEqual({});
    expect(enforcement[0]).toMatchObject({ enforcedBy: 'extension', because: ['a control on a path'] });
  });

  test('of an earlier rule win over those of a later one on the same hosts', () => {
    const rules = [account('first', ['a.example'], '1'), account('second', ['sub.a.example'], '2')];
    const { policies, enforcement } = compiled(aPolicy({ tools: [], rules }));
    expect(policies['HttpHeaderInjection']).toHaveLength(1);
    expect(enforcement[1]?.because.join()).toContain('an earlier rule sends X-Allowed');
  });

  test('keep to 500 addresses', () => {
    const hosts = (from: number) => Array.from({ length: 300 }, (_, index) => `h${from + index}.example`);
    const { policies, enforcement } = compiled(
      aPolicy({ tools: [], rules: [account('a', hosts(0)), account('b', hosts(300))] }),
    );
    expect(policies['HttpHeaderInjection']).toHaveLength(1);
    expect(enforcement[1]?.because.join()).toContain('more than 500 addresses');
  });
});

describe('AI that is part of a browser', () => {
  const gemini = aTool({ id: 'gemini', sites: [] });
  const rule = (changes: Parameters<typeof aRule>[0] = {}) =>
    aRule({ tools: ['gemini'], alternatives: [], ...changes });

  test('is switched off where a rule blocks it', () => {
    const policy = aPolicy({ tools: [gemini], rules: [rule()] });
    expect(compiled(policy)).toMatchObject({
      policies: { GeminiSettings: 1 },
      enforcement: [{ enforcedBy: 'browser policy', because: ['gemini is switched off'] }],
    });
    expect(compiled(policy, { browser: 'edge' })).toMatchObject({
      policies: {},
      enforcement: [{ enforcedBy: 'nothing to enforce', because: ['none of it is part of this browser'] }],
    });
  });

  test.each([
    ['warn', { action: 'warn' as const }, 'can be blocked only'],
    ['block for a group', { audience: { groups: ['G'] } }, 'it is for groups'],
  ])('cannot be enforced by a rule that would %s', (_, changes, reason) => {
    const { policies, enforcement } = compiled(aPolicy({ tools: [gemini], rules: [rule(changes)] }));
    expect(policies).toEqual({});
    expect(enforcement[0]?.enforcedBy).toBe('cannot be enforced');
    expect(enforcement[0]?.because.join()).toContain(reason);
  });

  test('is left on where a rule above allows it', () => {
    const rules = [rule({ id: 'ok', action: 'allow' }), rule()];
    const { policies, enforcement } = compiled(aPolicy({ tools: [gemini], rules }));
    expect(policies).toEqual({});
    expect(enforcement[1]).toMatchObject({
      enforcedBy: 'cannot be enforced',
      because: ['gemini: an earlier rule decides about it'],
    });
  });
});
