import { describe, expect, test } from '@jest/globals';
import { isSameContent, observesUntilMs, paused, withoutPause } from '../../../src/authoring/republish.js';
import { publishedPolicySchema } from '../../../src/policy/schema.js';
import { aPolicy, aRule, MINUTE_MS, NOW_MS } from '../../support/policies.js';

const UNTIL_MS = NOW_MS + 60 * MINUTE_MS;

describe('a pause', () => {
  test.each([
    ['a policy that enforces', aPolicy()],
    ['a policy that observes for a while', aPolicy({ mode: 'observe', observeUntil: '2026-11-23T09:30:00Z' })],
  ])('of %s is one that browsers accept, and that can be taken away again', (_, policy) => {
    const pause = paused(policy, UNTIL_MS, 'why');
    expect(publishedPolicySchema.safeParse(pause).success).toBe(true);
    expect(pause).toMatchObject({ mode: 'observe', observeUntil: '2026-11-23T10:00:00Z' });
    expect(withoutPause(pause)).toEqual(policy);
    expect(withoutPause(paused(pause, UNTIL_MS + MINUTE_MS, undefined))).toEqual(policy);
  });

  test('reads the same when a later version of the schema wrote more beside it', () => {
    const read = publishedPolicySchema.parse({ ...paused(aPolicy(), UNTIL_MS, 'why'), later: 1 });
    expect(withoutPause(read)).toEqual(aPolicy());
  });
});

describe('the same content', () => {
  const policy = aPolicy();

  test.each([
    [
      'another revision and other times',
      { ...policy, revision: 9, issuedAt: policy.expiresAt, expiresAt: '2027-01-01T00:00:00Z' },
    ],
    ['rules in force since another moment', { ...policy, rules: [aRule({ since: '2026-01-01T00:00:00Z' })] }],
    ['a pause', paused(policy, UNTIL_MS, undefined)],
    ['keys in another order', Object.fromEntries(Object.entries(policy).reverse()) as typeof policy],
  ])('is seen through %s', (_, other) => {
    expect(isSameContent(policy, other)).toBe(true);
  });

  test.each([
    ['another action', { ...policy, rules: [aRule({ action: 'warn' })] }],
    ['another mode', { ...policy, mode: 'observe' as const }],
    ['another order of rules', { ...policy, rules: [aRule({ id: 'other' }), aRule()] }],
    ['another notice', { ...policy, notice: { en: 'x' } }],
  ])('is not %s', (_, other) => {
    expect(isSameContent({ ...policy, rules: [aRule()] }, other)).toBe(false);
  });
});

test('observing ends at its moment, or never', () => {
  const observing = aPolicy({ mode: 'observe', observeUntil: '2026-11-23T09:00:00Z' });
  expect(observesUntilMs(observing, NOW_MS - 1)).toBe(NOW_MS);
  expect(observesUntilMs(observing, NOW_MS)).toBeNull();
  expect(observesUntilMs(aPolicy({ mode: 'observe' }), NOW_MS)).toBe(Number.POSITIVE_INFINITY);
  expect(observesUntilMs(aPolicy({ observeUntil: '2026-11-23T19:00:00Z' }), NOW_MS)).toBeNull();
});
