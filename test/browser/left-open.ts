/** A block page that is left open goes on when its rule is lifted, and one can ask it to try again. Run for each browser. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { eventually } from './harness/eventually.js';
import { landed } from './harness/landed.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { liftedPolicy, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const URLS = [
  'https://chatgpt.com/c/1?q=1#part',
  'https://chat.openai.com/',
  'https://bing.com/images/create/x',
] as const;

export function describeLeftOpen(start: (request: BrowserRequest) => Promise<ManagedBrowser>): void {
  let scene: Scene<ManagedBrowser>;

  beforeAll(async () => {
    scene = await setScene(start, samplePolicy);
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    await scene.company.publish(samplePolicy);
    await scene.browser.popup({ checkNow: true });
  });

  async function openChecked(url: string): Promise<Page> {
    const page = await scene.browser.openRestricted(url);
    await eventually('the page has its answer', () =>
      page.evaluate(() => document.getElementById('live')?.textContent.startsWith('Checked') === true),
    );
    return page;
  }

  test('several go on by themselves once the browser holds the new policy, in front or not', async () => {
    const pages: Page[] = [];
    for (const url of URLS) pages.push(await openChecked(url));
    const around = await scene.browser.open('https://start.example/');
    await around.evaluate((url) => {
      document.body.appendChild(document.createElement('iframe')).src = url;
    }, URLS[0]);
    const frame = await around.waitForFrame((each) => each.parentFrame() !== null);
    await landed(frame, 'the block page', scene.browser.isBlockedPage);
    await scene.company.publish(liftedPolicy);
    // Nobody touches the pages: the browser alone hears of the policy.
    await scene.browser.popup({ checkNow: true });
    for (const [index, page] of pages.entries()) await landed(page, 'the site', (shown) => shown === URLS[index]);
    await landed(frame, 'the site in the frame', (shown) => shown === URLS[0]);
    for (const page of [...pages, around]) await page.close();
  });

  test('“Try again” asks for the policy, says that it still applies, and goes on when it does not', async () => {
    const page = await openChecked(URLS[0]);
    await page.bringToFront();
    await scene.browser.waitUntilCheckIsDue();
    await page.bringToFront();
    await page.click('#again');
    await eventually('it has tried', () =>
      page.evaluate(() => document.getElementById('live')?.textContent.startsWith('Checked') === true),
    );
    expect(scene.browser.isBlockedPage(await page.evaluate(() => location.href))).toBe(true);
    await scene.company.publish(liftedPolicy);
    await scene.browser.waitUntilCheckIsDue();
    await page.bringToFront();
    await page.click('#again');
    await landed(page, 'the site', (shown) => shown === URLS[0]);
    await page.close();
  });
}
