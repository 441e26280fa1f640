/** The pages as their readers see them: both languages, light and dark, narrow and wide; pictures go to artifacts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { navigate } from '../../scripts/browser/navigate.mjs';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const PICTURES = path.resolve('artifacts/pages');

const LANGUAGES = [
  {
    language: 'en',
    headline: 'Contoso has blocked ChatGPT',
    reason: 'Text you type there may be used to train the vendor’s models.',
    about: 'For everything, confidential text included.',
    popup: 'ChatGPT is blocked',
  },
  {
    language: 'fr',
    headline: 'Contoso a bloqué l’accès à ChatGPT',
    reason: 'Les textes saisis peuvent servir à entraîner les modèles du fournisseur.',
    about: 'Pour tout, textes confidentiels compris.',
    popup: 'ChatGPT est bloqué',
  },
];

const CHECKS = (['light', 'dark'] as const).flatMap((scheme) => [320, 768, 1600].map((width) => ({ scheme, width })));

describe.each(LANGUAGES)('in $language', ({ language, headline, reason, about, popup }) => {
  let scene: Scene<Chromium>;
  let page: Page;

  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    scene = await setScene((request) => Chromium.start({ ...request, language }), samplePolicy);
    page = await scene.browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
  });
  afterAll(() => scene.close());

  const textOf = (selector: string) =>
    page.evaluate((where: string) => document.querySelector(where)?.textContent ?? '', selector);

  test('the explanation page says what, why, what instead and whom to ask', async () => {
    expect(await textOf('h1')).toBe(headline);
    expect(await textOf('#reason')).toBe(reason);
    expect(await textOf('#alternatives')).toContain(about);
    expect(await textOf('#facts')).toContain('ai-desk@contoso.example');
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(new RegExp(`^${language}`));
    const link = await page.$eval('#alternatives a', (each) => each.href);
    expect(link).toBe('https://assistant.contoso.example/');
  });

  test.each(CHECKS)('it fits $width pixels, $scheme', async ({ scheme, width }) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(scheme === 'light' ? 'rgb(242, 244, 247)' : 'rgb(18, 21, 26)');
    await page.screenshot({
      path: path.join(PICTURES, `explanation-${language}-${scheme}-${width}.png`),
      fullPage: true,
    });
  });

  test('it is used from the keyboard: the first stop is the approved tool', async () => {
    await page.bringToFront();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => (document.activeElement as HTMLAnchorElement | null)?.href)).toBe(
      'https://assistant.contoso.example/',
    );
  });

  test('the way back leads to the page before', async () => {
    const visited = await scene.browser.open('https://news.example/');
    await visited.bringToFront();
    await navigate(visited, RESTRICTED_URL, (address) => scene.browser.isBlockedPage(address));
    await visited.waitForFunction(() => document.getElementById('back')?.checkVisibility() === true);
    await visited.focus('#back');
    await visited.keyboard.press('Enter');
    await visited.waitForFunction(() => location.host === 'news.example');
    await visited.close();
  });

  test('the popup over it tells of the restricted site', async () => {
    await page.bringToFront();
    const opened = await scene.browser.openPopup();
    const site = await opened.evaluate(() => document.getElementById('site-headline')?.textContent);
    expect(site).toBe(popup);
    await opened.screenshot({ path: path.join(PICTURES, `popup-${language}.png`) });
    await opened.close();
  });
});

test.each([
  ['https://assistant.contoso.example/', 'Contoso Assistant is approved'],
  ['https://www.example.com/', 'No rule covers www.example.com'],
])('the popup over %s says: %s', async (url, expected) => {
  const scene = await setScene((request) => Chromium.start(request), samplePolicy);
  try {
    const page = await scene.browser.open(url);
    await page.bringToFront();
    const opened = await scene.browser.openPopup();
    expect(await opened.evaluate(() => document.getElementById('site-headline')?.textContent)).toBe(expected);
  } finally {
    await scene.close();
  }
});
