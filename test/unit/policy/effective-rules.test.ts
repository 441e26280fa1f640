/** Which rules apply to a browser at a moment, and when that changes. */
import { describe, expect, test } from '@jest/globals';
import { bucketOf, type Audience, type BrowserFacts } from '../../../src/policy/audience.js';
import { effectivePolicy } from '../../../src/policy/effective-policy.js';
import type { RuleWindow } from '../../../src/policy/window.js';
import type { Rule } from '../../../src/policy/schema.js';
import { accepted, aPolicyOfSites, DAY_MS, facts } from '../../support/policies.js';

const EXPIRES_AT = '2027-12-31T00:00:00Z';

function applying(rules: Partial<Rule>[], now: string, own: Partial<BrowserFacts> = {}) {
  const policy = { ...aPolicyOfSites(...rules), expiresAt: EXPIRES_AT };
  return effectivePolicy(accepted(policy), facts(own), Date.parse(now));
}

async function idsFor(audience: Audience, own: Partial<BrowserFacts>): Promise<string[]> {
  const { rules } = await applying([{ audience }, {}], '2026-11-23T09:00:00Z', own);
  return rules.map(({ id }) => id);
}

describe('a rule for others is skipped, as if it were not there', () => {
  test.each<[string, Audience, Partial<BrowserFacts>, boolean]>([
    ['a group', { groups: ['marketing'] }, { groups: ['Marketing'] }, true],
    ['another group', { groups: ['marketing'] }, { groups: ['sales'] }, false],
    ['a ring', { rings: ['early'] }, { ring: 'early' }, true],
    ['no ring', { rings: ['early'] }, {}, false],
    ['this browser', { browsers: ['AAAAA-00000'] }, {}, true],
    ['another browser', { browsers: ['BBBBB-00000'] }, {}, false],
    ['everybody in percent', { percent: 100, rollout: 'wave' }, {}, true],
    ['nobody in percent', { percent: 0, rollout: 'wave' }, {}, false],
    ['all conditions', { groups: ['a'], rings: ['early'] }, { groups: ['a'], ring: 'early' }, true],
    ['one of two conditions', { groups: ['a'], rings: ['early'] }, { groups: ['a'] }, false],
  ])('%s', async (_, audience, own, included) => {
    expect(await idsFor(audience, own)).toEqual(included ? ['rule-0', 'rule-1'] : ['rule-1']);
  });

  test('a percentage reaches a browser from the percent of its bucket on', async () => {
    const bucket = await bucketOf('wave', 'install-1');
    const at = (percent: number) => idsFor({ percent, rollout: 'wave' }, { installId: 'install-1' });
    expect(await at(bucket / 100)).toEqual(['rule-1']);
    expect(await at((bucket + 1) / 100)).toEqual(['rule-0', 'rule-1']);
  });

  test('and its window changes nothing', async () => {
    const rule = { audience: { groups: ['a'] }, window: { from: '2026-11-24T00:00:00Z' } };
    expect((await applying([rule], '2026-11-23T09:00:00Z')).nextChangeAtMs).toBe(Date.parse(EXPIRES_AT));
  });
});

test('rules that apply carry no audience and no window any more', async () => {
  const rule = { audience: { percent: 100, rollout: 'a' }, window: { until: '2027-01-01T00:00:00Z' } };
  const { rules } = await applying([rule], '2026-11-23T09:00:00Z');
  expect(rules[0]).not.toHaveProperty('audience');
  expect(rules[0]).not.toHaveProperty('window');
});

const nights: RuleWindow = { weekly: [{ days: ['fri'], from: '22:00', to: '02:00' }], timeZone: 'Europe/Paris' };
const hours: RuleWindow = { weekly: [{ days: ['sun'], from: '01:30', to: '04:00' }], timeZone: 'Europe/Paris' };

describe('a window opens and closes at the moment that was told before', () => {
  test.each<[string, RuleWindow, string, boolean, string]>([
    ['before it opens', { from: '2026-12-01T08:00:00Z' }, '2026-11-23T09:00:00Z', false, '2026-12-01T08:00:00Z'],
    ['while it is open', { until: '2026-12-01T08:00:00Z' }, '2026-11-23T09:00:00Z', true, '2026-12-01T08:00:00Z'],
    ['when it is over', { until: '2026-11-23T09:00:00Z' }, '2026-11-23T09:00:00Z', false, EXPIRES_AT],
    ['in the evening before the night', nights, '2026-11-27T20:59:59Z', false, '2026-11-27T21:00:00Z'],
    ['in the night, until after midnight', nights, '2026-11-27T23:30:00Z', true, '2026-11-28T01:00:00Z'],
    ['as the clocks go forward at two', hours, '2027-03-28T00:29:00Z', false, '2027-03-28T00:30:00Z'],
    ['and ends an hour earlier', hours, '2027-03-28T00:30:00Z', true, '2027-03-28T02:00:00Z'],
    ['as the clocks go back at three', hours, '2026-10-24T23:30:00Z', true, '2026-10-25T03:00:00Z'],
  ])('%s', async (_, window, now, open, change) => {
    const before = await applying([{ window }, {}], now);
    expect(before.rules.map(({ id }) => id)).toEqual(open ? ['rule-0', 'rule-1'] : ['rule-1']);
    expect(new Date(before.nextChangeAtMs ?? Number.NaN).toISOString()).toBe(new Date(change).toISOString());
    if (change === EXPIRES_AT) return;
    const after = await applying([{ window }, {}], change);
    expect(after.rules).toHaveLength(open ? 1 : 2);
  });

  test('by the browser’s own clocks where it names no zone', async () => {
    const window: RuleWindow = { weekly: [{ days: ['mon'], from: '09:00', to: '17:00' }] };
    const openIn = async (timeZone: string) =>
      (await applying([{ window }], '2026-11-23T09:00:00Z', { timeZone })).rules.length === 1;
    expect(await Promise.all(['Europe/London', 'America/New_York', 'Asia/Tokyo'].map(openIn))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('and a laptop that slept through a change wakes up with what holds now', async () => {
    const { rules, nextChangeAtMs } = await applying([{ window: nights }], '2026-11-28T12:00:00Z');
    expect([rules.length, nextChangeAtMs]).toEqual([0, Date.parse('2026-12-04T21:00:00Z')]);
  });
});

test('the next change is the nearest of all', async () => {
  const windows = ['2026-12-03T00:00:00Z', '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z'];
  const { nextChangeAtMs } = await applying(
    windows.map((until) => ({ window: { until } })),
    '2026-11-23T09:00:00Z',
  );
  expect(nextChangeAtMs).toBe(Date.parse('2026-12-01T00:00:00Z'));
});

test('a policy that expires tomorrow changes then, whatever its windows', async () => {
  const policy = {
    ...aPolicyOfSites({ window: { until: '2026-12-01T00:00:00Z' } }),
    expiresAt: '2026-11-24T09:00:00Z',
  };
  const nowMs = Date.parse('2026-11-23T09:00:00Z');
  expect((await effectivePolicy(accepted(policy), facts(), nowMs)).nextChangeAtMs).toBe(nowMs + DAY_MS);
});
