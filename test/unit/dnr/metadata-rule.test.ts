import { describe, expect, test } from '@jest/globals';
import type { CompileTarget, DnrRule } from '../../../src/dnr/compile-rules.js';
import { metadataRule, readMetadata } from '../../../src/dnr/metadata-rule.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { compiled } from '../../support/compiling.js';
import { aPolicy, aRule } from '../../support/policies.js';

async function rulesFor(
  policy: PublishedPolicy = aPolicy(),
  changes: Partial<CompileTarget> = {},
): Promise<readonly DnrRule[]> {
  return (await compiled(policy, changes)).rules;
}

const fingerprintFor = async (rules: readonly DnrRule[]) => (await metadataRule(rules, '')).fingerprint;

describe('the fingerprint', () => {
  test('is the same for the same rules, worked out anew', async () => {
    expect(await fingerprintFor(await rulesFor())).toBe(await fingerprintFor(structuredClone(await rulesFor())));
  });

  test.each<[string, Promise<readonly DnrRule[]>]>([
    ['a domain', rulesFor(aPolicy({ rules: [aRule({ sites: ['more.example'] })] }))],
    ['an action', rulesFor(aPolicy({ rules: [aRule({ action: 'allow' }), aRule({ id: 'b' })] }))],
    ['the installation’s proof', rulesFor(aPolicy(), { pageToken: 'proof-2' })],
    ['the explanation page', rulesFor(aPolicy(), { blockedPage: 'moz-extension://own/blocked.html' })],
    ['everything', Promise.resolve([])],
  ])('changes with %s', async (_, rules) => {
    expect(await fingerprintFor(await rules)).not.toBe(await fingerprintFor(await rulesFor()));
  });
});

describe('the marker rule', () => {
  test('carries the fingerprint and the seal', async () => {
    const { rule, fingerprint } = await metadataRule(await rulesFor(), 'ab12.7');
    expect(readMetadata(rule)).toEqual({ fingerprint, rollbackStamp: 'ab12.7' });
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('decides nothing: it allows one address that no request goes to, below every other rule', async () => {
    const { rule } = await metadataRule(await rulesFor(), 'ab12.7');
    expect(rule.action).toEqual({ type: 'allow' });
    expect(rule.condition.requestDomains).toEqual(['gatepost.invalid']);
    expect((await rulesFor()).every(({ priority }) => priority > rule.priority)).toBe(true);
  });

  test('is not to be taken for another rule', async () => {
    const { rule } = await metadataRule(await rulesFor(), 'ab12.7');
    expect(readMetadata(undefined)).toBeNull();
    expect(readMetadata((await rulesFor())[0])).toBeNull();
    expect(readMetadata({ ...rule, id: 2 })).toBeNull();
    expect(readMetadata({ ...rule, condition: { resourceTypes: [], urlFilter: 'other' } })).toBeNull();
  });
});
