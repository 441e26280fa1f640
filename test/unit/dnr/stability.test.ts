/** A small change of a policy replaces little of what is installed. */
import { expect, test } from '@jest/globals';
import type { DnrRule } from '../../../src/dnr/compile-rules.js';
import type { Rule } from '../../../src/policy/schema.js';
import { compiled } from '../../support/compiling.js';
import { aPolicyOfSites } from '../../support/policies.js';

const RULES: Partial<Rule>[] = [
  { sites: ['a.example', 'a.example/chat'] },
  { action: 'allow', sites: ['b.example'] },
  { sites: ['c.example'], except: ['help.c.example'] },
];

const rulesOf = async (...rules: Partial<Rule>[]): Promise<readonly DnrRule[]> =>
  (await compiled(aPolicyOfSites(...rules))).rules;

const changed = (before: readonly DnrRule[], after: readonly DnrRule[]) => {
  const known = new Set(before.map((rule) => JSON.stringify(rule)));
  return after.filter((rule) => !known.has(JSON.stringify(rule)));
};

test('a rule added at the end leaves every rule before it as it is', async () => {
  const before = await rulesOf(...RULES);
  const after = await rulesOf(...RULES, { sites: ['d.example'] });
  expect(changed(after, before)).toEqual([]);
  expect(changed(before, after)).toHaveLength(2);
});

test('an account rule added at the end leaves every rule before it as it is', async () => {
  const account = { controls: [{ headers: [{ name: 'X-Allowed', value: '1' }], hosts: ['e.example'] }], anonymous: [] };
  const before = await rulesOf(...RULES);
  const after = await rulesOf(...RULES, { action: 'account', sites: ['e.example'], account });
  expect(changed(after, before)).toEqual([]);
});

test('a domain added to a rule replaces that rule alone', async () => {
  const before = await rulesOf(...RULES);
  const after = await rulesOf(...RULES.slice(0, 2), { sites: ['c.example', 'c2.example'], except: ['help.c.example'] });
  const replaced = changed(before, after);
  expect(replaced.every(({ condition }) => condition.requestDomains?.includes('c2.example'))).toBe(true);
  expect(replaced).toHaveLength(2);
});
