/** What popup and status page say of rollouts: those that concern this browser, while they go on. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { statusSchema } from '../../../../src/protocol/answers.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { DAY_MS } from '../../../support/policies.js';
import { aPolicyInStages, STAGES } from '../../../support/rollouts.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readStatus, reconcile, syncPolicy } from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

async function enforce(published: PublishedPolicy): Promise<void> {
  world.host.publish(await signed(pair, published));
  await syncPolicy(world);
  await reconcile(world);
}

async function status() {
  const answer = await readStatus(world, null, ['en']);
  expect(statusSchema.parse(answer)).toEqual(answer);
  return answer;
}

describe('rollouts', () => {
  const ahead = Date.parse('2026-11-23T10:00:00Z') + DAY_MS;

  test('say whether their rules apply here, and from when', async () => {
    await enforce(aPolicyInStages({ stages: STAGES.filter(({ percent }) => percent === undefined) }));
    expect((await status()).rollouts).toEqual([{ id: 'chat', isIn: false, joinsAtMs: ahead }]);
    world.managed.delivered = { ...managedBy(pair), ring: 'pilot' };
    await reconcile(world);
    expect((await status()).rollouts).toEqual([{ id: 'chat', isIn: true, joinsAtMs: null }]);
  });

  test.each<[string, PublishedPolicy]>([
    ['is stopped', aPolicyInStages({ state: 'stopped', stages: [{ rings: ['pilot'] }, {}] })],
    ['is complete', aPolicyInStages({ stages: [{ from: '2026-11-23T08:00:00Z' }] })],
    ['is for others', forOthers(aPolicyInStages())],
  ])('are not mentioned when one %s', async (_, published) => {
    await enforce(published);
    expect((await status()).rollouts).toEqual([]);
  });
});

function forOthers(published: PublishedPolicy): PublishedPolicy {
  return { ...published, rules: published.rules.map((rule) => ({ ...rule, audience: { groups: ['others'] } })) };
}
