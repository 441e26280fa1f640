/** A host that makes browsers wait: it asks for patience, never ends, or answers when nobody is there any more. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from './harness/eventually.js';
import { FaultScene } from './harness/fault-scene.js';
import { dripping, holding, saying } from './harness/misbehaving-host.js';
import { samplePolicy } from './harness/sample-policy.js';

interface Check {
  readonly atMs: number;
  readonly outcome: string;
  readonly nextAtMs: number;
}

let scene: FaultScene;

beforeAll(async () => {
  scene = await FaultScene.set();
});
afterAll(() => scene.close());

const requests = () => scene.host.requests.length;

/** As if the last look had been a minute ago. */
async function letMinutePass(): Promise<void> {
  const check = (await scene.record('check')) as Check;
  await scene.write('check', { ...check, atMs: check.atMs - 60_000 });
}

const opened: [string, () => Promise<unknown>][] = [
  ['the explanation page', () => scene.expectEnforced()],
  ['the popup', () => scene.reopenPopup()],
];

test.each(opened)('%s, opened, looks at the host by itself and shows what it found', async (_, open) => {
  const { policy } = await scene.company.publish(samplePolicy);
  await letMinutePass();
  const before = requests();
  await open();
  await scene.host.waitForRequest(before);
  await eventually('the popup shows the new policy', async () =>
    Boolean((await scene.shown()).policy?.includes(`revision ${policy.revision},`)),
  );
});

test('a host that asks for patience is left alone until then, unless somebody presses the button', async () => {
  const retryAfterMs = 600_000;
  scene.host.answerWith(saying(429, { 'Retry-After': String(retryAfterMs / 1000) }));
  const { problems } = await scene.checkNow();
  expect(problems).toEqual([
    'The policy’s host answered with an error (status 429). The last good policy stays in force.',
  ]);
  const { atMs, nextAtMs } = (await scene.record('check')) as Check;
  expect(nextAtMs).toBeGreaterThanOrEqual(atMs + retryAfterMs);
  const alarm = await scene.popup.evaluate(() => chrome.alarms.get('poll'));
  expect(alarm?.scheduledTime).toBe(nextAtMs);

  const before = requests();
  for (const [, open] of opened) {
    await letMinutePass();
    await open();
  }
  const visitor = await scene.expectEnforced();
  await eventually('the explanation page has asked', () =>
    visitor.$eval('#live', ({ textContent }) => textContent.includes('still applies')),
  );
  await scene.browser.killWorker();
  await scene.reopenPopup();
  expect(requests()).toBe(before);

  await scene.checkNow();
  expect(requests()).toBe(before + 1);
  await scene.expectNextPolicyToArrive();
});

test('a worker killed while the host keeps it waiting', async () => {
  const { policy } = await scene.company.publish(samplePolicy);
  const held = holding(saying(200, { 'Content-Type': 'application/jose' }, await scene.company.document()));
  scene.host.answerWith(held.answer);
  const before = requests();
  await scene.pressCheck();
  await scene.host.waitForRequest(before);
  await scene.browser.killWorker();
  await scene.expectEnforced();
  held.release();
  const shown = await scene.reopenPopup();
  expect(shown.policy).not.toContain(`revision ${policy.revision},`);
  expect(shown.problems).toEqual([]);
  await scene.expectNextPolicyToArrive();
});

test('a body without end', async () => {
  scene.host.answerWith(dripping);
  const before = requests();
  await scene.pressCheck();
  await scene.host.waitForRequest(before);
  await scene.expectAnswered();
  const isOver = async () => ((await scene.record('check')) as Check).outcome === 'host-timeout';
  await eventually('the worker gives up', isOver, { timeoutMs: 30_000 });
  expect((await scene.reopenPopup()).problems).toEqual([
    'The policy’s host did not answer in time. The last good policy stays in force.',
  ]);
  expect(await scene.lastEvent()).toMatchObject({ code: 'host-timeout' });
  await scene.expectEnforced();
  await scene.expectNextPolicyToArrive();
});
