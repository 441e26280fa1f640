/** The main job in real Chromium: published, fetched, enforced, explained, lifted. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { startChromium, type ManagedBrowser } from './harness/chromium.js';
import { startCompany, type Company } from './harness/company.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';

let company: Company;
let standIn: Awaited<ReturnType<typeof startStandIn>>;
let browser: ManagedBrowser;

beforeAll(async () => {
  company = await startCompany();
  standIn = await startStandIn();
  await company.publish(samplePolicy);
  browser = await startChromium({ workDir: company.workDir, standInPort: standIn.port, managed: company.managed });
  await browser.waitUntilEnforced();
});

afterAll(async () => {
  await browser.close();
  await standIn.close();
  await company.close();
});

const textOf = (selector: string) => document.querySelector(selector)?.textContent ?? '';

describe('a restricted site', () => {
  test('is answered by the explanation page, which has the whole address', async () => {
    const page = await browser.openRestricted(RESTRICTED_URL);
    const hash = await page.evaluate(() => location.hash);
    expect(hash.replace(/^#1\/[\w-]{22}/, '')).toBe(`/consumer-assistants/${RESTRICTED_URL}`);
    await page.waitForSelector('#why:not([hidden])');
    expect(await page.evaluate(textOf, 'h1')).toBe('ChatGPT is restricted by Contoso');
    await page.close();
  });

  test('is lifted and healed by the next visit', async () => {
    const page = await browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
    await company.publish(liftedPolicy);
    await new Promise((resolve) => setTimeout(resolve, 3100));
    await page.reload();
    await page.waitForFunction((url: string) => location.href === url, {}, RESTRICTED_URL);
  });
});
