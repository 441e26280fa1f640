import { beforeEach, describe, expect, test } from '@jest/globals';
import { noteManagedRemoved } from '../../../../src/worker/state/managed-source.js';
import { CHANGE_ALARM } from '../../../../src/worker/enforce/desired-rules.js';
import { POLL_ALARM } from '../../../../src/worker/enforce/self-check.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { reconcile, syncPolicy } from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

async function enforce(policy: PublishedPolicy): Promise<void> {
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
  await reconcile(world);
}

describe('alarms', () => {
  test('ring as often as the policy says, and when it changes by itself', async () => {
    await enforce(aPolicy({ pollSeconds: 120, expiresAt: '2026-12-22T12:00:00Z' }));
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(NOW_MS + 120_000);
    expect(world.alarmsSet.get(CHANGE_ALARM)).toBe(Date.parse('2026-12-22T12:00:00Z'));
  });

  test('ring every minute while the first policy is awaited', async () => {
    await reconcile(world);
    expect([world.alarmsSet.get(POLL_ALARM), world.alarmsSet.get(CHANGE_ALARM)]).toEqual([60, null]);
  });

  test('ring rarely in a browser that nobody manages', async () => {
    world.managed.delivered = {};
    await noteManagedRemoved(world);
    await reconcile(world);
    expect([world.alarmsSet.get(POLL_ALARM), world.alarmsSet.get(CHANGE_ALARM)]).toEqual([900, null]);
  });

  test('are set even when the browser refuses the rules', async () => {
    world.rules.failure = new Error('the browser refused');
    await enforce(aPolicy({ pollSeconds: 120 }));
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(NOW_MS + 120_000);
  });
});
