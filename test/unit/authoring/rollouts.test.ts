import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { carriedOver } from '../../../src/authoring/rollout-rules.js';
import { advanced, extended, finished, held, stopped, withoutWaiting } from '../../../src/authoring/rollouts.js';
import { withRolloutsForCopies } from '../../../src/authoring/ring-copies.js';
import type { BrowserFacts } from '../../../src/policy/audience.js';
import { effectivePolicy } from '../../../src/policy/effective-policy.js';
import { rolloutPlace } from '../../../src/policy/rollout.js';
import { publishedPolicySchema, type PublishedPolicy, type Rollout, type Rule } from '../../../src/policy/schema.js';
import { accepted, aPolicyOfSites, aRule, DAY_MS, facts, HOUR_MS, NOW_MS } from '../../support/policies.js';
import { aDataRule } from '../../support/data-plans.js';
import { aPolicyInStages, aRollout, momentAt } from '../../support/rollouts.js';

const momentsOf = (rollout: Rollout | null) => rollout?.stages.map(({ from }) => from ?? null) ?? null;
const hours = (...list: (number | null)[]) =>
  list.map((each) => (each === null ? null : momentAt(NOW_MS + each * HOUR_MS)));

describe('a rollout', () => {
  test('that is extended moves the stages ahead, and those alone', () => {
    expect(momentsOf(extended(aRollout(), 2 * HOUR_MS, NOW_MS))).toEqual(hours(0, 3, 27));
    expect(momentsOf(extended(aRollout(), 2 * HOUR_MS, NOW_MS + HOUR_MS))).toEqual(hours(0, 1, 27));
    expect(extended(aRollout(), HOUR_MS, NOW_MS + 3 * DAY_MS)).toBeNull();
  });

  test('that is advanced begins its next stage now, and the rest follows as planned', () => {
    expect(momentsOf(advanced(aRollout(), NOW_MS + 60_000))).toEqual([
      momentAt(NOW_MS),
      momentAt(NOW_MS + 60_000),
      momentAt(NOW_MS + 60_000 + DAY_MS),
    ]);
    expect(advanced(aRollout(), NOW_MS + 3 * DAY_MS)).toBeNull();
  });

  test('that is held keeps who is in, and goes on with its plan when it is advanced', () => {
    const waiting = held(aRollout(), 'too many calls', NOW_MS);
    expect(waiting).toMatchObject({ state: 'held', reason: 'too many calls' });
    expect(momentsOf(waiting)).toEqual(hours(0, null, null));
    expect(waiting === null ? null : held(waiting, undefined, NOW_MS)).toBeNull();
    expect(waiting === null ? null : extended(waiting, HOUR_MS, NOW_MS)).toBeNull();
    const going = waiting === null ? null : advanced(waiting, NOW_MS + 2 * HOUR_MS);
    expect(going).toMatchObject({ state: 'running' });
    expect(going?.reason).toBeUndefined();
    expect(momentsOf(going)).toEqual(hours(0, 2, 26));
  });

  test('that is stopped has nobody in it, and is not advanced', () => {
    const end = stopped(aRollout(), undefined);
    expect(momentsOf(end)).toEqual([null, null, null]);
    expect(end === null ? null : advanced(end, NOW_MS)).toBeNull();
    expect(end === null ? null : stopped(end, undefined)).toBeNull();
  });

  test('that is finished leaves a document that older browsers read', () => {
    const policy = finished(aPolicyInStages(), 'chat');
    expect(policy.requires).toEqual([]);
    expect(policy).not.toHaveProperty('rollouts');
  });

  test('counts waiting stages as if they followed', () => {
    const waiting = held(aRollout(), undefined, NOW_MS);
    expect(waiting === null ? null : momentsOf(withoutWaiting(waiting, NOW_MS))).toEqual(hours(0, 1, 25));
  });
});

const step = fc.oneof(
  fc.record({ what: fc.constant('extend' as const), hours: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ what: fc.constantFrom('advance' as const, 'hold' as const), hours: fc.integer({ min: 0, max: 40 }) }),
);

test('no step but stop moves anybody out who is in, and each leaves a document that browsers accept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 6 }),
      fc.uuid(),
      fc.constantFrom(null, 'pilot'),
      async (steps, installId, ring) => {
        const own = facts({ installId, ring });
        let rollout = aRollout();
        let nowMs = NOW_MS;
        for (const each of steps) {
          const { isIn } = await rolloutPlace(rollout, own, nowMs);
          rollout = stepped(rollout, each, nowMs) ?? rollout;
          expect(isIn && !(await rolloutPlace(rollout, own, nowMs)).isIn).toBe(false);
          expect(publishedPolicySchema.safeParse(aPolicyInStages(rollout)).success).toBe(true);
          nowMs += each.hours * HOUR_MS;
        }
      },
    ),
    { numRuns: 200 },
  );
});

function stepped(
  rollout: Rollout,
  { what, hours: span }: { what: 'extend' | 'advance' | 'hold'; hours: number },
  nowMs: number,
) {
  if (what === 'extend') return extended(rollout, span * HOUR_MS, nowMs);
  return what === 'advance' ? advanced(rollout, nowMs) : held(rollout, undefined, nowMs);
}

