/** The worker may be killed at any moment: after each of its calls to the world, a new one goes on and makes it good. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/worker/engine.js';
import { readStanding } from '../../../src/worker/state/policy-state.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aWorld, managedBy, restarted, type World } from '../../support/memory-ports.js';
import { mortal } from '../../support/mortal-ports.js';
import { aPolicyOfSites, HOUR_MS } from '../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';

let pair: SigningPair;

beforeAll(async () => {
  pair = await aKeyPair();
});

const policyOf = (revision: number, site: string): PublishedPolicy => ({
  ...aPolicyOfSites({ sites: [site] }),
  revision,
});

async function publish(world: World, policy: PublishedPolicy): Promise<void> {
  world.host.publish(await signed(pair, policy), `"${policy.revision}"`);
}

/** A browser that enforces revision 1, while the host has revision 2. */
async function beforeTheSync(): Promise<World> {
  const world = aWorld(managedBy(pair));
  await publish(world, policyOf(1, 'one.example'));
  await createEngine(world).wake();
  expect(world.rules.restrictedDomains).toEqual(['one.example']);
  await publish(world, policyOf(2, 'two.example'));
  world.clock.pass(HOUR_MS);
  return world;
}

async function revisionInForce(world: World): Promise<number | null> {
  const { standing } = await readStanding(world);
  return standing.kind === 'in-force' ? standing.effective.policy.revision : null;
}

/** @returns whether the worker died; false once it lives through all its calls */
async function killAt(world: World, call: number, when: 'before' | 'after'): Promise<boolean> {
  const { ports, died } = mortal(world, call, when);
  const end = await Promise.race([
    createEngine(ports)
      .wake()
      .then(() => 'lived'),
    died.then(() => 'died'),
  ]);
  return end === 'died';
}

describe.each(['before', 'after'] as const)('killed %s each call of a sync', (when) => {
  test.each<[string, (world: World) => World]>([
    ['the next worker', (world) => world],
    ['the next browser session', restarted],
  ])('%s finds the old policy or the new one whole, and enforces the new one', async (_, next) => {
    let call = 1;
    for (let died = true; died; call += 1) {
      const world = await beforeTheSync();
      died = await killAt(world, call, when);
      const held = world.rules.restrictedDomains.join();
      expect(['one.example', 'two.example']).toContain(held);
      expect([1, 2]).toContain(await revisionInForce(world));

      const after = next(world);
      const engine = createEngine(after);
      await engine.managedChanged(false);
      expect(await revisionInForce(after)).toBe(2);
      expect(after.rules.restrictedDomains).toEqual(['two.example']);
      await publish(after, policyOf(1, 'one.example'));
      await engine.managedChanged(false);
      expect(await revisionInForce(after)).toBe(2);
    }
    // A sync asks the world more often than this: the loop has really gone through one.
    expect(call).toBeGreaterThan(30);
  });
});
