/** A warning: explained, continued for a while, over when its time or its rule is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { HANG_MS } from '../../scripts/browser/limits.mjs';
import { Chromium } from './harness/chromium.js';
import { eventually } from './harness/eventually.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';
import { press } from './harness/press.js';

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

/** The page in use has made room for the explanation, which says that typed text may be lost. */
async function ended(inUse: Page): Promise<void> {
  await eventually('the page is gone', () => Promise.resolve(inUse.isClosed()));
  const address = `${scene.browser.blockedPage}#1/guard-open/-/${RESTRICTED_URL}`;
  const find = async () => (await scene.browser.browser.pages()).find((each) => each.url() === address);
  await eventually('it is explained', async () => (await find()) !== undefined);
  const page = await find();
  if (page === undefined) throw new Error('the explanation is gone');
  await page.bringToFront();
  await page.waitForSelector('#interrupted:not([hidden])');
  expect(await page.$eval('#interrupted', (each) => each.textContent)).toContain(
    'Anything you had typed but not sent may be lost.',
  );
  await page.close();
}

describe('a site that is warned about', () => {
  test('is explained, and cannot be continued to without the reason that is asked for', async () => {
    const page = await openWarning();
    expect(await page.$eval('h1', (each) => each.textContent)).toBe('Contoso advises caution with ChatGPT');
    await press(page, '#continue-button');
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
    await press(page, '#continue-button');
    await waitForAddress(page, RESTRICTED_URL);
    const popup = await scene.browser.openPopup();
    const headline = await popup.evaluate(() => document.getElementById('site-headline')?.textContent);
    expect(headline).toMatch(/^You can use ChatGPT until /);
    await popup.close();
    const other = await scene.browser.open('https://chat.openai.com/');
    expect(await other.title()).toContain('Stand-in');
    const restricted = await scene.browser.openRestricted('https://www.bing.com/images/create');
    // Its look at the host has ended, so that the next test finds a worker that is idle.
    await restricted.waitForFunction(() => document.getElementById('live')?.textContent.startsWith('Checked'));
    await restricted.close();
    await page.close();
  });

  test('stays open when the worker is killed', async () => {
    await scene.browser.killWorker();
    const page = await scene.browser.open(RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in');
    await page.close();
  });

  test('is restricted again at once by a stricter policy, also where it is open', async () => {
    const inUse = await scene.browser.open(RESTRICTED_URL);
    await scene.company.publish(samplePolicy);
    await scene.browser.popup({ checkNow: true });
    await ended(inUse);
    const page = await scene.browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
    expect(await page.$eval('#continue', (each) => (each as HTMLElement).hidden)).toBe(true);
  });
});

const BYPASS_MINUTES = 5;

const shortPolicy = {
  ...samplePolicy,
  pollInterval: '1d',
  rules: [approved, { ...blocked, action: 'warn', warn: { minutes: BYPASS_MINUTES, justification: 'none' } }],
};

test('a bypass ends on time by itself, and with it the page that it opened', async () => {
  await scene.company.publish(shortPolicy);
  await scene.browser.popup({ checkNow: true });
  const page = await openWarning();
  await press(page, '#continue-button');
  await waitForAddress(page, RESTRICTED_URL);
  const seeThatItIsOpen = async () => {
    await scene.browser.popup({ checkNow: true });
    await scene.browser.killWorker();
    const open = await scene.browser.open(RESTRICTED_URL);
    expect(await open.title()).toContain('Stand-in');
    await open.close();
  };
  const beganAtMs = Date.now();
  await seeThatItIsOpen();
  // As if it had been given most of its time ago; what is left is enough to see so once more, however busy the machine is.
  const leftMs = Math.max(10_000, 5 * (Date.now() - beganAtMs));
  const untilMs = await scene.browser.inExtension((own) => own.evaluate(leaveFirstBypass, leftMs, BYPASS_MINUTES));
  await seeThatItIsOpen();
  expect(Date.now()).toBeLessThan(untilMs);
  await eventually('its page is gone', () => Promise.resolve(page.isClosed()), { timeoutMs: leftMs + HANG_MS });
  expect(Date.now()).toBeGreaterThanOrEqual(untilMs);
  await ended(page);
  await (await scene.browser.openRestricted(RESTRICTED_URL)).close();
});

/** @returns when it ends now */
async function leaveFirstBypass(leftMs: number, minutes: number): Promise<number> {
  const { bypasses } = await chrome.storage.session.get<{ bypasses: { grantedAtMs: number }[] }>('bypasses');
  const [bypass, ...others] = bypasses;
  if (bypass === undefined) throw new Error('no bypass');
  const untilMs = Date.now() + leftMs;
  const grantedAtMs = untilMs - minutes * 60_000;
  await chrome.storage.session.set({ bypasses: [{ ...bypass, grantedAtMs }, ...others] });
  return untilMs;
}
