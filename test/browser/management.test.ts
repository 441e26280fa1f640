/** The managed configuration: none, changed, taken away. */
import { expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { startCompany } from './harness/company.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene } from './harness/scene.js';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';

test('with no managed configuration it restricts nothing, and says that it is not managed', async () => {
  const company = await startCompany();
  const standIn = await startStandIn();
  const browser = await Chromium.start({ workDir: company.workDir, standInPort: standIn.port, managed: null });
  await browser.inExtension((page) =>
    page.waitForFunction(() => document.getElementById('policy-lines')?.textContent !== '', { polling: 50 }),
  );
  const popup = await browser.popup();
  expect(popup.policy[0]).toMatch(/^(This browser is not managed|Waiting for the browser’s configuration…)$/);
  const page = await browser.open(RESTRICTED_URL);
  expect(await page.title()).toContain('Stand-in: chatgpt.com');
  await browser.close();
  await standIn.close();
  await company.close();
});

test('a configuration that is taken away while the browser runs takes its rules with it', async () => {
  const scene = await setScene((request) => Chromium.start(request), samplePolicy);
  await scene.browser.setManaged(null);
  await scene.browser.waitUntilEnforced(false);
  expect((await scene.browser.popup()).policy[0]).toBe('This browser is not managed');
  await scene.browser.setManaged(scene.company.managed);
  await scene.browser.waitUntilEnforced();
  await scene.close();
});

test('a configuration with a mistake is named, and what applied before stays in force', async () => {
  const scene = await setScene((request) => Chromium.start(request), samplePolicy);
  await scene.browser.setManaged({ ...scene.company.managed, policyUrl: 'http://policy.contoso.example/policy.jws' });
  await scene.browser.inExtension((page) =>
    page.waitForFunction(
      async () => (await chrome.storage.managed.get())['policyUrl'] === 'http://policy.contoso.example/policy.jws',
      { polling: 100, timeout: 20_000 },
    ),
  );
  const popup = await scene.browser.popup({ checkNow: true });
  expect(popup.problems).toEqual([expect.stringContaining('policyUrl: an https address')]);
  const page = await scene.browser.openRestricted(RESTRICTED_URL);
  await page.waitForSelector('#why:not([hidden])');
  await scene.close();
});
