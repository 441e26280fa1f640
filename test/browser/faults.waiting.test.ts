/** A host that makes browsers wait: it asks for patience, never ends, or answers when nobody is there any more. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { START_SPREAD_MS } from '../../src/worker/intervals.js';
import { eventually } from './harness/eventually.js';
import { FaultScene } from './harness/fault-scene.js';
import { dripping, holding, saying, serving } from './harness/misbehaving-host.js';
import { reportFromPage } from './harness/report-from-page.js';
import { liftedPolicy, RESTRICTED_URL } from './harness/sample-policy.js';
import { workerStopper } from './harness/worker-stopper.js';

interface Check {
  readonly atMs: number;
  readonly outcome: string;
  readonly nextAtMs: number;
}

let scene: FaultScene;

beforeAll(async () => {
  scene = await FaultScene.set();
});
// Whatever became of the test before.
beforeEach(() => scene.beginAnew());
afterAll(() => scene.close());

const requests = () => scene.host.requests.length;

/** As if the last look had been a minute ago. An open popup would notice, and look. */
async function letMinutePass(): Promise<void> {
  await scene.leavePopup();
  const check = (await scene.record('check')) as Check;
  await scene.write('check', { ...check, atMs: check.atMs - 60_000 });
}

async function expectNewPolicyInPopup(revision: number): Promise<void> {
  await eventually('the popup shows the new policy', async () =>
    Boolean((await scene.shown()).policy?.includes(`revision ${revision},`)),
  );
}

test('the popup, opened, looks at the host by itself and shows what it found', async () => {
  const { policy } = await scene.publishNext();
  await letMinutePass();
  await scene.reopenPopup();
  await expectNewPolicyInPopup(policy.revision);
});

test('the explanation page, opened, looks at the host', async () => {
  const { policy } = await scene.publishNext();
  await letMinutePass();
  const before = requests();
  await scene.expectEnforced();
  await scene.host.waitForRequest(before);
  await scene.reopenPopup();
  await expectNewPolicyInPopup(policy.revision);
});

test('an explanation page that has been there long enough to be read says why it goes on', async () => {
  await scene.company.publish(liftedPolicy);
  const held = holding(serving(await scene.company.document()));
  scene.host.answerWith(held.answer);
  await letMinutePass();
  const visitor = await scene.browser.openRestricted(RESTRICTED_URL);
  await visitor.waitForFunction(() => performance.now() > 1_600);
  const hasBeenSaid = await reportFromPage(visitor, sayWhenReadable, READABLE_MS);
  held.release();
  await eventually('it has been said for a while', () => Promise.resolve(hasBeenSaid()));
  await eventually('the page goes on', () => Promise.resolve(visitor.url() === RESTRICTED_URL));
  await visitor.close();
  await scene.reopenPopup();
  await scene.expectNextPolicyToArrive();
});

/** So long at least a sentence stays that somebody is to read. */
const READABLE_MS = 300;

/**
 * Runs in the block page: reports once it has said for so long why it goes on. The page's own timers are due in order, so on
 * a machine however busy this one is answered before the later one that leaves the page.
 */
function sayWhenReadable(report: string, readableMs: number): void {
  const says = (selector: string, text: string) =>
    document.querySelector(selector)?.textContent.includes(text) === true;
  const saysBoth = () => says('h1', 'chatgpt.com is no longer blocked') && says('#live', 'Opening the site');
  const observer = new MutationObserver(() => {
    if (!saysBoth()) return;
    observer.disconnect();
    setTimeout(() => {
      if (saysBoth()) (window as unknown as Record<string, () => void>)[report]?.();
    }, readableMs);
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}

test('a host that asks for patience is left alone until then, unless somebody presses the button', async () => {
  const retryAfterMs = 600_000;
  scene.host.answerWith(saying(429, { 'Retry-After': String(retryAfterMs / 1000) }));
  const { problems } = await scene.checkNow();
  expect(problems).toEqual(['The policy server returned an error (HTTP 429). The last valid policy stays active.']);
  const { atMs, nextAtMs } = (await scene.record('check')) as Check;
  expect(nextAtMs).toBeGreaterThanOrEqual(atMs + retryAfterMs);
  const alarm = await scene.popup.evaluate(() => chrome.alarms.get('poll'));
  expect(alarm?.scheduledTime).toBe(nextAtMs);

  const before = requests();
  await letMinutePass();
  await scene.reopenPopup();
  await letMinutePass();
  const visitor = await scene.expectEnforced();
  await eventually('the explanation page has asked', () =>
    visitor.$eval('#live', ({ textContent }) => textContent.startsWith('Checked just now')),
  );
  await scene.browser.killWorker();
  await scene.reopenPopup();
  expect(requests()).toBe(before);

  await scene.checkNow();
  expect(requests()).toBe(before + 1);
  await scene.expectNextPolicyToArrive();
});

test('the network back brings the next look near, and does not make it at once', async () => {
  scene.host.answerWith(saying(500));
  await scene.checkNow();
  const { atMs, nextAtMs } = (await scene.record('check')) as Check;
  expect(nextAtMs).toBeGreaterThan(atMs + 2 * START_SPREAD_MS);
  await letMinutePass();
  const before = requests();
  // What the browser tells a worker when an interface comes up.
  await (
    await scene.browser.worker()
  ).evaluate(() => (navigator as unknown as { connection: EventTarget }).connection.dispatchEvent(new Event('change')));
  const alarm = () => scene.popup.evaluate(() => chrome.alarms.get('poll'));
  await eventually('the next look is near', async () => ((await alarm())?.scheduledTime ?? Infinity) < nextAtMs);
  expect((await alarm())?.scheduledTime).toBeLessThanOrEqual(Date.now() + START_SPREAD_MS);
  expect(requests()).toBe(before);
  await scene.reopenPopup();
  await scene.expectNextPolicyToArrive();
});

test('a worker killed while the host keeps it waiting', async () => {
  const { policy } = await scene.publishNext();
  const held = holding(saying(200, { 'Content-Type': 'application/jose' }, await scene.company.document()));
  scene.host.answerWith(held.answer);
  const stopWorker = await workerStopper(scene.browser);
  const before = requests();
  await scene.pressCheck();
  await scene.host.waitForRequest(before);
  await stopWorker();
  await scene.expectEnforced();
  held.release();
  // The look that died is made again by the next worker.
  const hasArrived = async () => (await scene.shown()).policy?.includes(`revision ${policy.revision},`) === true;
  await eventually('the policy arrives after all', hasArrived);
  expect((await scene.reopenPopup()).problems).toEqual([]);
  await scene.expectNextPolicyToArrive();
});

test('a body without end', async () => {
  scene.host.answerWith(dripping);
  const before = requests();
  await scene.pressCheck();
  await scene.host.waitForRequest(before);
  await scene.expectAnswered();
  const isOver = async () => ((await scene.record('check')) as Check).outcome === 'host-timeout';
  await eventually('the worker gives up', isOver);
  expect((await scene.reopenPopup()).problems).toEqual([
    'The policy server did not respond in time. The last valid policy stays active.',
  ]);
  expect(await scene.lastCheck()).toMatchObject({ code: 'host-timeout' });
  await scene.expectEnforced();
  await scene.expectNextPolicyToArrive();
});
