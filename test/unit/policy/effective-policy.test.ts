import { describe, expect, test } from '@jest/globals';
import { aPolicy, aPolicyOfSites, anEffectivePolicy, DAY_MS } from '../../support/policies.js';

const EXPIRES_AT = '2026-12-01T00:00:00Z';
const expiresAtMs = Date.parse(EXPIRES_AT);
const everyAction = [
  { action: 'allow' },
  { action: 'observe' },
  { action: 'warn' },
  { action: 'account' },
  { action: 'block' },
] as const;

describe('before it expires', () => {
  test.each(['keep', 'observe', 'strict'] as const)('a policy is as it was written (%s)', async (onExpiry) => {
    const policy = { ...aPolicyOfSites(...everyAction), expiresAt: EXPIRES_AT, onExpiry };
    const effective = await anEffectivePolicy(policy, expiresAtMs - 1);
    expect(effective).toMatchObject({ expired: false, mode: 'enforcing', nextChangeAtMs: expiresAtMs });
    expect(effective.rules).toEqual(policy.rules.map((rule) => ({ ...rule, untilMs: null })));
  });
});

describe('from the moment it expires', () => {
  test.each([0, 1, DAY_MS])('a policy is stale and changes no more (%i ms later)', async (laterMs) => {
    const effective = await anEffectivePolicy(aPolicy({ expiresAt: EXPIRES_AT }), expiresAtMs + laterMs);
    expect(effective).toMatchObject({ expired: true, nextChangeAtMs: null });
  });

  test.each([
    ['keep', 'enforcing', ['allow', 'observe', 'warn', 'account', 'block']],
    ['observe', 'observing', ['allow', 'observe', 'observe', 'observe', 'observe']],
    ['strict', 'enforcing', ['allow', 'observe', 'block', 'account', 'block']],
  ] as const)('what holds is what the policy says: %s', async (onExpiry, mode, actions) => {
    const policy = { ...aPolicyOfSites(...everyAction), expiresAt: EXPIRES_AT, onExpiry };
    const effective = await anEffectivePolicy(policy, expiresAtMs);
    expect(effective.mode).toBe(mode);
    expect(effective.rules.map(({ action }) => action)).toEqual(actions);
  });

  test('a policy that only observes does not begin to block', async () => {
    const policy = { ...aPolicyOfSites(...everyAction), expiresAt: EXPIRES_AT, onExpiry: 'strict' as const };
    const effective = await anEffectivePolicy({ ...policy, mode: 'observe' }, expiresAtMs);
    expect(effective.rules.map(({ action }) => action)).not.toContain('block');
  });
});

describe('a policy that only observes', () => {
  const observing = { ...aPolicyOfSites(...everyAction), mode: 'observe' as const };

  test('observes what it would restrict, and allows what it allows', async () => {
    const effective = await anEffectivePolicy(observing);
    expect(effective.mode).toBe('observing');
    expect(effective.rules.map(({ action }) => action)).toEqual(['allow', 'observe', 'observe', 'observe', 'observe']);
  });

  test('changes nothing else about its rules, and leaves the policy itself alone', async () => {
    const before = structuredClone(observing);
    const { rules } = await anEffectivePolicy(observing);
    const withoutAction = observing.rules.map(({ action: _, ...rest }) => ({ ...rest, untilMs: null }));
    expect(rules.map(({ action: _, ...rest }) => rest)).toEqual(withoutAction);
    expect(observing).toEqual(before);
  });

  test.each<[string, number, string, number | null]>([
    ['observes until its moment', -1, 'observing', 0],
    ['enforces from that moment on', 0, 'enforcing', null],
    ['enforces after it', DAY_MS, 'enforcing', null],
  ])('%s', async (_, offsetMs, mode, changeAfterMs) => {
    const untilMs = Date.parse('2026-11-25T06:00:00Z');
    const policy = aPolicy({ mode: 'observe', observeUntil: '2026-11-25T06:00:00Z', expiresAt: EXPIRES_AT });
    const effective = await anEffectivePolicy(policy, untilMs + offsetMs);
    expect(effective.mode).toBe(mode);
    expect(effective.nextChangeAtMs).toBe(changeAfterMs === null ? expiresAtMs : untilMs + changeAfterMs);
  });
});
