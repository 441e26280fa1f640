import { describe, expect, test } from '@jest/globals';
import { compileRules, FRAME_TYPES, type CompileTarget, type DnrRule } from '../../../src/compile/dnr.js';
import { MARKER_PRIORITY, MARKER_RULE_ID } from '../../../src/compile/rule-ids.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aPolicy, aPolicyOfSites, anEffectivePolicy, aRule } from '../../support/policies.js';

const target: CompileTarget = {
  blockedPage: 'chrome-extension://own/blocked.html',
  extensionHost: 'own',
  proof: 'proof-1',
  dottedDomainsApart: false,
  resourceTypes: ['main_frame', 'sub_frame', 'script', 'xmlhttprequest', 'websocket'],
  limits: { dynamicRules: 30_000, unsafeRules: 5_000, regexRules: 1_000 },
};

function compiled(policy: PublishedPolicy, changes: Partial<CompileTarget> = {}) {
  return compileRules(anEffectivePolicy(policy), { ...target, ...changes });
}

const typesOf = (rules: readonly DnrRule[]) => rules.map(({ action }) => action.type);

describe('a blocking rule', () => {
  const { rules } = compiled(aPolicy());
  const [redirect, block] = rules;

  test('becomes a redirect of pages and a block of everything else', () => {
    expect(typesOf(rules)).toEqual(['redirect', 'block']);
    expect(redirect?.condition.resourceTypes).toEqual(['main_frame', 'sub_frame']);
    expect(block?.condition.resourceTypes).toEqual(['script', 'xmlhttprequest', 'websocket']);
  });

  test('takes the sites of its tools together, in one list', () => {
    const domains = ['chat.openai.com', 'chatgpt.com'];
    expect(rules.map(({ condition }) => condition.requestDomains)).toEqual([domains, domains]);
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

  test('uses only resource types that the browser knows', () => {
    const { rules: few } = compiled(aPolicy(), { resourceTypes: [...FRAME_TYPES, 'script'] });
    expect(few.map(({ condition }) => condition.resourceTypes)).toEqual([FRAME_TYPES, ['script']]);
  });

  test('takes IDN hosts in the spelling that browsers match on', () => {
    const { rules: idn } = compiled(aPolicyOfSites({ sites: ['BÜCHER.example', 'xn--bcher-kva.example'] }));
    expect(idn[0]?.condition.requestDomains).toEqual(['xn--bcher-kva.example']);
  });
});

describe('where a domain does not cover its spelling with a trailing dot', () => {
  const domainsOf = (...sites: string[]) => {
    const { rules } = compiled(aPolicyOfSites({ sites }), { dottedDomainsApart: true });
    return rules.map(({ condition }) => [...(condition.requestDomains ?? [])].sort());
  };

  test('both spellings are in the list, for whole hosts and for patterns', () => {
    const both = ['a.example', 'a.example.'];
    expect(domainsOf('a.example')).toEqual([both, both]);
    for (const domains of domainsOf('a.example/chat')) expect(domains).toEqual(both);
  });

  test('the number of rules is the same', () => {
    expect(domainsOf('a.example', 'b.example/chat')).toHaveLength(
      compiled(aPolicyOfSites({ sites: ['a.example', 'b.example/chat'] })).rules.length,
    );
  });

  test.each(['192.0.2.1', '[2001:db8::1]'])('an address in numbers has one spelling: %s', (literal) => {
    // Firefox takes a domain only as `new URL` writes it, and refuses every rule of the call otherwise.
    const domains = domainsOf(literal).flat();
    expect(domains.map((domain) => URL.canParse(`http://${domain}`) && new URL(`http://${domain}`).hostname)).toEqual(
      domains,
    );
  });
});

describe('order', () => {
  const policy = aPolicyOfSites(
    { action: 'allow', sites: ['a.example/help'] },
    { action: 'observe', sites: ['b.example'] },
    { action: 'block', sites: ['a.example', 'b.example'] },
    { action: 'block', sites: ['c.example'] },
  );

  test('becomes priority: rules of the policy that come first outrank the others', () => {
    const { rules, policyRuleOf } = compiled(policy);
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

  test('lets what is allowed or observed through, for every resource type', () => {
    const open = compiled(policy).rules.filter(({ action }) => action.type === 'allow');
    expect(open).toHaveLength(2);
    expect(open.map(({ condition }) => condition.resourceTypes)).toEqual([target.resourceTypes, target.resourceTypes]);
  });

  test('needs no rule for what comes after the last block', () => {
    const rules = [
      { action: 'block', sites: ['a.example'] },
      { action: 'allow', sites: ['b.example'] },
    ] as const;
    const { policyRuleOf } = compiled(aPolicyOfSites(...rules.map((rule) => ({ ...rule, sites: [...rule.sites] }))));
    expect(new Set(policyRuleOf.values())).toEqual(new Set(['rule-0']));
  });

  test('stays above the marker, whose id no rule uses', () => {
    const { rules } = compiled(policy);
    expect(Math.min(...rules.map(({ priority }) => priority))).toBeGreaterThan(MARKER_PRIORITY);
    expect(rules.map(({ id }) => id)).not.toContain(MARKER_RULE_ID);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });
});

describe('nothing is compiled', () => {
  test.each<[string, PublishedPolicy]>([
    ['for a policy that blocks nothing', aPolicyOfSites({ action: 'allow', sites: ['a.example'] })],
    ['for a policy without rules', aPolicy({ rules: [] })],
    ['for a policy that only observes', aPolicy({ mode: 'observe' })],
    ['for a block without sites', aPolicyOfSites({ action: 'block', sites: [] })],
  ])('%s', (_, policy) => {
    expect(compiled(policy)).toMatchObject({ rules: [], problems: [] });
  });
});

describe('the number of rules', () => {
  const withDomains = (count: number) =>
    aPolicyOfSites(
      { action: 'allow', sites: Array.from({ length: count }, (_, index) => `open-${index}.example`) },
      { action: 'block', sites: Array.from({ length: count }, (_, index) => `tool-${index}.example`) },
    );

  test('does not grow with the number of domains', () => {
    const [one, many] = [compiled(withDomains(1)), compiled(withDomains(10_000))];
    expect(many.rules).toHaveLength(one.rules.length);
    expect(many.rules[1]?.condition.requestDomains).toHaveLength(10_000);
    expect(one.rules).toHaveLength(3);
  });

  test('does not grow with the number of hosts that share a path', () => {
    const sites = Array.from({ length: 500 }, (_, index) => `host-${index}.example/chat`);
    const one = compiled(aPolicyOfSites({ sites: sites.slice(0, 1) }));
    expect(compiled(aPolicyOfSites({ sites })).rules).toHaveLength(one.rules.length);
  });
});

test('the same policy compiles to the same rules whatever the order of its sites', () => {
  const forwards = compiled(aPolicyOfSites({ sites: ['a.example', 'b.example', 'a.example'] }));
  const backwards = compiled(aPolicyOfSites({ sites: ['b.example', 'a.example'] }));
  expect(forwards.rules).toEqual(backwards.rules);
});

test('a rule that names tools and sites covers both', () => {
  const policy = aPolicy({ rules: [aRule({ sites: ['extra.example', 'extra.example/path'] })] });
  const { rules } = compiled(policy);
  expect(rules[0]?.condition.requestDomains).toEqual(['chat.openai.com', 'chatgpt.com', 'extra.example']);
  expect(rules[2]?.condition).toMatchObject({ requestDomains: ['extra.example'] });
  expect(new Set(typesOf(rules))).toEqual(new Set(['redirect', 'block']));
});
