/** What one piece of work hands to the next while the worker runs is what would be made anew. */
import { beforeEach, expect, test } from '@jest/globals';
import { compileGuards } from '../../../../src/dnr/guards.js';
import { compileRules } from '../../../../src/dnr/compile-rules.js';
import { effectivePolicy } from '../../../../src/policy/effective-policy.js';
import { desiredRules } from '../../../../src/worker/enforce/desired-rules.js';
import { desiredGuards } from '../../../../src/worker/enforce/guards.js';
import { newMemory, type Memory } from '../../../../src/worker/enforce/memory.js';
import type { State } from '../../../../src/worker/state/load-state.js';
import { openState } from '../../../../src/worker/state/open-state.js';
import type { InForce } from '../../../../src/worker/state/policy-state.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule, HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { syncPolicy } from '../../../support/worker.js';

const policy = aPolicy({
  rules: [
    aRule({
      id: 'day',
      window: { from: new Date(NOW_MS).toISOString(), until: new Date(NOW_MS + HOUR_MS).toISOString() },
    }),
    aRule({ id: 'pilot', audience: { groups: ['pilot'] } }),
  ],
});

let pair: SigningPair;
let world: World;
let memory: Memory;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
  memory = newMemory();
});

async function stateAt(ms: number): Promise<State & { policyState: InForce }> {
  world.clock.ms = ms;
  const state = await openState(world, memory);
  if (state.policyState.kind !== 'in-force') throw new Error(state.policyState.reason);
  return { ...state, policyState: state.policyState };
}

test('a policy applies as it would had nobody asked before, whatever the clock does', async () => {
  const seen = new Set<unknown>();
  for (const groups of [[], ['pilot']]) {
    world.managed.delivered = { ...managedBy(pair), groups };
    for (const hours of [-1, -0.5, 0, 0.5, 0.9, 1, 2, 0.5, -1, 3]) {
      const nowMs = NOW_MS + hours * HOUR_MS;
      const { policyState, installation, timeZone, managed } = await stateAt(nowMs);
      const { installId, supportId } = installation;
      const ring = managed.configuration?.ring ?? null;
      expect(policyState.effective).toEqual(
        await effectivePolicy(policyState.effective.policy, { groups, ring, installId, supportId, timeZone }, nowMs),
      );
      seen.add(policyState.effective.rules.map(({ id }) => id).join());
    }
  }
  expect([...seen].sort()).toEqual(['', 'day', 'day,pilot', 'pilot']);
});

test('it is made once for a stretch of time in which nothing changes', async () => {
  const at = async (ms: number) => (await stateAt(ms)).policyState.effective;
  const first = await at(NOW_MS + 1);
  expect(await at(NOW_MS + HOUR_MS - 1)).toBe(first);
  expect(await at(NOW_MS + HOUR_MS)).not.toBe(first);
});

test('rules and guards are compiled once for the last policy and what else they follow from', async () => {
  const state = await stateAt(NOW_MS + 1);
  const target = world.rules.target();
  const other = { ...target, blockedPage: 'chrome-extension://other/blocked.html' };
  const { pageToken } = state.installation;
  const { effective } = state.policyState;
  const compiled = async (browser: typeof target) => (await desiredRules(state, browser, memory)).compiled;
  const first = await compiled(target);
  expect(await compiled(target)).toBe(first);
  expect(first).toEqual(compileRules(effective, { ...target, pageToken, withoutHostAccess: false }));
  expect(await compiled(other)).toEqual(compileRules(effective, { ...other, pageToken, withoutHostAccess: false }));
  expect(await compiled(target)).toEqual(first);

  const guarded = await desiredGuards(state, world.guards, memory);
  expect(await desiredGuards(state, world.guards, memory)).toBe(guarded);
  const apart = await desiredGuards(state, { dottedHostsApart: true }, memory);
  expect(apart.plan).toEqual(compileGuards(effective, [], { dottedHostsApart: true }));
});
