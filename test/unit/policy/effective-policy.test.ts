import { describe, expect, test } from '@jest/globals';
import { aPolicy, aPolicyOfSites, anEffectivePolicy } from '../../support/policies.js';

const policy = aPolicy({ expiresAt: '2026-12-01T00:00:00Z' });
const expiresAtMs = Date.parse('2026-12-01T00:00:00Z');

describe('before it expires', () => {
  test('a policy is not stale and changes when it expires', () => {
    const effective = anEffectivePolicy(policy, expiresAtMs - 1);
    expect(effective).toMatchObject({ stale: false, nextChangeAtMs: expiresAtMs });
  });
});

describe('from the moment it expires', () => {
  test.each([0, 1, 86_400_000])('a policy is stale and changes no more (%i ms later)', (laterMs) => {
    const effective = anEffectivePolicy(policy, expiresAtMs + laterMs);
    expect(effective).toMatchObject({ stale: true, nextChangeAtMs: null });
  });

  test('its rules stay in force', () => {
    const effective = anEffectivePolicy(policy, expiresAtMs);
    expect(effective.mode).toBe('enforcing');
    expect(effective.rules).toEqual(policy.rules);
  });
});

describe('a policy that only observes', () => {
  const rules = [{ action: 'allow' }, { action: 'observe' }, { action: 'block' }] as const;

  test('observes what it would restrict, and allows what it allows', () => {
    const effective = anEffectivePolicy({ ...aPolicyOfSites(...rules), mode: 'observe' });
    expect(effective.mode).toBe('observing');
    expect(effective.rules.map(({ action }) => action)).toEqual(['allow', 'observe', 'observe']);
  });

  test('changes nothing else about its rules', () => {
    const observing = { ...aPolicyOfSites(...rules), mode: 'observe' as const };
    const withoutAction = observing.rules.map(({ action: _, ...rest }) => rest);
    expect(anEffectivePolicy(observing).rules.map(({ action: _, ...rest }) => rest)).toEqual(withoutAction);
    expect(observing.rules.map(({ action }) => action)).toEqual(['allow', 'observe', 'block']);
  });
});
