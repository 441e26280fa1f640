import { beforeEach, describe, expect, test } from '@jest/globals';
import { trustedTime, isConfirmed, MAX_LEAP_MS, momentToRemember } from '../../../../src/worker/state/trusted-clock.js';
import { CHANGE_ALARM } from '../../../../src/worker/enforce/desired-rules.js';
import { timeRecord } from '../../../../src/worker/state/records.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, DAY_MS, HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readPolicyState, reconcile, syncPolicy } from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

const seen = async () => (await timeRecord.read(world.durable))?.seenMs ?? null;

/** As each piece of work asks, and remembers what it has found. */
async function trusted(signedAtMs: number | null = null) {
  const [clockMs, seenMs] = [world.clock.nowMs(), await seen()];
  const rememberMs = momentToRemember(clockMs, signedAtMs, seenMs);
  if (rememberMs !== null) await timeRecord.write(world.durable, { seenMs: rememberMs });
  return trustedTime(clockMs, signedAtMs, seenMs);
}

async function confirmClock(hostMs: number): Promise<void> {
  const clockMs = world.clock.nowMs();
  if (isConfirmed(clockMs, await seen(), hostMs)) await timeRecord.write(world.durable, { seenMs: clockMs });
}

describe('the clock', () => {
  test('is believed at first, and as it goes on', async () => {
    expect(await trusted()).toEqual({ nowMs: NOW_MS, doubt: null });
    world.clock.pass(MAX_LEAP_MS);
    expect(await trusted()).toEqual({ nowMs: NOW_MS + MAX_LEAP_MS, doubt: null });
  });

  test('that leaps ahead is not believed: time stands where it was', async () => {
    await trusted();
    world.clock.pass(365 * DAY_MS);
    expect(await trusted()).toEqual({ nowMs: NOW_MS, doubt: 'clock-ahead' });
    world.clock.pass(DAY_MS);
    expect(await trusted()).toEqual({ nowMs: NOW_MS, doubt: 'clock-ahead' });
  });

  test('that leapt ahead is believed once the host agrees with it', async () => {
    await trusted();
    world.clock.pass(365 * DAY_MS);
    await confirmClock(NOW_MS);
    expect((await trusted()).doubt).toBe('clock-ahead');
    await confirmClock(world.clock.nowMs() - HOUR_MS);
    expect(await trusted()).toEqual({ nowMs: NOW_MS + 365 * DAY_MS, doubt: null });
  });

  test('behind what was signed already counts as that moment', async () => {
    expect(await trusted(NOW_MS + 60_000)).toEqual({ nowMs: NOW_MS + 60_000, doubt: null });
    expect(await trusted(NOW_MS + 2 * DAY_MS)).toEqual({ nowMs: NOW_MS + 2 * DAY_MS, doubt: 'clock-behind' });
  });

  test('set right after it was ahead is believed at once', async () => {
    await trusted();
    world.clock.pass(40 * DAY_MS);
    await trusted();
    world.clock.pass(-40 * DAY_MS);
    expect(await trusted()).toEqual({ nowMs: NOW_MS, doubt: null });
    world.clock.pass(50 * DAY_MS);
    expect((await trusted()).doubt).toBe('clock-ahead');
  });

  test('is not written down at each look', async () => {
    await trusted();
    world.clock.pass(HOUR_MS / 2);
    await trusted();
    expect(await timeRecord.read(world.durable)).toEqual({ seenMs: NOW_MS });
  });
});

test('the alarm for the policy’s next change goes by the browser’s own clock, which alarms follow', async () => {
  const expiresAt = new Date(NOW_MS + 2 * DAY_MS).toISOString();
  world.host.publish(await signed(pair, aPolicy({ expiresAt })));
  await syncPolicy(world);
  world.clock.pass(365 * DAY_MS);
  await reconcile(world);
  expect(world.alarmsSet.get(CHANGE_ALARM)).toBe(world.clock.nowMs() + 2 * DAY_MS);
});

describe('a wrong clock', () => {
  async function enforce(revision: number, issuedAtMs: number): Promise<string | null> {
    const at = (ms: number) => new Date(ms).toISOString();
    const policy = aPolicy({
      revision,
      issuedAt: at(issuedAtMs),
      expiresAt: at(issuedAtMs + 30 * DAY_MS),
      onExpiry: 'observe',
    });
    world.host.publish(await signed(pair, policy));
    return syncPolicy(world);
  }

  const policyState = async () => (await readPolicyState(world)).policyState;

  test('a year ahead does not end enforcement, even where a late policy only observes', async () => {
    await enforce(1, NOW_MS);
    world.clock.pass(365 * DAY_MS);
    expect(await policyState()).toMatchObject({ kind: 'in-force', effective: { expired: false, mode: 'enforcing' } });
  });

  test('a year ahead does not keep a new policy out', async () => {
    await enforce(1, NOW_MS);
    world.clock.pass(365 * DAY_MS);
    world.host.timeMs = NOW_MS + HOUR_MS;
    expect(await enforce(2, NOW_MS + HOUR_MS)).toBe('accepted');
  });

  test('a year behind neither ends enforcement nor keeps out what was signed about as late as the last policy', async () => {
    await enforce(1, NOW_MS);
    world.clock.pass(-365 * DAY_MS);
    expect(await policyState()).toMatchObject({ kind: 'in-force', time: { doubt: 'clock-behind', nowMs: NOW_MS } });
    expect(await enforce(2, NOW_MS + HOUR_MS)).toBe('accepted');
    expect(await enforce(3, NOW_MS + 5 * DAY_MS)).toBe('not-yet-valid');
    expect(await policyState()).toMatchObject({ effective: { policy: { revision: 2 } } });
  });

  test('that was right all along, after a long leave, takes its policy as late', async () => {
    await enforce(1, NOW_MS);
    world.clock.pass(60 * DAY_MS);
    world.host.timeMs = world.clock.nowMs();
    await syncPolicy(world);
    expect(await policyState()).toMatchObject({ effective: { expired: true, mode: 'observing' } });
  });
});
