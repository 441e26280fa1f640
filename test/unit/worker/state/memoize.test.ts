/** What is remembered of a policy while the worker runs is what would be made anew. */
import { expect, test } from '@jest/globals';
import { readInstallation } from '../../../../src/worker/state/installation.js';
import { readManaged } from '../../../../src/worker/state/managed-source.js';
import { oncePerPolicy } from '../../../../src/worker/state/memoize.js';
import { effectiveAt } from '../../../../src/worker/state/policy-state.js';
import { effectivePolicy } from '../../../../src/policy/effective-policy.js';
import { aWorld, managedBy } from '../../../support/memory-ports.js';
import { accepted, anEffectivePolicy, aPolicy, aRule, HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair } from '../../../support/signing.js';

const windowed = accepted(
  aPolicy({
    rules: [
      aRule({
        id: 'day',
        window: { from: new Date(NOW_MS).toISOString(), until: new Date(NOW_MS + HOUR_MS).toISOString() },
      }),
      aRule({ id: 'pilot', audience: { groups: ['pilot'] } }),
    ],
  }),
);

test('a policy applies as it would had nobody asked before, whatever the clock does', async () => {
  const world = aWorld(managedBy(await aKeyPair()));
  const { configuration } = await readManaged(world);
  if (configuration === null) throw new Error('not managed');
  const { installId, supportId } = await readInstallation(world);
  const timeZone = world.clock.timeZone();
  const seen = new Set<unknown>();
  for (const groups of [[], ['pilot']]) {
    for (const hours of [-1, -0.5, 0, 0.5, 0.9, 1, 2, 0.5, -1, 3]) {
      const nowMs = NOW_MS + hours * HOUR_MS;
      const effective = await effectiveAt(world, { ...configuration, groups }, windowed, nowMs);
      const { ring } = configuration;
      expect(effective).toEqual(
        await effectivePolicy(windowed, { groups, ring, installId, supportId, timeZone }, nowMs),
      );
      seen.add(effective.rules.map(({ id }) => id).join());
    }
  }
  expect([...seen].sort()).toEqual(['', 'day', 'day,pilot', 'pilot']);
});

test('it is made once for a stretch of time in which nothing changes', async () => {
  const world = aWorld(managedBy(await aKeyPair()));
  const { configuration } = await readManaged(world);
  if (configuration === null) throw new Error('not managed');
  const at = (ms: number) => effectiveAt(world, configuration, windowed, ms);
  const first = await at(NOW_MS + 1);
  expect(await at(NOW_MS + HOUR_MS - 1)).toBe(first);
  expect(await at(NOW_MS + HOUR_MS)).not.toBe(first);
});

test('what is made depends on policy and input, and is made once for the last of them', async () => {
  let made = 0;
  const make = oncePerPolicy((effective, input: { ids: number[] }) => {
    made += 1;
    return `${effective.policy.revision} ${input.ids.join()}`;
  });
  const [one, two] = await Promise.all([1, 2].map((revision) => anEffectivePolicy(aPolicy({ revision }))));
  if (one === undefined || two === undefined) throw new Error('no policies');
  expect([make(one, { ids: [1] }), make(one, { ids: [1] }), make(two, { ids: [1] })]).toEqual(['1 1', '1 1', '2 1']);
  expect(made).toBe(2);
  expect([make(one, { ids: [1, 2] }), make(one, { ids: [1] })]).toEqual(['1 1,2', '1 1']);
  expect(made).toBe(4);
});