describe('a rollout, when something else is published', () => {
  const previous = aPolicyInStages();
  const { rollouts: _, ...plain } = previous;
  const next: PublishedPolicy = { ...plain, requires: [], revision: 8 };

  test('goes on as it is', () => {
    const { policy, notes } = carriedOver({ ...next, notice: { en: 'New' } }, previous, NOW_MS);
    expect(policy.rollouts).toEqual(previous.rollouts);
    expect(policy.requires).toEqual(['rollouts']);
    expect(notes).toEqual([{ id: 'chat', fate: 'unchanged', changed: [], removed: [] }]);
  });

  test('does not take another owner or another day of review for a change', () => {
    const rules = next.rules.map((rule) => ({ ...rule, owner: { en: 'Ada' }, reviewBy: '2027-01-01' }));
    expect(carriedOver({ ...next, rules }, previous, NOW_MS).notes[0]?.changed).toEqual([]);
  });

  test('goes on with a rule that changed, and says so', () => {
    const rules = next.rules.map((rule) => (rule.id === 'rule-0' ? { ...rule, sites: ['other.example'] } : rule));
    const { policy, notes } = carriedOver({ ...next, rules }, previous, NOW_MS);
    expect(policy.rollouts).toEqual(previous.rollouts);
    expect(notes[0]?.changed).toEqual(['rule-0']);
  });

  test('keeps of the detectors that are gone those that a replaced rule names', () => {
    const detector = (id: string) => ({
      ...{ id, kind: 'words', grade: 'warn', words: [id], patterns: [], regex: [] },
    });
    const replaces = previous.rollouts?.[0]?.replaces.map((rule) => ({
      ...rule,
      data: aDataRule({ actions: { named: 'warn' } }),
    }));
    const company = { detectors: [detector('named'), detector('falcon')], reasons: [], texts: {} };
    const before = { ...aPolicyInStages({ replaces: replaces ?? [] }), data: company } as PublishedPolicy;
    const { policy } = carriedOver({ ...next, data: { ...company, detectors: [] } }, before, NOW_MS);
    expect(policy.data?.detectors.map(({ id }) => id)).toEqual(['named']);
  });

  test('ends with its last rule, and is over once everybody is in', () => {
    const rules = next.rules.filter(({ id }) => id !== 'rule-0');
    const without = carriedOver({ ...next, rules }, previous, NOW_MS);
    expect([without.policy.rollouts, without.notes[0]?.fate]).toEqual([undefined, 'ended']);
    const later = carriedOver(next, previous, NOW_MS + 3 * DAY_MS);
    expect([later.policy.rollouts, later.notes[0]?.fate]).toEqual([undefined, 'over']);
  });

  test('stays stopped', () => {
    const [rollout] = previous.rollouts ?? [];
    const end = rollout === undefined ? null : stopped(rollout, undefined);
    const { policy } = carriedOver(next, { ...previous, rollouts: end === null ? [] : [end] }, NOW_MS + 9 * DAY_MS);
    expect(policy.rollouts?.[0]?.state).toBe('stopped');
  });
});

describe('copies of a rule, the form of before', () => {
  const own = { tools: [], alternatives: [], sites: ['chat.example'] };
  const from = momentAt(NOW_MS + DAY_MS);
  const copies: Rule[] = [
    aRule({ ...own, id: 'chat.ring', audience: { groups: ['it'], rings: ['pilot'] } }),
    aRule({ ...own, id: 'chat', audience: { groups: ['it'] }, window: { from } }),
    aRule({ ...own, id: 'chat.before', action: 'observe', window: { until: from } }),
    aRule({ ...own, id: 'other' }),
  ];
  const old = { ...aPolicyOfSites(), rules: copies, issuedAt: momentAt(NOW_MS) };

  test('become a rollout of the rule, under its own id', () => {
    const policy = withRolloutsForCopies(old);
    expect(policy.rules.map(({ id, window }) => [id, window])).toEqual([
      ['chat', undefined],
      ['other', undefined],
    ]);
    expect(policy.rollouts).toMatchObject([
      {
        rules: ['chat'],
        stages: [{ rings: ['pilot'], from: old.issuedAt }, { from }],
        replaces: [{ id: 'chat', action: 'observe' }],
      },
    ]);
    expect(policy.rollouts?.[0]?.replaces[0]).not.toHaveProperty('window');
    expect(publishedPolicySchema.safeParse(policy).success).toBe(true);
  });

  test.each([NOW_MS, NOW_MS + DAY_MS - 1, NOW_MS + DAY_MS])('decide the same at %d', async (atMs) => {
    const action = async (policy: PublishedPolicy, own: Partial<BrowserFacts>) =>
      (await effectivePolicy(accepted(policy), facts(own), atMs)).rules[0]?.action;
    for (const own of [{}, { groups: ['it'] }, { groups: ['it'], ring: 'pilot' }]) {
      expect(await action(withRolloutsForCopies(old), own)).toBe(await action(old, own));
    }
  });

  test('mean the new rule alone for who is in the ring', async () => {
    const effective = await effectivePolicy(accepted(withRolloutsForCopies(old)), facts({ ring: 'pilot' }), NOW_MS);
    expect(effective.rules.map(({ id }) => id)).toEqual(['other']);
  });

  test('are told from rules that somebody called so', () => {
    const policy = aPolicyOfSites({ id: 'chat.ring', audience: { rings: ['pilot'] } }, { id: 'chat' });
    expect(withRolloutsForCopies(policy)).toBe(policy);
  });
});
