/** Who is in a rollout at which moment, and what applies to those who are not. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bucketOf, type BrowserFacts } from '../../../src/policy/audience.js';
import { effectivePolicy } from '../../../src/policy/effective-policy.js';
import { rolloutPlace, type RolloutStage } from '../../../src/policy/rollout.js';
import { publishedPolicySchema, type PublishedPolicy, type Rollout } from '../../../src/policy/schema.js';
import { accepted, DAY_MS, facts, HOUR_MS, NOW_MS } from '../../support/policies.js';
import { aPolicyInStages, aRollout, momentAt, STAGES, theRuleBefore } from '../../support/rollouts.js';

const HALF_MS = NOW_MS + HOUR_MS;
const ALL_MS = HALF_MS + DAY_MS;
const pilot = facts({ ring: 'pilot' });

/** The first install id whose bucket the share takes in, or not. */
async function installId(isWithinHalf: boolean): Promise<string> {
  for (let index = 0; ; index += 1) {
    const id = `install-${index}`;
    if ((await bucketOf('chat', id)) < 5000 === isWithinHalf) return id;
  }
}

async function actionAt(policy: PublishedPolicy, own: BrowserFacts, atMs: number): Promise<string | null> {
  const { rules } = await effectivePolicy(accepted(policy), own, atMs);
  return rules.find(({ id }) => id === 'rule-0')?.action ?? null;
}

describe('a rule in stages', () => {
  test('reaches the ring, then the share, then everybody, and replaces what applied before', async () => {
    const half = facts({ installId: await installId(true) });
    const rest = facts({ installId: await installId(false) });
    const policy = aPolicyInStages();
    const at = async (own: BrowserFacts) =>
      Promise.all(
        [NOW_MS - 1, NOW_MS, HALF_MS - 1, HALF_MS, ALL_MS - 1, ALL_MS].map((ms) => actionAt(policy, own, ms)),
      );
    expect(await at(pilot)).toEqual(['warn', 'block', 'block', 'block', 'block', 'block']);
    expect(await at(half)).toEqual(['warn', 'warn', 'warn', 'block', 'block', 'block']);
    expect(await at(rest)).toEqual(['warn', 'warn', 'warn', 'warn', 'warn', 'block']);
  });

  test('does not apply before its stage when it is new', async () => {
    const policy = aPolicyInStages({ replaces: [] });
    expect(await actionAt(policy, facts({ installId: await installId(false) }), ALL_MS - 1)).toBeNull();
    expect(await actionAt(policy, pilot, NOW_MS)).toBe('block');
  });

  test('wakes the browser up when its own stage begins, and at no other', async () => {
    const rest = facts({ installId: await installId(false) });
    const effective = await effectivePolicy(accepted(aPolicyInStages()), rest, NOW_MS);
    expect(effective.nextChangeAtMs).toBe(ALL_MS);
    expect(effective.coming.map(({ rule, fromMs }) => [rule.id, rule.action, fromMs])).toEqual([
      ['rule-0', 'block', ALL_MS],
    ]);
    expect(effective.rules[0]).toMatchObject({ id: 'rule-0', action: 'warn', untilMs: ALL_MS });
  });

  test('waits for good where the stage has no moment, and so do those after it', async () => {
    const stages: RolloutStage[] = [{ rings: ['pilot'], from: momentAt(NOW_MS) }, {}];
    const policy = aPolicyInStages({ stages });
    expect(await actionAt(policy, facts(), ALL_MS * 2)).toBe('warn');
    expect((await effectivePolicy(accepted(policy), facts(), NOW_MS)).coming).toEqual([]);
  });

  test('keeps audience and window beside the stage', async () => {
    const policy = aPolicyInStages();
    const window = { from: momentAt(HALF_MS) };
    const [first, ...others] = policy.rules;
    const narrowed = {
      ...policy,
      rules: first === undefined ? [] : [{ ...first, audience: { groups: ['it'] }, window }, ...others],
    };
    expect(await actionAt(narrowed, pilot, HALF_MS)).toBeNull();
    const inIt = facts({ ring: 'pilot', groups: ['it'] });
    expect([await actionAt(narrowed, inIt, HALF_MS - 1), await actionAt(narrowed, inIt, HALF_MS)]).toEqual([
      null,
      'block',
    ]);
    expect((await effectivePolicy(accepted(narrowed), inIt, NOW_MS)).nextChangeAtMs).toBe(HALF_MS);
  });
});

