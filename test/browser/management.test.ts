/** The managed configuration: none, changed, taken away. */
import { expect, test } from '@jest/globals';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { Chromium } from './harness/chromium.js';
import { startCompany } from './harness/company.js';
import { eventually } from './harness/eventually.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const start = Chromium.start.bind(Chromium);

test('with no managed configuration it restricts nothing, and says that it is not managed', async () => {
  const company = await startCompany();
  const standIn = await startStandIn();
  const browser = await start({ workDir: company.workDir, standInPort: standIn.port, managed: null });
  try {
    const popup = await browser.popup();
    expect(popup.policy[0]).toMatch(/^(This browser is not managed|Waiting for the browser’s configuration…)$/);
    const page = await browser.open(RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in: chatgpt.com');
  } finally {
    await browser.close();
    await standIn.close();
    await company.close();
  }
});

test('a configuration that is taken away while the browser runs takes its rules with it', async () => {
  await withScene(start, samplePolicy, async ({ browser, company }) => {
    await browser.setManaged(null);
    await browser.waitUntilEnforced(false);
    expect((await browser.popup()).policy[0]).toBe('This browser is not managed');
    await browser.setManaged(company.managed);
    await browser.waitUntilEnforced();
  });
});

test('a configuration with a mistake is named, and what applied before stays in force', async () => {
  await withScene(start, samplePolicy, async ({ browser, company }) => {
    const policyUrl = 'http://policy.contoso.example/policy.jws';
    await browser.setManaged({ ...company.managed, policyUrl });
    await browser.inExtension((page) =>
      eventually('the browser has the new configuration', async () => {
        const delivered = await page.evaluate(() => chrome.storage.managed.get('policyUrl'));
        return delivered['policyUrl'] === policyUrl;
      }),
    );
    const popup = await browser.popup({ checkNow: true });
    expect(popup.problems).toEqual([expect.stringContaining('policyUrl: an https address')]);
    const page = await browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
  });
});
