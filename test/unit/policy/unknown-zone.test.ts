/** A browser that does not know a rule's time zone: the rule loses its hours, and nothing else is lost. */
import { describe, expect, test } from '@jest/globals';
import { effectivePolicy } from '../../../src/policy/effective-policy.js';
import { publishedPolicySchema, type Rule } from '../../../src/policy/schema.js';
import { accepted, aPolicyOfSites, DAY_MS, facts, NOW_MS } from '../../support/policies.js';

/** A Monday, 09:00 in UTC: within the hours, wherever they are. */
const WEEKLY: NonNullable<Rule['window']>['weekly'] = [{ days: ['mon'], from: '00:00', to: '24:00' }];
const UNKNOWN = 'Atlantis/Center';

function applying(rules: Partial<Rule>[], nowMs = NOW_MS) {
  return effectivePolicy(accepted(aPolicyOfSites(...rules)), facts(), nowMs);
}

const in_ = (timeZone: string, action: Rule['action'], more: Rule['window'] = {}): Partial<Rule> => ({
  action,
  window: { weekly: WEEKLY, timeZone, ...more },
});

describe('a zone that this browser does not know', () => {
  test('does not keep the document from being accepted', () => {
    for (const timeZone of [UNKNOWN, 'PST', 'IST', 'BST', 'US/Pacific-New', 'Etc/GMT+5']) {
      const read = publishedPolicySchema.safeParse(aPolicyOfSites(in_(timeZone, 'block'), {}));
      expect([timeZone, read.success]).toEqual([timeZone, true]);
    }
  });

  test.each(['', '+02:00', ' Europe/Paris', '1/2', `A${'b'.repeat(80)}`])('is a name at least: %s', (timeZone) => {
    expect(publishedPolicySchema.safeParse(aPolicyOfSites(in_(timeZone, 'block'))).success).toBe(false);
  });

  test.each(['block', 'warn', 'account'] as const)(
    'has a rule that restricts hold at all hours: %s',
    async (action) => {
      const sunday = NOW_MS - DAY_MS;
      expect((await applying([in_(UNKNOWN, action)], sunday)).rules).toHaveLength(1);
      expect((await applying([in_('Europe/Paris', action)], sunday)).rules).toEqual([]);
    },
  );

  test.each(['allow', 'observe'] as const)('has a rule that opens hold at none: %s', async (action) => {
    expect((await applying([in_(UNKNOWN, action)])).rules).toEqual([]);
    expect((await applying([in_('Europe/Paris', action)])).rules).toHaveLength(1);
  });

  test('leaves the moments at which a rule begins and ends, which need no zone', async () => {
    const until = new Date(NOW_MS + DAY_MS).toISOString();
    const rules = [in_(UNKNOWN, 'block', { until })];
    expect((await applying(rules)).rules[0]?.untilMs).toBe(NOW_MS + DAY_MS);
    expect((await applying(rules, NOW_MS + DAY_MS)).rules).toEqual([]);
  });

  test('is told, by rule, and only where there are hours to lose', async () => {
    const effective = await applying([
      in_(UNKNOWN, 'block'),
      in_('Europe/Paris', 'block'),
      { window: { timeZone: UNKNOWN, from: '2026-11-01T00:00:00Z' } },
    ]);
    expect(effective.unknownZones).toEqual([{ ruleId: 'rule-0', timeZone: UNKNOWN }]);
  });
});