const stage = fc.record(
  {
    rings: fc.constantFrom('pilot', 'early').map((ring) => [ring]),
    groups: fc.constantFrom('it', 'sales').map((group) => [group]),
    percent: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
  },
  { requiredKeys: [] },
);
const browser = fc.record({
  ring: fc.constantFrom(null, 'pilot', 'early'),
  groups: fc.subarray(['it', 'sales']),
  installId: fc.uuid(),
});

test('nobody who is in is out later, whatever the stages', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stage, { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }),
      browser,
      async (whom, hours, own) => {
        const moments = [...hours].sort((one, other) => one - other).map((hour) => momentAt(NOW_MS + hour * HOUR_MS));
        const stages = [...whom, {}].map((each, index) => ({ ...each, from: moments[index] ?? momentAt(NOW_MS) }));
        let wasIn = false;
        for (let hour = 0; hour <= 101; hour += 5) {
          const { isIn } = await rolloutPlace({ id: 'chat', stages }, facts(own), NOW_MS + hour * HOUR_MS);
          expect(isIn || !wasIn).toBe(true);
          wasIn = isIn;
        }
        expect((await rolloutPlace({ id: 'chat', stages }, facts(own), NOW_MS + 101 * HOUR_MS)).isIn).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});

test('a share takes in the buckets below it and no other', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `install-${index}`);
  for (const id of ids) {
    const bucket = await bucketOf('chat', id);
    const isInAt = async (percent: number) =>
      (
        await rolloutPlace(
          { id: 'chat', stages: [{ percent, from: momentAt(NOW_MS) }] },
          facts({ installId: id }),
          NOW_MS,
        )
      ).isIn;
    expect([await isInAt(bucket / 100), await isInAt((bucket + 1) / 100)]).toEqual([false, true]);
  }
});

describe('a document is refused, naming the place, when', () => {
  const base = aPolicyInStages();
  const withOne = (rollout: Partial<Rollout>) => ({ ...base, rollouts: [aRollout(rollout)] });
  const [now, half, all] = STAGES;

  test.each<[string, unknown, string]>([
    ['it does not say that it requires rollouts to be understood', { ...base, requires: [] }, 'requires'],
    ['a rule is unknown', withOne({ rules: ['other'] }), 'rollouts.0.rules.0'],
    ['a rule is in two', { ...base, rollouts: [aRollout(), aRollout({ id: 'two' })] }, 'rollouts.1.rules.0'],
    ['two have one id', { ...base, rollouts: [aRollout(), aRollout({ rules: ['rule-1'] })] }, 'rollouts.1.id'],
    [
      'it replaces another rule',
      withOne({ replaces: [{ ...theRuleBefore(), id: 'rule-1' }] }),
      'rollouts.0.replaces.0.id',
    ],
    [
      'a replaced rule names an unknown tool',
      withOne({ replaces: [{ ...theRuleBefore(), tools: ['gone'] }] }),
      'rollouts.0.replaces.0.tools.0',
    ],
    ['stages are out of order', withOne({ stages: [half, now, all] as RolloutStage[] }), 'rollouts.0.stages.1.from'],
    [
      'one waits before another has a moment',
      withOne({ stages: [{ percent: 1 }, all] as RolloutStage[] }),
      'rollouts.0.stages.1.from',
    ],
    ['the last is not everybody', withOne({ stages: [now, half] as RolloutStage[] }), 'rollouts.0.stages.1'],
    ['it is stopped and has moments', withOne({ state: 'stopped' }), 'rollouts.0.stages.0.from'],
    ['it has no stages', withOne({ stages: [] }), 'rollouts.0.stages'],
    ['it has no rules', withOne({ rules: [] }), 'rollouts.0.rules'],
    ['its state is unknown', withOne({ state: 'paused' as Rollout['state'] }), 'rollouts.0.state'],
  ])('%s', (_, policy, place) => {
    const read = publishedPolicySchema.safeParse(policy);
    expect(read.success ? null : read.error.issues[0]?.path.join('.')).toBe(place);
  });

  test('and read when nothing is wrong', () => {
    expect(publishedPolicySchema.parse(base)).toEqual(base);
  });
});
