import { describe, expect, test } from '@jest/globals';
import { compileRules, type CompileTarget, type DnrRule } from '../../../src/compile/dnr.js';
import { fingerprintOf, markerRule } from '../../../src/compile/marker-rule.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aPolicy, anEffectivePolicy, aRule } from '../../support/policies.js';

const target: CompileTarget = {
  blockedPage: 'chrome-extension://own/blocked.html',
  extensionHost: 'own',
  proof: 'proof-1',
  dottedDomainsApart: false,
  resourceTypes: ['main_frame', 'sub_frame', 'script'],
  limits: { dynamicRules: 100, unsafeRules: 100, regexRules: 100 },
};

function rulesFor(policy: PublishedPolicy = aPolicy(), changes: Partial<CompileTarget> = {}): readonly DnrRule[] {
  return compileRules(anEffectivePolicy(policy), { ...target, ...changes }).rules;
}

const fingerprintFor = async (rules: readonly DnrRule[]) => (await markerRule(rules)).fingerprint;

describe('the fingerprint', () => {
  test('is the same for the same rules, worked out anew', async () => {
    expect(await fingerprintFor(rulesFor())).toBe(await fingerprintFor(structuredClone(rulesFor())));
  });

  test.each<[string, readonly DnrRule[]]>([
    ['a domain', rulesFor(aPolicy({ rules: [aRule({ sites: ['more.example'] })] }))],
    ['an action', rulesFor(aPolicy({ rules: [aRule({ action: 'allow' }), aRule({ id: 'b' })] }))],
    ['the installation’s proof', rulesFor(aPolicy(), { proof: 'proof-2' })],
    ['the explanation page', rulesFor(aPolicy(), { blockedPage: 'moz-extension://own/blocked.html' })],
    ['everything', []],
  ])('changes with %s', async (_, rules) => {
    expect(await fingerprintFor(rules)).not.toBe(await fingerprintFor(rulesFor()));
  });
});

describe('the marker rule', () => {
  test('carries the fingerprint', async () => {
    const { rule, fingerprint } = await markerRule(rulesFor());
    expect(fingerprintOf(rule)).toBe(fingerprint);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('decides nothing: it allows one address that no request goes to, below every other rule', async () => {
    const { rule } = await markerRule(rulesFor());
    expect(rule.action).toEqual({ type: 'allow' });
    expect(rule.condition.requestDomains).toEqual(['gatepost.invalid']);
    expect(rulesFor().every(({ priority }) => priority > rule.priority)).toBe(true);
  });

  test('is not to be taken for another rule', async () => {
    const { rule } = await markerRule(rulesFor());
    expect(fingerprintOf(undefined)).toBeNull();
    expect(fingerprintOf(rulesFor()[0])).toBeNull();
    expect(fingerprintOf({ ...rule, id: 2 })).toBeNull();
    expect(fingerprintOf({ ...rule, condition: { resourceTypes: [], urlFilter: 'other' } })).toBeNull();
  });
});
