import { beforeEach, describe, expect, test } from '@jest/globals';
import { pause, resume, type PauseOptions } from '../../../../../src/cli/commands/pause/run.js';
import { effectivePolicy } from '../../../../../src/policy/effective-policy.js';
import { accepted, DAY_MS, facts, NOW_MS } from '../../../../support/policies.js';
import { aPublisher, type Publisher } from '../../../../support/publishing.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const HOUR_MS = 3_600_000;

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await temporaryFolder());
});

const pauseFor = (forMs: number, changes: Partial<PauseOptions> = {}) =>
  pause({ ...admin.options(), forMs, ...changes });
const modeAt = async (nowMs: number) => (await effectivePolicy(accepted(await admin.policy()), facts(), nowMs)).mode;

async function refusedUnchanged(work: () => Promise<unknown>): Promise<string> {
  const before = await admin.document();
  const refusal = await refusalOf(work);
  expect(refusal.exitCode).toBe(1);
  expect(await admin.document()).toBe(before);
  return refusal.message;
}

describe('gatepost pause', () => {
  test('lets everything through until the moment, and then every browser restricts by itself', async () => {
    const first = await admin.publish(['one']);
    const { policy } = await pauseFor(2 * HOUR_MS, { reason: 'too wide' });
    const endMs = Date.parse(policy.observeUntil ?? '');
    expect(endMs).toBe(Date.parse(policy.issuedAt) + 2 * HOUR_MS);
    expect([await modeAt(endMs - 1000), await modeAt(endMs)]).toEqual(['observing', 'enforcing']);
    expect(policy).toMatchObject({ revision: 2, rules: first.policy.rules, pause: { reason: 'too wide' } });
  });

  test('paused again ends at the new moment, and keeps the reason unless another is given', async () => {
    await admin.publish(['one']);
    await pauseFor(2 * HOUR_MS, { reason: 'too wide' });
    const shorter = await pauseFor(HOUR_MS);
    expect(shorter.policy.observeUntil).toBe(
      new Date(Date.parse(shorter.policy.issuedAt) + HOUR_MS).toISOString().replace('.000', ''),
    );
    expect(shorter.policy.pause).toEqual({ reason: 'too wide' });
    expect((await pauseFor(HOUR_MS, { reason: 'other' })).policy.pause).toEqual({ reason: 'other' });
  });

  test('does not carry the reason of a pause that has ended over to the next', async () => {
    await admin.publish(['one']);
    await pauseFor(HOUR_MS, { reason: 'old' });
    expect((await pauseFor(HOUR_MS, { nowMs: NOW_MS + DAY_MS })).policy.pause).toEqual({});
  });

  test('refuses when the policy itself only observes, since the end of the pause would switch it on', async () => {
    await admin.publish(['one'], 'mode: observe\n');
    expect(await refusedUnchanged(() => pauseFor(HOUR_MS))).toMatch(
      /itself is in observe mode until you publish another/,
    );
  });

  test('of a policy that observes for a while lasts longer than that, or is refused', async () => {
    await admin.publish(['one'], 'mode: observe\nobserveUntil: 2026-11-23T12:00:00Z\n');
    expect(await refusedUnchanged(() => pauseFor(HOUR_MS))).toMatch(
      /until 2026-11-23T12:00:00Z, longer than the pause/,
    );
    await pauseFor(5 * HOUR_MS);
    expect(await refusedUnchanged(() => pauseFor(HOUR_MS))).toMatch(
      /until 2026-11-23T12:00:00Z, longer than the pause/,
    );
    await resume(admin.options());
    expect(await admin.policy()).toMatchObject({ mode: 'observe', observeUntil: '2026-11-23T12:00:00Z' });
  });

  test('refuses to last longer than the policy is good for', async () => {
    await admin.publish(['one'], 'lifetime: 2d\n');
    expect(await refusedUnchanged(() => pauseFor(3 * DAY_MS))).toMatch(
      /3 days is longer than .* \(2 days\).*mode: observe/,
    );
  });

  test('refuses a reason that browsers would not read', async () => {
    await admin.publish(['one']);
    expect((await refusalOf(() => pauseFor(HOUR_MS, { reason: 'a'.repeat(301) }))).message).toMatch(/300 characters/);
  });

  test('refuses when nothing is published', async () => {
    expect((await refusalOf(() => pauseFor(HOUR_MS))).message).toMatch(/nothing is published in/);
  });
});

describe('gatepost resume', () => {
  test('restricts again at once, with the content and the since of before', async () => {
    const first = await admin.publish(['one']);
    await pauseFor(HOUR_MS);
    const { policy } = await resume(admin.options());
    const { issuedAt, expiresAt } = policy;
    expect(policy).toEqual({ ...first.policy, revision: 3, issuedAt, expiresAt });
    expect(await modeAt(Date.parse(issuedAt))).toBe('enforcing');
  });

  test.each([
    ['was never paused', '', /is not paused: browsers enforce it/],
    ['only observes', 'mode: observe\n', /is in observe mode/],
  ])('refuses for a policy that %s', async (_, extra, message) => {
    await admin.publish(['one'], extra);
    expect(await refusedUnchanged(() => resume(admin.options()))).toMatch(message);
  });

  test('refuses when the pause has ended by itself', async () => {
    await admin.publish(['one']);
    const { policy } = await pauseFor(HOUR_MS);
    const late = () => resume({ ...admin.options(), nowMs: NOW_MS + DAY_MS });
    expect(await refusedUnchanged(late)).toContain(`the pause ended by itself at ${policy.observeUntil ?? ''}`);
  });
});

test('publishing during a pause ends it, and says so', async () => {
  await admin.publish(['one']);
  const { policy } = await pauseFor(HOUR_MS);
  const done = await admin.publish(['two']);
  expect(done.policy).not.toHaveProperty('pause');
  expect(done.policy.mode).toBe('enforce');
  expect(done.warnings.join()).toContain(`this ends the pause until ${policy.observeUntil ?? ''}`);
  expect((await admin.publish(['three'])).warnings.join()).not.toContain('pause');
});
