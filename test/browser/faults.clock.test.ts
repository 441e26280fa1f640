/** A clock that is a year off: it neither ends the active policy nor keeps the next one out. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { FaultScene } from './harness/fault-scene.js';
import { saying } from './harness/misbehaving-host.js';
import { samplePolicy } from './harness/sample-policy.js';

const YEAR_MS = 365 * 86_400_000;

let scene: FaultScene;

beforeAll(async () => {
  scene = await FaultScene.set({ policy: { ...samplePolicy, onExpiry: 'observe' } });
});
afterAll(() => scene.close());
afterEach(async () => {
  await scene.browser.setClockOff(0);
  await scene.expectNextPolicyToArrive();
});

test('a year ahead', async () => {
  await scene.browser.setClockOff(YEAR_MS);
  expect((await scene.reopenPopup()).problems).toEqual([
    expect.stringContaining('clock seems wrong (far in the future)'),
  ]);
  await scene.expectEnforced();
  const { revision } = (await scene.publishNext()).policy;
  const shown = await scene.checkNow();
  expect(shown.policy).toContain(`revision ${revision},`);
  expect(shown.problems).toEqual([expect.stringContaining('clock seems wrong (far in the future)')]);
  await scene.expectEnforced();
});

test('a year behind', async () => {
  await scene.browser.setClockOff(-YEAR_MS);
  expect((await scene.reopenPopup()).problems).toEqual([expect.stringContaining('clock is slow')]);
  await scene.expectEnforced();
  const { revision } = (await scene.publishNext()).policy;
  const shown = await scene.checkNow();
  expect(shown.policy).toContain(`revision ${revision},`);
  expect(shown.problems).toEqual([expect.stringContaining('clock is slow')]);
  await scene.expectEnforced();
});

test('a year ahead, and the host agrees: a browser that was away so long', async () => {
  await scene.browser.setClockOff(YEAR_MS);
  const hostTime = new Date(Date.now() + YEAR_MS).toUTCString();
  scene.host.answerWith(saying(503, { Date: hostTime }));
  expect((await scene.checkNow()).problems).toEqual([
    expect.stringContaining('The policy expired on'),
    expect.stringContaining('HTTP 503'),
  ]);
});
