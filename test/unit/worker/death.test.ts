/** The worker may be killed at any moment: after each of its calls to the world, a new one goes on and makes it good. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../src/protocol/block-page-url.js';
import { createEngine, type Engine } from '../../../src/worker/engine.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aWorld, managedBy, restarted, type World } from '../../support/memory-ports.js';
import { mortal } from '../../support/mortal-ports.js';
import { aPolicyOfSites, HOUR_MS, MINUTE_MS } from '../../support/policies.js';
import { recordedEvents } from '../../support/recorded-events.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';
import { readInstallation, readPolicyState } from '../../support/worker.js';

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
  const { policyState } = await readPolicyState(world);
  return policyState.kind === 'in-force' ? policyState.effective.policy.revision : null;
}

/** @returns whether the worker died; false once it lives through all its calls */
async function killAt(world: World, call: number, when: 'before' | 'after', work: Work = (engine) => engine.wake()) {
  const { ports, died } = mortal(world, call, when);
  const end = await Promise.race([work(createEngine(ports)).then(() => 'lived'), died.then(() => 'died')]);
  return end === 'died';
}

type Work = (engine: Engine) => Promise<unknown>;

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

const VISIT = '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b';
const URL_RESTRICTED = 'https://one.example/';
const warned = { minutes: 30, justification: 'none' } as const;

/** The block page asks this of a worker. */
async function ask(engine: Engine, world: World, kind: 'explain' | 'check-again' | 'continue') {
  const { pageToken } = await readInstallation(world);
  const fragment = formatBlockedAddress('', { pageToken, ruleId: 'rule-0', url: URL_RESTRICTED });
  const request = { kind, fragment, languages: ['en'], visit: VISIT, justification: '' };
  return engine.answer(request, { tabId: 1, frameId: 0 }) ?? Promise.reject(new Error('no answer'));
}

/** A browser whose block page has been explained. @param action of the rule that restricts the site */
async function explained(action: 'block' | 'warn'): Promise<World> {
  const world = aWorld(managedBy(pair));
  await publish(world, {
    ...aPolicyOfSites({ sites: ['one.example'], action, ...(action === 'warn' && { warn: warned }) }),
    revision: 1,
  });
  const engine = createEngine(world);
  await engine.wake();
  expect(await ask(engine, world, 'explain')).toMatchObject({ kind: 'restricted' });
  await engine.reconcile();
  return world;
}

describe.each(['before', 'after'] as const)('killed %s each call of an answer', (when) => {
  test('that gives leave to continue: asked again, the page goes on, and it is recorded once', async () => {
    let call = 1;
    for (let died = true; died; call += 1) {
      const world = await explained('warn');
      died = await killAt(world, call, when, (engine) => ask(engine, world, 'continue'));
      world.clock.pass(MINUTE_MS);
      const engine = createEngine(world);
      expect(await ask(engine, world, 'continue')).toMatchObject({ kind: 'lifted', url: URL_RESTRICTED });
      expect(world.rules.heldForSession).not.toEqual([]);
      const continued = (await recordedEvents(world)).filter(({ kind }) => kind === 'continued');
      expect(continued.map(({ decisions }) => decisions)).toEqual([[VISIT]]);
    }
    expect(call).toBeGreaterThan(20);
  });

  test('that finds the restriction lifted: asked again, the page goes on, with the rules gone', async () => {
    let call = 1;
    for (let died = true; died; call += 1) {
      const world = await explained('block');
      await publish(world, policyOf(2, 'two.example'));
      world.clock.pass(HOUR_MS);
      died = await killAt(world, call, when, (engine) => ask(engine, world, 'check-again'));
      world.clock.pass(MINUTE_MS);
      const engine = createEngine(world);
      expect(await ask(engine, world, 'check-again')).toMatchObject({ kind: 'lifted', url: URL_RESTRICTED });
      expect(world.rules.restrictedDomains).toEqual(['two.example']);
    }
    expect(call).toBeGreaterThan(30);
  });
});
