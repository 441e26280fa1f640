/** The states of pages in a browser that has no published policy: not managed, or still waiting for the first one. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { LANGUAGES, message, type Language } from '../support/messages.js';
import { axeViolations } from './harness/axe.js';
import { Chromium } from './harness/chromium.js';
import { startCompany } from './harness/company.js';

const PICTURES = path.resolve('artifacts/states');

beforeAll(() => mkdir(PICTURES, { recursive: true }));

/** @param more beside address and keys; null: a browser that nobody manages */
async function withBrowser(language: Language, more: object | null, act: (browser: Chromium) => Promise<void>) {
  const company = await startCompany();
  const standIn = await startStandIn();
  const managed = more === null ? null : { ...company.managed, ...more };
  const browser = await Chromium.start({ workDir: company.workDir, standInPort: standIn.port, managed, language });
  try {
    await act(browser);
  } finally {
    await browser.close();
    await standIn.close();
    await company.close();
  }
}

async function inspect(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: !name.startsWith('popup') });
  expect((await axeViolations(page)).violations).toEqual([]);
}

const headlineOf = (page: Page) => page.$eval('h1', (each) => each.textContent);

async function extensionPage(browser: Chromium, address: string, filled: string): Promise<Page> {
  const page = await browser.open(`${browser.extensionOrigin}/${address}`);
  await page.bringToFront();
  await page.waitForFunction((where: string) => document.querySelector(where)?.textContent !== '', {}, filled);
  return page;
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('a browser that waits for its first policy says so, and what is closed until then', async () => {
    const more = { organisation: 'Contoso', initialMode: 'closed', initialSites: ['chatgpt.com'] };
    await withBrowser(language, more, async (browser) => {
      await browser.waitUntilEnforced();
      const page = await browser.openRestricted('https://chatgpt.com/');
      await page.waitForSelector('#why:not([hidden])');
      expect(await headlineOf(page)).toBe(message(language, 'blocked_headline', 'chatgpt.com', 'Contoso'));
      expect(await page.$eval('#reason', (each) => each.textContent)).toBe(message(language, 'blocked_reason_initial'));
      await inspect(page, `explanation-initial-${language}`);

      const popup = await extensionPage(browser, 'popup.html', '#problem-list');
      const problems = await popup.$$eval('#problem-list li', (all) => all.map((each) => each.textContent));
      expect(problems[0]).toBe(message(language, 'problem_initial_fail_closed'));
      await inspect(popup, `popup-problems-${language}`);

      const stray = await extensionPage(browser, 'blocked.html', '#notice');
      expect(await headlineOf(stray)).toBe(message(language, 'blocked_not_ours_title'));
      await inspect(stray, `explanation-not-ours-${language}`);

      const forged = page.url().replace('chatgpt.com', 'open.example');
      const open = await extensionPage(browser, forged.slice(browser.extensionOrigin.length + 1), '#notice');
      expect(await headlineOf(open)).toBe(message(language, 'blocked_not_restricted', 'open.example'));
      await inspect(open, `explanation-not-restricted-${language}`);
    });
  });

  test('a browser that nobody manages says so', async () => {
    await withBrowser(language, null, async (browser) => {
      const popup = await extensionPage(browser, 'popup.html', '#remarks');
      const lines = await popup.$$eval('#remarks p', (all) => all.map((each) => each.textContent));
      const expected = [
        [message(language, 'popup_waiting')],
        [message(language, 'popup_unmanaged'), message(language, 'popup_unmanaged_more')],
      ];
      expect(expected).toContainEqual(lines);
      await inspect(popup, `popup-without-management-${language}`);
      const status = await extensionPage(browser, 'status.html', '#managed-none');
      await inspect(status, `status-without-management-${language}`);
    });
  });
});
