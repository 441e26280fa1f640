/** Enforcement outlives the worker, the browser's end and the network. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { Chromium } from './harness/chromium.js';
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

test('a browser restarted with no network goes on enforcing, from its first minute', async () => {
  const scene = await setScene(
    (request) => Chromium.start({ ...request, userDataDir: profileIn(request.workDir) }),
    samplePolicy,
  );
  const { company, standIn } = scene;
  await scene.browser.close();
  await company.goOffline();
  const again = await Chromium.start({
    workDir: company.workDir,
    userDataDir: profileIn(company.workDir),
    standInPort: standIn.port,
    managed: company.managed,
  });
  const page = await again.openRestricted(RESTRICTED_URL);
  await page.waitForSelector('#why:not([hidden])');
  await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'ChatGPT is restricted by Contoso');
  const popup = await again.popup({ checkNow: true });
  expect(popup.policy[0]).toBe('Contoso, revision 1, signed');
  expect(popup.problems).toEqual(['The policy’s host cannot be reached. The last good policy stays in force.']);
  await again.close();
  await standIn.close();
  await company.close();
});

const profileIn = (workDir: string): string => path.join(workDir, 'profile');
