/** A warning: explained, continued for a while, over when its time or its rule is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const [approved, blocked] = samplePolicy.rules;
const warnRule = { ...blocked, action: 'warn', warn: { minutes: 30, justification: 'required' } };
const warningPolicy = { ...samplePolicy, rules: [approved, warnRule] };

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), warningPolicy);
});
afterAll(() => scene.close());

async function openWarning(): Promise<Page> {
  const page = await scene.browser.openRestricted(RESTRICTED_URL);
  await page.bringToFront();
  await page.waitForSelector('#continue:not([hidden])');
  return page;
}

const waitForAddress = (page: Page, url: string) =>
  page.waitForFunction((wanted: string) => location.href === wanted, { polling: 50 }, url);

describe('a site that is warned about', () => {
  test('is explained, and cannot be continued to without the reason that is asked for', async () => {
    const page = await openWarning();
    expect(await page.$eval('h1', (each) => each.textContent)).toBe('Contoso asks for care with ChatGPT');
    await page.click('#continue-button');
    expect(await page.$eval('#justification', (each) => each.matches(':invalid'))).toBe(true);
    // Not even past the page's own check.
    const answer: unknown = await page.evaluate(
      (fragment) => chrome.runtime.sendMessage({ kind: 'continue', fragment, languages: ['en'], justification: '  ' }),
      await page.evaluate(() => location.hash),
    );
    expect((answer as { kind: string }).kind).toBe('restricted');
    await page.close();
  });

  test('opens with a reason, for this tool alone, and the popup tells until when', async () => {
    const page = await openWarning();
    await page.type('#justification', 'Comparing models for the tender');
    await page.click('#continue-button');
    await waitForAddress(page, RESTRICTED_URL);
    const popup = await scene.browser.openPopup();
    const headline = await popup.evaluate(() => document.getElementById('site-headline')?.textContent);
    expect(headline).toMatch(/^ChatGPT is open for you until /);
    await popup.close();
    const other = await scene.browser.open('https://chat.openai.com/');
    expect(await other.title()).toContain('Stand-in');
    await scene.browser.openRestricted('https://www.bing.com/images/create');
    await page.close();
  });

  test('stays open when the worker is killed', async () => {
    await scene.browser.killWorker();
    const page = await scene.browser.open(RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in');
    await page.close();
  });

  test('is restricted again at once by a stricter policy', async () => {
    await scene.company.publish(samplePolicy);
    await scene.browser.popup({ checkNow: true });
    const page = await scene.browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
    expect(await page.$eval('#continue', (each) => (each as HTMLElement).hidden)).toBe(true);
  });
});
