import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DnrRule } from '../../../src/dnr/compile-rules.js';
import { METADATA_PRIORITY, METADATA_RULE_ID } from '../../../src/dnr/rule-ids.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aTarget, compiled, FRAME_TYPES } from '../../support/compiling.js';
import { aPolicy, aPolicyOfSites, aRule } from '../../support/policies.js';
import { withoutProxied } from '../../support/sites.js';

/** For each rule, without a translation proxy's spellings of them. */
const domainsIn = (rules: readonly DnrRule[]) =>
  rules.map(({ condition }) => withoutProxied(condition.requestDomains ?? []));
const typesOf = (rules: readonly DnrRule[]) => rules.map(({ action }) => action.type);

describe('a blocking rule', () => {
  let rules: readonly DnrRule[];
  let redirect: DnrRule | undefined;
  let block: DnrRule | undefined;

  beforeAll(async () => {
    ({ rules } = await compiled(aPolicy()));
    [redirect, block] = rules;
  });

  test('becomes a redirect of pages and a block of everything else', () => {
    expect(typesOf(rules)).toEqual(['redirect', 'block']);
    expect(redirect?.condition.resourceTypes).toEqual(['main_frame', 'sub_frame']);
    expect(block?.condition.resourceTypes).toEqual(['script', 'xmlhttprequest', 'websocket']);
  });

  test('takes the sites of its tools together, in one list', () => {
    const domains = ['chatgpt.com', 'chat.openai.com'];
    expect(domainsIn(rules)).toEqual([domains, domains]);
    expect(block?.condition).not.toHaveProperty('regexFilter');
  });

  test('leads pages to the explanation, with proof, rule and address', () => {
    expect(redirect?.action).toEqual({
      type: 'redirect',
      redirect: { regexSubstitution: 'chrome-extension://own/blocked.html#1/proof-1/no-chatgpt/\\0' },
    });
    const pattern = new RegExp(redirect?.condition.regexFilter ?? 'never');
    expect(pattern.exec('https://chatgpt.com/c/1?q=2#3')?.[0]).toBe('https://chatgpt.com/c/1?q=2#3');
  });

  test('leaves the extension’s own requests alone, but not pages that the extension opens', () => {
    expect(block?.condition.excludedInitiatorDomains).toEqual(['own']);
    expect(redirect?.condition).not.toHaveProperty('excludedInitiatorDomains');
  });

  test('uses only resource types that the browser knows', async () => {
    const { rules: few } = await compiled(aPolicy(), { resourceTypes: [...FRAME_TYPES, 'script'] });
    expect(few.map(({ condition }) => condition.resourceTypes)).toEqual([FRAME_TYPES, ['script']]);
  });

  test('takes IDN hosts in the spelling that browsers match on', async () => {
    const { rules: idn } = await compiled(aPolicyOfSites({ sites: ['BÜCHER.example', 'xn--bcher-kva.example'] }));
    expect(domainsIn(idn)[0]).toEqual(['xn--bcher-kva.example']);
  });
});

describe('a domain that is compiled', () => {
  // Firefox takes a domain only as `new URL` writes it, and refuses every rule of the call otherwise.
  test.each([
    'a.example',
    'a-b.example/chat',
    'bücher.example',
    'xn--bcher-kva.example/chat',
    '=localhost',
    '192.0.2.1',
    '[2001:db8::1]/x',
  ])('is one that browsers take, whatever the site: %s', async (site) => {
    const { rules } = await compiled(aPolicyOfSites({ sites: [site] }));
    const domains = rules.flatMap(({ condition }) => condition.requestDomains ?? []);
    const written = (domain: string) => URL.canParse(`http://${domain}`) && new URL(`http://${domain}`).hostname;
    expect(domains.map((domain) => [domain, written(domain)])).toEqual(domains.map((domain) => [domain, domain]));
  });
});

describe('where a domain does not cover its spelling with a trailing dot', () => {
  const domainsOf = async (...sites: string[]) => {
    const { rules } = await compiled(aPolicyOfSites({ sites }), { dottedDomainsApart: true });
    return domainsIn(rules).map((domains) => [...domains].sort());
  };

  test('both spellings are in the list, for whole hosts and for patterns', async () => {
    const both = ['a.example', 'a.example.'];
    expect(await domainsOf('a.example')).toEqual([both, both]);
    for (const domains of await domainsOf('a.example/chat')) expect(domains).toEqual(both);
  });

  test('the number of rules is the same', async () => {
    expect(await domainsOf('a.example', 'b.example/chat')).toHaveLength(
      (await compiled(aPolicyOfSites({ sites: ['a.example', 'b.example/chat'] }))).rules.length,
    );
  });

  test.each(['192.0.2.1', '[2001:db8::1]'])('an address in numbers has one spelling: %s', async (literal) => {
    // Firefox takes a domain only as `new URL` writes it, and refuses every rule of the call otherwise.
    const domains = (await domainsOf(literal)).flat();
    expect(domains.map((domain) => URL.canParse(`http://${domain}`) && new URL(`http://${domain}`).hostname)).toEqual(
      domains,
    );
  });
});

