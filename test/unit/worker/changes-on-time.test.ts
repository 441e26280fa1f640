/** What changes by itself changes on time: windows, the end of observing, the configuration that never came. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { MANAGED_SETTLE_MS } from '../../../src/worker/state/managed-source.js';
import { CHANGE_ALARM, SETTLE_ALARM } from '../../../src/worker/enforce/desired-rules.js';
import type { PublishedPolicy, Rule } from '../../../src/policy/schema.js';
import { aWorld, managedBy, restarted, type World } from '../../support/memory-ports.js';
import { aPolicy, aPolicyOfSites, DAY_MS, NOW_MS } from '../../support/policies.js';
import { aPolicyInStages, STAGES } from '../../support/rollouts.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';
import { reconcile, syncPolicy } from '../../support/worker.js';

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

/** Goes to the moment for which the alarm is set, as the browser wakes the worker then. */
async function ring(alarm: string): Promise<number> {
  const atMs = world.alarmsSet.get(alarm);
  if (atMs == null) throw new Error(`the alarm ${alarm} is not set`);
  world.clock.ms = atMs;
  await reconcile(world);
  return atMs;
}

const officeHours: Partial<Rule> = {
  sites: ['a.example'],
  window: { weekly: [{ days: ['mon', 'tue'], from: '10:00', to: '12:00' }] },
};

describe('a rule with hours', () => {
  test('comes and goes at the alarms of the policy, each set for the next change', async () => {
    await enforce(aPolicyOfSites(officeHours));
    expect(world.rules.restrictedDomains).toEqual([]);
    const seen: [string, string[]][] = [];
    for (let change = 0; change < 4; change += 1) {
      const atMs = await ring(CHANGE_ALARM);
      seen.push([new Date(atMs).toISOString(), world.rules.restrictedDomains]);
    }
    expect(seen).toEqual([
      ['2026-11-23T10:00:00.000Z', ['a.example']],
      ['2026-11-23T12:00:00.000Z', []],
      ['2026-11-24T10:00:00.000Z', ['a.example']],
      ['2026-11-24T12:00:00.000Z', []],
    ]);
    expect(world.host.requests).toHaveLength(1);
  });

  test('keeps the hours of the clock on the browser’s wall', async () => {
    world.clock.zone = 'America/New_York';
    await enforce(aPolicyOfSites(officeHours));
    expect(world.alarmsSet.get(CHANGE_ALARM)).toBe(Date.parse('2026-11-23T15:00:00Z'));
    world.clock.zone = 'Europe/Berlin'; // the traveller has landed
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual(['a.example']);
    expect(world.alarmsSet.get(CHANGE_ALARM)).toBe(Date.parse('2026-11-23T11:00:00Z'));
  });

  test('is right at once when a laptop wakes up long after the alarm', async () => {
    await enforce(aPolicyOfSites(officeHours));
    world.clock.ms = Date.parse('2026-11-24T11:00:00Z');
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual(['a.example']);
    expect(world.alarmsSet.get(CHANGE_ALARM)).toBe(Date.parse('2026-11-24T12:00:00Z'));
  });
});

describe('a rollout', () => {
  test('reaches this browser at the alarm of its stage, and takes the place of what applied before', async () => {
    const base = aPolicyInStages({ replaces: [] });
    await enforce(base);
    expect(world.rules.restrictedDomains).toEqual(['rule-1.example']);
    const seen = [];
    while (!world.rules.restrictedDomains.includes('rule-0.example')) seen.push(await ring(CHANGE_ALARM));
    expect(STAGES.map(({ from }) => Date.parse(from ?? ''))).toContain(seen.at(-1));
    expect(world.host.requests).toHaveLength(1);
  });
});

test('observing ends at its moment', async () => {
  const policy = aPolicyOfSites({ sites: ['a.example'] });
  await enforce({ ...policy, mode: 'observe', observeUntil: '2026-11-25T06:00:00Z' });
  expect(world.rules.heldForPolicy).toEqual([]);
  expect(await ring(CHANGE_ALARM)).toBe(Date.parse('2026-11-25T06:00:00Z'));
  expect(world.rules.restrictedDomains).toEqual(['a.example']);
});

test.each<[PublishedPolicy['onExpiry'], string[]]>([
  ['keep', ['a.example', 'b.example']],
  ['observe', []],
  ['strict', ['a.example', 'b.example']],
])('a policy that is late does what it says: %s', async (onExpiry, restricted) => {
  const policy = aPolicyOfSites({ sites: ['a.example'] }, { action: 'warn', sites: ['b.example'] });
  await enforce({ ...policy, onExpiry });
  await ring(CHANGE_ALARM);
  expect(world.rules.restrictedDomains).toEqual(restricted);
  expect(world.alarmsSet.get(CHANGE_ALARM)).toBeNull();
});

describe('who a rule is for', () => {
  test('follows the managed configuration', async () => {
    await enforce(aPolicyOfSites({ sites: ['a.example'], audience: { groups: ['marketing'] } }));
    expect(world.rules.restrictedDomains).toEqual([]);
    world.managed.delivered = { ...managedBy(pair), groups: ['Marketing'] };
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual(['a.example']);
  });

  test('stays the same for this installation over restarts, in a percentage', async () => {
    await enforce(aPolicyOfSites({ sites: ['a.example'], audience: { percent: 50, rollout: 'wave' } }));
    const before = world.rules.restrictedDomains;
    for (let restart = 0; restart < 5; restart += 1) {
      world = restarted(world);
      await reconcile(world);
      expect(world.rules.restrictedDomains).toEqual(before);
    }
  });
});

describe('a configuration that has not been delivered', () => {
  beforeEach(async () => {
    await enforce(aPolicy());
    world = restarted(world);
    world.managed.delivered = {};
    await reconcile(world);
  });

  test('is awaited until the alarm for that', async () => {
    expect(world.alarmsSet.get(SETTLE_ALARM)).toBe(NOW_MS + MANAGED_SETTLE_MS);
    expect(world.rules.restrictedDomains).not.toEqual([]);
    await ring(SETTLE_ALARM);
    expect(world.rules.heldForPolicy).toEqual([]);
    expect(world.alarmsSet.get(SETTLE_ALARM)).toBeNull();
  });

  test('is awaited no longer once it comes', async () => {
    world.managed.delivered = managedBy(pair);
    world.clock.pass(1_000);
    await reconcile(world);
    expect(world.alarmsSet.get(SETTLE_ALARM)).toBeNull();
    world.clock.pass(DAY_MS);
    await reconcile(world);
    expect(world.rules.restrictedDomains).not.toEqual([]);
  });
});
