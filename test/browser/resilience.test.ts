/** Enforcement outlives the worker, the browser's end and the network. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { Chromium } from './harness/chromium.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import type { BrowserRequest } from './harness/managed-browser.js';
import { setScene, withScene, type Scene } from './harness/scene.js';

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

test('a browser restarted with no network goes on enforcing', async () => {
  const withProfile = (request: BrowserRequest) =>
    Chromium.start({ ...request, userDataDir: path.join(request.workDir, 'profile') });
  await withScene(withProfile, samplePolicy, async ({ browser, company, standIn }) => {
    await browser.close();
    await company.goOffline();
    const { workDir, managed } = company;
    const again = await withProfile({ workDir, standInPort: standIn.port, managed });
    try {
      const page = await again.openRestricted(RESTRICTED_URL);
      await page.waitForSelector('#why:not([hidden])');
      expect(await page.evaluate(() => document.querySelector('h1')?.textContent)).toBe(
        'ChatGPT is restricted by Contoso',
      );
      const popup = await again.popup({ checkNow: true });
      expect(popup.policy[0]).toBe('Contoso, revision 1, signed');
      expect(popup.problems).toEqual(['The policy’s host cannot be reached. The last good policy stays in force.']);
    } finally {
      await again.close();
    }
  });
});
