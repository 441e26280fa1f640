/** Nobody is sent from one restricted tool to the next. */
import { describe, expect, test } from '@jest/globals';
import type { PublishedPolicy, Rule } from '../../../../src/policy/schema.js';
import { alternativesOf } from '../../../../src/worker/answers/alternatives.js';
import type { ValidBypass } from '../../../../src/worker/state/bypasses.js';
import { anEffectivePolicy, aPolicy, aRule, aTool, copilot, NOW_MS } from '../../../support/policies.js';

const claude = aTool({
  id: 'claude',
  name: 'Claude',
  vendor: 'Anthropic',
  home: 'https://claude.ai/',
  sites: ['claude.ai'],
});
const local = aTool({ id: 'local', name: 'Local', home: undefined, sites: ['local.example'] });
const controls = [{ headers: [{ name: 'X-Org', value: 'acme' }], hosts: ['claude.ai'] }];

async function alternatives(
  { alternatives, ...first }: Partial<Rule>,
  others: Partial<Rule>[],
  { bypasses = [], policy = {} }: { bypasses?: readonly ValidBypass[]; policy?: Partial<PublishedPolicy> } = {},
) {
  const rules = [
    aRule({ alternatives: alternatives ?? ['copilot', 'claude', 'local'], ...first }),
    ...others.map(rule),
  ];
  const effective = await anEffectivePolicy(aPolicy({ tools: [aTool(), copilot, claude, local], rules, ...policy }));
  const [own] = effective.rules;
  if (own === undefined) throw new Error('the rule does not apply');
  const found = alternativesOf(effective, bypasses, own, ['en']);
  return found.map(({ name, withAccount }) => (withAccount ? `${name} with account` : name));
}

const rule = (changes: Partial<Rule>, index: number) => aRule({ id: `other-${index}`, alternatives: [], ...changes });
const account = { controls, anonymous: [] };

describe('alternatives', () => {
  test('are those that a rule names, in its order', async () => {
    expect(await alternatives({}, [])).toEqual(['Copilot', 'Claude', 'Local']);
  });

  test.each<[string, Partial<Rule>[], string[]]>([
    ['one that another rule blocks', [{ tools: ['claude'] }], ['Copilot', 'Local']],
    ['one of which the site is blocked by name', [{ tools: [], sites: ['claude.ai'] }], ['Copilot', 'Local']],
    ['one without a home page', [{ tools: ['local'] }], ['Copilot', 'Claude']],
    ['one that is warned about', [{ tools: ['claude'], action: 'warn' }], ['Copilot', 'Local']],
  ])('leave out %s', async (_, others, expected) => {
    expect(await alternatives({}, others)).toEqual(expected);
  });

  test('leave out the tool that the page is about', async () => {
    expect(await alternatives({ alternatives: ['chatgpt', 'copilot'] }, [])).toEqual(['Copilot']);
  });

  test('keep what is blocked for others only, or at other times', async () => {
    const elsewhere = { tools: ['claude'], audience: { groups: ['sales'] } };
    const over = { tools: ['claude'], window: { until: '2026-01-01T00:00:00Z' } };
    expect(await alternatives({}, [elsewhere, over])).toEqual(['Copilot', 'Claude', 'Local']);
  });

  test('keep what the reader has leave to use', async () => {
    const bypass = {
      ...{ ruleId: 'other-0', toolId: 'claude', site: 'claude.ai', justification: '', decision: null },
      ...{ grantedAtMs: NOW_MS, untilMs: NOW_MS + 1 },
    };
    const warned = { tools: ['claude'], action: 'warn' as const };
    expect(await alternatives({}, [warned], { bypasses: [bypass] })).toContain('Claude');
  });

  test('say which are open to company accounts only', async () => {
    expect(await alternatives({}, [{ tools: ['claude'], action: 'account', account }])).toEqual([
      'Copilot',
      'Claude with account',
      'Local',
    ]);
  });
});
