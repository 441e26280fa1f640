/**
 * Every state that the pages can show, from one real policy in the real extension, in each language: what is said, that
 * axe-core finds nothing, and a picture of each in artifacts/states.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { navigate } from '../../scripts/browser/navigate.mjs';
import { LANGUAGES, message, type Language } from '../support/messages.js';
import { axeViolations } from './harness/axe.js';
import { Chromium } from './harness/chromium.js';
import { setScene, type Scene } from './harness/scene.js';
import { statesPolicy } from './harness/states-policy.js';

const PICTURES = path.resolve('artifacts/states');

type Said = readonly [key: string, ...values: string[]];

interface ExplanationState {
  readonly state: string;
  readonly url: string;
  readonly headline: Said;
  /** Parts of the page that are shown in this state; all others of `PARTS` are not. */
  readonly shown: readonly string[];
}

const PARTS = [
  '#until',
  '#why',
  '#sign-in',
  '#alternatives-section',
  '#no-alternative',
  '#continue',
  '#justification',
  '#request',
];

const EXPLANATIONS: readonly ExplanationState[] = [
  {
    state: 'block',
    url: 'https://chatgpt.com/c/42?q=a-secret-prompt',
    headline: ['blocked_headline', 'ChatGPT', 'Contoso'],
    shown: ['#why', '#alternatives-section', '#request'],
  },
  {
    state: 'block-until',
    url: 'https://www.perplexity.ai/',
    headline: ['blocked_headline', 'Perplexity', 'Contoso'],
    shown: ['#until', '#why', '#alternatives-section', '#request'],
  },
  {
    state: 'block-without-alternative',
    url: 'https://www.midjourney.com/imagine',
    headline: ['blocked_headline', 'Midjourney', 'Contoso'],
    shown: ['#why', '#alternatives-section', '#no-alternative', '#request'],
  },
  {
    state: 'warn-with-reason',
    url: 'https://www.deepl.com/translator',
    headline: ['blocked_headline_warn', 'DeepL', 'Contoso'],
    shown: ['#why', '#alternatives-section', '#continue', '#justification'],
  },
  {
    state: 'warn',
    url: 'https://gamma.app/',
    headline: ['blocked_headline_warn', 'Gamma', 'Contoso'],
    shown: ['#why', '#alternatives-section', '#no-alternative', '#continue'],
  },
  {
    state: 'account',
    url: 'https://team.fabrikam.example/anonymous',
    headline: ['blocked_headline_account', 'Team AI', 'Contoso'],
    shown: ['#why', '#sign-in', '#request'],
  },
];

interface PopupState {
  readonly state: string;
  readonly url: string;
  readonly headline: Said;
}

const POPUPS: readonly PopupState[] = [
  { state: 'restricted', url: 'https://chatgpt.com/', headline: ['popup_site_restricted', 'ChatGPT'] },
  { state: 'warned', url: 'https://www.deepl.com/', headline: ['popup_site_warned', 'DeepL'] },
  { state: 'account', url: 'https://team.fabrikam.example/', headline: ['popup_site_account', 'Team AI'] },
  {
    state: 'approved',
    url: 'https://assistant.contoso.example/',
    headline: ['popup_site_approved', 'Contoso Assistant'],
  },
  { state: 'observed', url: 'https://suno.com/', headline: ['popup_site_observed', 'Suno'] },
  { state: 'ungoverned', url: 'https://news.example/', headline: ['popup_site_ungoverned', 'news.example'] },
  { state: 'no-site', url: 'about:blank', headline: ['popup_site_none'] },
];

describe.each(LANGUAGES)('in %s', (language) => {
  let scene: Scene<Chromium>;
  /** One tab for all states: opening one for each would cost more than what is seen in it. */
  let page: Page;

  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    scene = await setScene((request) => Chromium.start({ ...request, language }), statesPolicy(Date.now()));
    page = await scene.browser.open('about:blank');
    await page.setViewport({ width: 1000, height: 800 });
    await page.bringToFront();
  });
  afterAll(() => scene.close());

  async function inspect(shown: Page, name: string): Promise<void> {
    // Pictures of a whole popup repeat its beginning (Chromium 156): of a popup there is what its reader sees at first.
    const fullPage = !name.startsWith('popup');
    await shown.screenshot({ path: path.join(PICTURES, `${name}-${language}.png`), fullPage });
    const { violations, passes } = await axeViolations(shown);
    expect(violations).toEqual([]);
    expect(passes).toBeGreaterThan(10);
  }

  test.each(EXPLANATIONS)('the explanation: $state', async ({ state, url, headline, shown }) => {
    await navigate(page, url, (address) => scene.browser.isBlockedPage(address) && address.endsWith(`/${url}`));
    await page.waitForSelector('#why:not([hidden])');
    await page.waitForFunction(
      (done: string) => document.getElementById('live')?.textContent === done,
      {},
      message(language, 'blocked_checked'),
    );
    expect(await textOf(page, 'h1')).toBe(said(language, headline));
    expect(await partsShown(page)).toEqual(shown);
    expect(await page.evaluate(() => document.documentElement.lang.slice(0, 2))).toBe(language);
    await inspect(page, `explanation-${state}`);
  });

  test.each(POPUPS)('the popup: $state', async ({ state, url, headline }) => {
    await navigate(page, url, (address) => address.startsWith(url) || scene.browser.isBlockedPage(address));
    const popup = await scene.browser.openPopup();
    expect(await textOf(popup, '#site-headline')).toBe(said(language, headline));
    expect(await popup.evaluate(() => document.getElementById('site')?.dataset['kind'])).toBe(state);
    await inspect(popup, `popup-${state}`);
    await popup.close();
  });

  test('the status page', async () => {
    await navigate(page, `${scene.browser.extensionOrigin}/status.html`);
    await page.waitForSelector('#rules li');
    await page.type('#search', 'deepl');
    await page.waitForSelector('#found li');
    expect(await textOf(page, '#found .chip')).toBe(message(language, 'decision_warned'));
    expect(await page.$$eval('#rules > li', (all) => all.length)).toBe(8);
    expect(await page.$$eval('#coming-rules > li', (all) => all.length)).toBe(1);
    expect(await page.$$eval('#event-rows > tr', (all) => all.length)).toBeGreaterThan(0);
    await inspect(page, 'status');
  });
});

const said = (language: Language, [key, ...values]: Said): string => message(language, key, ...values);

function textOf(page: Page, selector: string): Promise<string> {
  return page.evaluate((where: string) => document.querySelector(where)?.textContent ?? '', selector);
}

function partsShown(page: Page): Promise<string[]> {
  return page.evaluate(
    (parts: string[]) => parts.filter((part) => document.querySelector(part)?.checkVisibility() === true),
    PARTS,
  );
}
