import { beforeEach, describe, expect, test } from '@jest/globals';
import { createEngine, type Engine } from '../../../../src/worker/engine.js';
import { isCheckDue, mayCheckAgain } from '../../../../src/worker/update/check-schedule.js';
import { START_SPREAD_MS } from '../../../../src/worker/intervals.js';
import { checkRecord } from '../../../../src/worker/state/records.js';
import { POLL_ALARM } from '../../../../src/worker/enforce/self-check.js';
import { aWorld, managedBy, restarted, type World } from '../../../support/memory-ports.js';
import { aPolicy, HOUR_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';

const POLL_MS = 15 * MINUTE_MS;

let world: World;
let engine: Engine;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  world.host.publish(await signed(pair, aPolicy({ pollSeconds: POLL_MS / 1000 })));
  engine = createEngine(world);
  await engine.wake();
});

const looks = () => world.host.requests.length;

describe('waking up', () => {
  test('looks at once where there was no look before, and sets the alarm for the next', () => {
    expect(looks()).toBe(1);
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(NOW_MS + POLL_MS);
  });

  test('before the next look is due asks nobody', async () => {
    world.clock.pass(POLL_MS - 2_000);
    await engine.wake();
    expect(looks()).toBe(1);
  });

  test('when it is due, or an alarm rings a little early, looks', async () => {
    world.clock.pass(POLL_MS - 500);
    await engine.wake();
    expect(looks()).toBe(2);
  });

  test('after a sleep in which alarms were missed looks once', async () => {
    world.clock.pass(9 * HOUR_MS);
    await Promise.all([engine.wake(), engine.wake(), engine.wake()]);
    expect(looks()).toBe(2);
  });

  test('looks when the clock was set back behind the last look', async () => {
    world.clock.pass(-HOUR_MS);
    await engine.wake();
    expect(looks()).toBe(2);
  });
});

describe('a browser that starts', () => {
  test('with a look overdue puts it off a little, so that not all ask at nine', async () => {
    world.clock.pass(9 * HOUR_MS);
    const again = createEngine((world = restarted(world)));
    await again.wake();
    expect(looks()).toBe(1);
    const atMs = world.alarmsSet.get(POLL_ALARM) ?? 0;
    expect(atMs).toBe(world.clock.nowMs() + START_SPREAD_MS / 2);
    world.clock.ms = atMs;
    await again.wake();
    expect(looks()).toBe(2);
  });

  test('soon after a look looks again all the same, a little later', async () => {
    world.clock.pass(MINUTE_MS);
    const again = createEngine((world = restarted(world)));
    await again.wake();
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(world.clock.nowMs() + START_SPREAD_MS / 2);
  });

  test('that never got a policy does not wait', async () => {
    await checkRecord.clear(world.durable);
    await createEngine((world = restarted(world))).wake();
    expect(looks()).toBe(2);
  });

  test('does not look before the host wants to be asked again', async () => {
    world.host.fail('http-status', 'status 429', HOUR_MS);
    await engine.managedChanged(false);
    await createEngine((world = restarted(world))).wake();
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(NOW_MS + HOUR_MS);
  });
});

describe('failures', () => {
  test('in a row wait longer each time, until a good look', async () => {
    world.host.fail('http-status', 'status 500');
    const waitsMs: number[] = [];
    for (let failure = 0; failure < 4; failure += 1) {
      await engine.managedChanged(false);
      waitsMs.push((world.alarmsSet.get(POLL_ALARM) ?? 0) - world.clock.nowMs());
    }
    expect(waitsMs).toEqual([POLL_MS, 2 * POLL_MS, 2 * POLL_MS, 2 * POLL_MS]);
    const pair = await aKeyPair();
    world.managed.delivered = managedBy(pair);
    world.host.publish(await signed(pair, aPolicy({ revision: 8, pollSeconds: 60 })));
    await engine.managedChanged(false);
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(NOW_MS + 60_000);
  });

  test('are made up for soon after the network is back, but not by all browsers at once', async () => {
    world.host.fail('http-status', 'status 500');
    await engine.managedChanged(false);
    world.clock.pass(5_000);
    await engine.networkBack();
    expect(looks()).toBe(2);
    expect(world.alarmsSet.get(POLL_ALARM)).toBe(world.clock.nowMs() + START_SPREAD_MS / 2);
  });

  test('the network coming back is no reason to look when the last look was good', async () => {
    world.clock.pass(5_000);
    await engine.networkBack();
    expect(looks()).toBe(1);
  });
});

test('a page may not ask a host that wants to be left alone, but for the reader’s own wish', async () => {
  world.host.fail('http-status', 'status 429', HOUR_MS);
  await engine.managedChanged(false);
  world.clock.pass(10 * MINUTE_MS);
  const check = () => checkRecord.read(world.durable);
  expect(mayCheckAgain(await check(), world.clock.nowMs(), 3_000)).toBe(false);
  expect(isCheckDue(await check(), world.clock.nowMs())).toBe(false);
  await engine.answer({ kind: 'status', url: null, languages: [] }, null);
  await engine.reconcile();
  expect(looks()).toBe(2);
  await engine.answer({ kind: 'check-now', url: null, languages: [] }, null);
  expect(looks()).toBe(3);
  world.clock.pass(2 * HOUR_MS);
  expect(mayCheckAgain(await check(), world.clock.nowMs(), 3_000)).toBe(true);
});
