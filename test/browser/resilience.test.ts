/** Enforcement outlives the worker, the browser's end and the network. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { START_SPREAD_MS } from '../../src/worker/intervals.js';
import { Chromium } from './harness/chromium.js';
import { eventually } from './harness/eventually.js';
import { FaultScene } from './harness/fault-scene.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const installedRules = (browser: Chromium) =>
  browser.inExtension((page) => page.evaluate(() => chrome.declarativeNetRequest.getDynamicRules()));

describe('the worker killed', () => {
  let scene: Scene<Chromium>;

  beforeAll(async () => {
    scene = await setScene((request) => Chromium.start(request), samplePolicy);
  });
  afterAll(() => scene.close());

  test('restricted sites are answered by the explanation page all the same', async () => {
    await scene.browser.killWorker();
    const page = await scene.browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
    await page.close();
  });

  test('the next wake-up puts back the rules that something took away', async () => {
    const before = await installedRules(scene.browser);
    await scene.browser.inExtension((page) =>
      page.evaluate(async () => {
        const rules = await chrome.declarativeNetRequest.getDynamicRules();
        await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds: rules.map(({ id }) => id) });
      }),
    );
    expect(await installedRules(scene.browser)).toEqual([]);
    await scene.browser.killWorker();
    await scene.browser.waitUntilEnforced();
    expect(await installedRules(scene.browser)).toEqual(before);
  });

  test('the next wake-up obeys a policy that was published meanwhile', async () => {
    await scene.browser.killWorker();
    await scene.company.publish(liftedPolicy);
    await scene.browser.popup({ checkNow: true });
    const page = await scene.browser.open(RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in: chatgpt.com');
  });
});

test('a browser restarted with no network goes on enforcing, and looks once soon after its start', async () => {
  const profile = (workDir: string) => ({ userDataDir: path.join(workDir, 'profile') });
  const scene = await FaultScene.set({ launch: profile });
  try {
    await scene.browser.close();
    await scene.host.goDown();
    await scene.restart();
    const page = await scene.expectEnforced();
    expect(await page.$eval('h1', ({ textContent }) => textContent)).toBe('Contoso has blocked ChatGPT');
    const shown = await scene.checkNow();
    expect(shown.policy).toContain('Signed by Contoso, revision 1, checked');
    expect(shown.problems).toEqual(['The policy server cannot be reached. The last valid policy stays active.']);
    await scene.host.comeBack();
    await scene.expectNextPolicyToArrive();

    await scene.browser.close();
    const before = scene.host.requests.length;
    const startedAtMs = Date.now();
    await scene.restartLeft();
    await eventually('the alarm is that of the start', async () => {
      const alarm = await scene.popup.evaluate(() => chrome.alarms.get('poll'));
      const atMs = alarm?.scheduledTime ?? Infinity;
      return atMs > startedAtMs && atMs <= Date.now() + START_SPREAD_MS;
    });
    // Not to wait for two minutes: the alarm rings now.
    const check = (await scene.record('check')) as object;
    await scene.write('check', { ...check, nextAtMs: Date.now() });
    await scene.popup.evaluate(() => chrome.alarms.create('poll', { when: Date.now() }));
    await scene.host.waitForRequest(before);
    await eventually('the look has ended', async () => {
      const { outcome, nextAtMs } = (await scene.record('check')) as { outcome: string; nextAtMs: number };
      return outcome === 'unchanged' && nextAtMs > Date.now() + START_SPREAD_MS;
    });
    expect(scene.host.requests.length).toBe(before + 1);
  } finally {
    await scene.close();
  }
});
