/** A policy that observes says until when, and a pause that it is one, and why. */
import { expect, test } from '@jest/globals';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aWorld, managedBy } from '../../../support/memory-ports.js';
import { aPolicy, DAY_MS } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';
import { readStatus, syncPolicy } from '../../../support/worker.js';

const observeUntil = '2026-11-23T18:00:00Z';
const untilMs = Date.parse(observeUntil);

async function shown(changes: Partial<PublishedPolicy>, laterMs = 0) {
  const pair = await aKeyPair();
  const world = aWorld(managedBy(pair));
  world.host.publish(await signed(pair, aPolicy({ mode: 'observe', observeUntil, ...changes })));
  await syncPolicy(world);
  world.clock.pass(laterMs);
  return (await readStatus(world, null, ['en'])).policy;
}

test.each<[string, Partial<PublishedPolicy>, object | null]>([
  ['a pause, and why', { pause: { reason: 'The lab is locked out' } }, { reason: 'The lab is locked out' }],
  ['a pause of which nobody has said why', { pause: {} }, { reason: null }],
  ['observe mode, which is no pause', {}, null],
])('the status says until when it is %s', async (_, changes, pause) => {
  expect(await shown(changes)).toMatchObject({ mode: 'observing', observeUntilMs: untilMs, pause });
});

test('a pause that is over is none', async () => {
  expect(await shown({ pause: {} }, DAY_MS)).toMatchObject({ mode: 'enforcing', observeUntilMs: null, pause: null });
});