describe('order', () => {
  const policy = aPolicyOfSites(
    { action: 'allow', sites: ['help.a.example'] },
    { action: 'observe', sites: ['b.example'] },
    { action: 'block', sites: ['a.example', 'b.example'] },
    { action: 'block', sites: ['c.example'] },
  );

  test('becomes priority: rules of the policy that come first outrank the others', async () => {
    const { rules, policyRuleOf } = await compiled(policy);
    const priorities = new Map<string, Set<number>>();
    for (const { id, priority } of rules) {
      const of = policyRuleOf.get(id) ?? 'unknown';
      priorities.set(of, (priorities.get(of) ?? new Set()).add(priority));
    }
    expect([...priorities.keys()]).toEqual(['rule-0', 'rule-1', 'rule-2', 'rule-3']);
    const each = [...priorities.values()].map((set) => [...set]);
    expect(each.every((list) => list.length === 1)).toBe(true);
    const flat = each.flat();
    expect(flat).toEqual([...flat].sort((a, b) => b - a));
    expect(new Set(flat).size).toBe(4);
  });

  test('lets what is allowed or observed through, for every resource type', async () => {
    const open = (await compiled(policy)).rules.filter(({ action }) => action.type === 'allow');
    expect(open).toHaveLength(2);
    expect(open.map(({ condition }) => condition.resourceTypes)).toEqual([
      aTarget.resourceTypes,
      aTarget.resourceTypes,
    ]);
  });

  test('needs no rule for what comes after the last block', async () => {
    const rules = [
      { action: 'block', sites: ['a.example'] },
      { action: 'allow', sites: ['b.example'] },
    ] as const;
    const { policyRuleOf } = await compiled(
      aPolicyOfSites(...rules.map((rule) => ({ ...rule, sites: [...rule.sites] }))),
    );
    expect(new Set(policyRuleOf.values())).toEqual(new Set(['rule-0']));
  });

  test('stays above the marker, whose id no rule uses', async () => {
    const { rules } = await compiled(policy);
    expect(Math.min(...rules.map(({ priority }) => priority))).toBeGreaterThan(METADATA_PRIORITY);
    expect(rules.map(({ id }) => id)).not.toContain(METADATA_RULE_ID);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });
});

describe('nothing is compiled', () => {
  test.each<[string, PublishedPolicy]>([
    ['for a policy that blocks nothing', aPolicyOfSites({ action: 'allow', sites: ['a.example'] })],
    ['for a policy without rules', aPolicy({ rules: [] })],
    ['for a policy that only observes', aPolicy({ mode: 'observe' })],
    ['for a block without sites', aPolicyOfSites({ action: 'block', sites: [] })],
  ])('%s', async (_, policy) => {
    expect(await compiled(policy)).toMatchObject({ rules: [], problems: [] });
  });
});

describe('the number of rules', () => {
  const withDomains = (count: number) =>
    aPolicyOfSites(
      { action: 'allow', sites: Array.from({ length: count }, (_, index) => `open-${index}.example`) },
      { action: 'block', sites: Array.from({ length: count }, (_, index) => `tool-${index}.example`) },
    );

  test('does not grow with the number of domains', async () => {
    const [few, many] = [await compiled(withDomains(10)), await compiled(withDomains(100_000))];
    expect(domainsIn(many.rules).map(({ length }) => length)).toEqual([100_000, 100_000, 100_000]);
    expect(few.rules).toHaveLength(many.rules.length);
    expect(many.problems).toEqual([]);
  });

  test('does not grow with the number of hosts that share a path', async () => {
    const sites = Array.from({ length: 500 }, (_, index) => `host-${index}.example/chat`);
    const one = await compiled(aPolicyOfSites({ sites: sites.slice(0, 1) }));
    expect((await compiled(aPolicyOfSites({ sites }))).rules).toHaveLength(one.rules.length);
  });
});

test('a site that is named twice compiles to the same rules as one that is named once', async () => {
  const twice = await compiled(aPolicyOfSites({ sites: ['b.example', 'a.example', 'b.example'] }));
  const once = await compiled(aPolicyOfSites({ sites: ['b.example', 'a.example'] }));
  expect(twice.rules).toEqual(once.rules);
});

test('a rule that names tools and sites covers both', async () => {
  const policy = aPolicy({ rules: [aRule({ sites: ['extra.example', 'extra.example/path'] })] });
  const { rules } = await compiled(policy);
  const wholeHosts = rules.filter(({ condition }) => [undefined, '^.*$'].includes(condition.regexFilter));
  const all = ['chat.openai.com', 'chatgpt.com', 'extra.example'];
  expect(domainsIn(wholeHosts)).toEqual([all, all]);
  expect(domainsIn(rules)).toContainEqual(['extra.example']);
  expect(new Set(typesOf(rules))).toEqual(new Set(['redirect', 'block']));
});
