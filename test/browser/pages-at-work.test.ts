/** What one does on the pages: continue for a while and end that, ask for access, wait for the end of a restriction. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { HANG_MS } from '../../scripts/browser/limits.mjs';
import { Chromium } from './harness/chromium.js';
import { eventually } from './harness/eventually.js';
import { landed } from './harness/landed.js';
import { setScene, withScene, type Scene } from './harness/scene.js';
import { press } from './harness/press.js';
import { statesPolicy } from './harness/states-policy.js';
import { toolbarOver } from './harness/toolbar.js';

const PICTURES = 'artifacts/states';
const WARNED = 'https://www.deepl.com/translator';
const RESTRICTED = 'https://chatgpt.com/c/42?q=a-secret-prompt#and-more';

const textOf = (page: Page, selector: string) =>
  page.evaluate((where: string) => document.querySelector(where)?.textContent ?? '', selector);

const waitForText = (page: Page, selector: string, pattern: string) =>
  page.waitForFunction(
    (where: string, wanted: string) => new RegExp(wanted).test(document.querySelector(where)?.textContent ?? ''),
    { polling: 50 },
    selector,
    pattern,
  );

async function openExplanation({ browser }: Scene<Chromium>, url: string): Promise<Page> {
  const page = await browser.openRestricted(url);
  await page.bringToFront();
  await page.waitForSelector('#why:not([hidden])');
  await waitForText(page, '#live', '^Checked just now');
  return page;
}

/** @returns how many bypasses the popup lists when it is opened anew */
async function bypassesInPopup({ browser }: Scene<Chromium>): Promise<number> {
  const popup = await browser.openPopup();
  const listed = await popup.$$('#bypass-list button');
  await popup.close();
  return listed.length;
}

let scene: Scene<Chromium>;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  scene = await setScene((request) => Chromium.start(request), statesPolicy(Date.now()));
});
afterAll(() => scene.close());

describe('continuing after a warning', () => {
  test('keeps the reason through a reload, counts down in the popup, shows in the toolbar, and can be ended', async () => {
    const page = await openExplanation(scene, WARNED);
    await page.type('#justification', 'The tender is in Portuguese');
    await page.reload();
    await page.waitForSelector('#continue:not([hidden])');
    expect(await page.$eval('#justification', (each) => (each as HTMLTextAreaElement).value)).toBe(
      'The tender is in Portuguese',
    );
    await press(page, '#continue-button');
    await landed(page, WARNED, (shown) => shown === WARNED);
    expect(await toolbarOver(scene.browser, null)).toEqual({
      sign: '◔',
      title: 'Gatepost: temporary access is active',
    });

    await page.bringToFront();
    const popup = await scene.browser.openPopup();
    expect(await popup.evaluate(() => document.getElementById('site')?.dataset['kind'])).toBe('bypassed');
    expect(await textOf(popup, '#bypass-list strong')).toBe('DeepL');
    const left = await textOf(popup, '.left');
    expect(left).toMatch(/^(30 minutes|29 minutes, \d+ seconds?) left$/);
    await popup.waitForFunction((before: string) => document.querySelector('.left')?.textContent !== before, {}, left);
    const explained = scene.browser.browser.waitForTarget((target) => scene.browser.isBlockedPage(target.url()));
    await popup.$eval('#bypass-list button', (button) => {
      (button as HTMLElement).click();
    });

    // The tab is replaced beneath the popup, which closes with it.
    const again = await (await explained).asPage();
    await waitForText(again, '#headline', '^Contoso advises caution with DeepL$');
    expect(await again.$eval('#justification', (each) => (each as HTMLTextAreaElement).value)).toBe('');
    await again.close();
    expect((await toolbarOver(scene.browser, null)).sign).toBe('');
    expect(await bypassesInPopup(scene)).toBe(0);
  });
});

describe('asking for access', () => {
  test('opens the company’s form with tool, rule, revision and support id, nothing of the address, and says so', async () => {
    const page = await openExplanation(scene, RESTRICTED);
    const opened = scene.browser.browser.waitForTarget((target) => target.url().includes('/access?'));
    await press(page, '#request-link');
    const form = new URL((await opened).url());
    expect(form.host).toBe('intranet.contoso.example');
    expect(Object.fromEntries(form.searchParams)).toEqual({
      tool: 'ChatGPT',
      rule: 'consumer-assistants',
      revision: '1',
      support: expect.stringMatching(/^[0-9A-F]{5}-[0-9A-F]{5}$/) as unknown,
    });
    await page.bringToFront();
    await waitForText(page, '#request-said', '^Form opened: today at ');
    await page.reload();
    await page.waitForSelector('#request-said:not([hidden])');
    expect(await textOf(page, '#request-said')).toMatch(/^Form opened: today at /);
    await page.close();
  });

  test('the details for the support are copied, without a part of the address', async () => {
    const page = await openExplanation(scene, RESTRICTED);
    await page.click('#copy');
    await waitForText(page, '#copy-live', '^Copied$');
    const copied = await page.$eval('#copied', (each) => (each as HTMLTextAreaElement).value);
    expect(copied).toContain('ChatGPT (OpenAI)');
    expect(copied).toContain('consumer-assistants (block)');
    expect(copied).not.toMatch(/secret|and-more|c\/42/);
    await page.close();
  });
});

