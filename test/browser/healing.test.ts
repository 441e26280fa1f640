/** A mistake heals at the next click, and the block page is nobody's redirector. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { navigate } from '../../scripts/browser/navigate.mjs';
import { Chromium } from './harness/chromium.js';
import { landed } from './harness/landed.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), samplePolicy);
});
afterAll(() => scene.close());

const waitForText = (page: Page, selector: string, text: string) =>
  page.waitForFunction(
    (where: string, wanted: string) => document.querySelector(where)?.textContent.includes(wanted) === true,
    { polling: 50 },
    selector,
    text,
  );

const waitForAddress = (page: Page, url: string) => landed(page, url, (shown) => shown === url);

/** Restricts again, whatever a test left behind, and opens a block page that has checked that it is so. */
async function openExplained(): Promise<Page> {
  await scene.company.publish(samplePolicy);
  await scene.browser.popup({ checkNow: true });
  return openChecked();
}

async function openChecked(): Promise<Page> {
  const page = await scene.browser.openRestricted(RESTRICTED_URL);
  await waitForText(page, '#live', 'Checked just now');
  return page;
}

describe('a lifted restriction', () => {
  test('is found by the next visit, which goes on to the address', async () => {
    const first = await openExplained();
    await scene.company.publish(liftedPolicy);
    await scene.browser.waitUntilCheckIsDue();
    const page = await scene.browser.openRestricted(RESTRICTED_URL);
    await waitForAddress(page, RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in: chatgpt.com');
    await page.close();
    await first.close();
  });

  test('is found by a page that was open before, in the same tab', async () => {
    const page = await openExplained();
    await scene.company.publish(liftedPolicy);
    await scene.browser.popup({ checkNow: true });
    await waitForAddress(page, RESTRICTED_URL);
    await page.close();
  });

  test('inside an iframe is healed there, and leaves the page around it alone', async () => {
    await (await openExplained()).close();
    const page = await scene.browser.open('https://start.example/');
    await scene.company.publish(liftedPolicy);
    await scene.browser.waitUntilCheckIsDue();
    await page.bringToFront();
    await page.evaluate((url) => {
      document.body.appendChild(document.createElement('iframe')).src = url;
    }, RESTRICTED_URL);
    const frame = await page.waitForFrame((each) => each.url() === RESTRICTED_URL);
    expect(await frame.title()).toContain('Stand-in: chatgpt.com');
    expect(page.url()).toBe('https://start.example/');
    await page.close();
  });

  test('asks the host with the ETag of the policy in force, and at most once in three seconds', async () => {
    const page = await openExplained();
    await scene.browser.waitUntilCheckIsDue();
    const before = await lastCheck(page);
    await Promise.all([1, 2, 3, 4].map(async () => (await openChecked()).close()));
    const check = await lastCheck(page);
    expect(check.outcome).toBe('unchanged');
    expect(check.atMs).toBeGreaterThan(before.atMs);
    await (await openChecked()).close();
    expect((await lastCheck(page)).atMs).toBe(check.atMs);
    await page.close();
  });
});

async function lastCheck(page: Page): Promise<{ atMs: number; outcome: string }> {
  return page.evaluate(async () => {
    const stored = await chrome.storage.local.get('v2.check');
    return stored['v2.check'] as { atMs: number; outcome: string };
  });
}

describe('the explanation page goes on to nothing that was not restricted', () => {
  let fragment: string;

  beforeAll(async () => {
    const page = await openExplained();
    fragment = await page.evaluate(() => location.hash);
    await page.close();
  });

  /** Stays put for as long as going on would take, and gives what the page says. */
  async function openForged(hash: string): Promise<string> {
    const address = `${scene.browser.blockedPage}${hash}`;
    const page = await scene.browser.open(address, (landed) => landed.startsWith(scene.browser.blockedPage));
    const heard = new Promise<string>((resolve) =>
      page.once('framenavigated', (frame) => {
        resolve(frame.url());
      }),
    );
    await page.waitForFunction(() => document.getElementById('card')?.dataset['tone'] !== 'restricted');
    const answer = await Promise.race([
      heard,
      page.evaluate(
        () =>
          new Promise<string>((resolve) =>
            setTimeout(() => {
              resolve(document.querySelector('h1')?.textContent ?? '');
            }, 2_000),
          ),
      ),
    ]);
    await page.close();
    return answer;
  }

  test.each([
    ['an open address without proof', '#1/AAAAAAAAAAAAAAAAAAAAAA/consumer-assistants/https://evil.example/'],
    ['a restricted address without proof', `#1/AAAAAAAAAAAAAAAAAAAAAA/consumer-assistants/${RESTRICTED_URL}`],
    ['no fragment', ''],
    ['a bare address', '#https://evil.example/'],
  ])('%s', async (_, hash) => {
    expect(await openForged(hash)).toBe('Nothing is blocked here');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'chrome://settings/'])(
    'the proof with %s',
    async (url) => {
      expect(await openForged(fragment.replace(RESTRICTED_URL, url))).toBe('Nothing is blocked here');
    },
  );

  test('the proof with an address that no rule restricted', async () => {
    const forged = fragment.replace(RESTRICTED_URL, 'https://evil.example/');
    expect(await openForged(forged)).toBe('evil.example is not blocked');
    expect(scene.standIn.requests.filter(({ host }) => host === 'evil.example')).toEqual([]);
  });

  test('a web page cannot open it at all', async () => {
    const page = await scene.browser.open('https://start.example/');
    const address = `${scene.browser.blockedPage}${fragment}`;
    const failed = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => false,
          () => true,
        ),
      address,
    );
    expect(failed).toBe(true);
    await page.evaluate((url) => {
      location.href = url;
    }, address);
    await page.waitForFunction(() => !location.href.startsWith('https:'), { polling: 50 });
    expect(await page.evaluate(() => location.href)).not.toContain('blocked.html');
    await navigate(page, 'https://start.example/');
    await page.close();
  });
});