test('the toolbar tells a tab with a restricted site from all others', async () => {
  const page = await openExplanation(scene, RESTRICTED);
  expect(await toolbarOver(scene.browser, 'blocked.html')).toEqual({
    sign: '✕',
    title: 'Gatepost: this site is blocked',
  });
  expect(await toolbarOver(scene.browser, null)).toEqual({ sign: '', title: 'Gatepost' });
  await page.close();
});

describe('in a frame of 200 by 100 pixels', () => {
  test('the explanation says what it is, leads to the whole page, and gives no leave', async () => {
    const page = await scene.browser.open('https://news.example/');
    await page.evaluate((url) => {
      document.body.innerHTML = `<iframe width="200" height="100" style="border:0" src="${url}"></iframe>`;
    }, WARNED);
    await eventually('the frame shows the explanation', () =>
      Promise.resolve(page.frames().some((frame) => scene.browser.isBlockedPage(frame.url()))),
    );
    const frame = page.frames().find((each) => scene.browser.isBlockedPage(each.url()));
    if (frame === undefined) throw new Error('the frame is gone');
    await frame.waitForFunction(
      () => document.getElementById('headline')?.textContent === 'Contoso advises caution with DeepL',
    );
    const seen = await frame.evaluate(() => ({
      overflow: [
        document.documentElement.scrollWidth - window.innerWidth,
        document.documentElement.scrollHeight - window.innerHeight,
      ],
      shown: ['#headline', '#whole-page', '#continue', '#request', '#details'].filter(
        (part) => document.querySelector(part)?.checkVisibility() === true,
      ),
      link: (document.getElementById('whole-page') as HTMLAnchorElement).target,
    }));
    expect(seen).toEqual({ overflow: [0, 0], shown: ['#headline', '#whole-page'], link: '_blank' });
    await page.setViewport({ width: 240, height: 140, deviceScaleFactor: 2 });
    await page.screenshot({ path: `${PICTURES}/explanation-in-a-frame-en.png` });
    // Not even past the page's own form.
    const answer: unknown = await frame.evaluate(() =>
      chrome.runtime.sendMessage({
        kind: 'continue',
        fragment: location.hash,
        languages: ['en'],
        justification: 'clicked unawares',
      }),
    );
    expect((answer as { kind: string }).kind).toBe('restricted');
    await page.close();
  });
});

test('a restriction with an end counts down, and the page goes on by itself when it has come', async () => {
  const policy = statesPolicy(Date.now());
  await withScene(
    (request) => Chromium.start(request),
    policy,
    async (own) => {
      const url = 'https://www.perplexity.ai/search';
      const beganAtMs = Date.now();
      await own.browser.popup({ checkNow: true });
      await (await openExplanation(own, url)).close();
      // On a machine that is busy, so many times as long as it takes to read the page.
      const readAfterMs = Math.max(12_000, 5 * (Date.now() - beganAtMs));
      const endMs = Math.ceil((Date.now() + readAfterMs) / 1000) * 1000;
      const until = `${new Date(endMs).toISOString().slice(0, 19)}Z`;
      const rules = policy.rules.map((rule) => (rule.id === 'closing-day' ? { ...rule, window: { until } } : rule));
      await own.company.publish({ ...policy, rules });
      await own.browser.popup({ checkNow: true });
      const page = await own.browser.openRestricted(url);
      await page.waitForSelector('#until:not([hidden])');
      expect(await textOf(page, '#opens')).toMatch(/^Available again: (today|tomorrow) at /);
      expect(await textOf(page, '#countdown')).toMatch(/^(1 minute, )?\d+ seconds? left$/);
      await eventually('the page has gone on', () => Promise.resolve(page.url() === url), {
        timeoutMs: readAfterMs + HANG_MS,
      });
      expect(Date.now()).toBeGreaterThanOrEqual(endMs);
    },
  );
});

test('a popup over a stopped worker shows tools and policy before the worker has answered', async () => {
  const page = await scene.browser.browser.newPage();
  await page.bringToFront();
  await page.evaluateOnNewDocument(() => {
    const says = (id: string) => (document.getElementById(id)?.textContent ?? '') !== '';
    const filled: string[] = [];
    Object.assign(globalThis, { filled });
    new MutationObserver(() => {
      for (const id of ['policy-lines', 'approved-list', 'site-headline']) {
        if (says(id) && !filled.includes(id)) filled.push(id);
      }
    }).observe(document, { subtree: true, childList: true });
  });
  for (let round = 0; round < 7; round += 1) {
    await scene.browser.killWorker();
    await page.goto(`${scene.browser.extensionOrigin}/popup.html`);
    // Only the worker knows of the site: `npm run bench -- wake` tells how long each takes.
    await page.waitForFunction(() => document.getElementById('site-headline')?.textContent !== '');
    const filled = await page.evaluate(() => (globalThis as unknown as { filled: string[] }).filled);
    expect(filled).toEqual(['policy-lines', 'approved-list', 'site-headline']);
  }
  await page.close();
});
