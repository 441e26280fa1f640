/** Reads the popup's page as its user does. */
import type { Page } from 'puppeteer-core';

export interface Popup {
  readonly site: string;
  readonly policy: readonly string[];
  readonly problems: readonly string[];
  readonly approved: readonly string[];
}

export async function readPopup(page: Page, checkNow: boolean): Promise<Popup> {
  await page.bringToFront();
  await page.waitForFunction(() => document.getElementById('site-headline')?.textContent !== '');
  if (checkNow) {
    await page.click('#check');
    await page.waitForFunction(() => document.getElementById('live')?.textContent !== '');
  }
  return page.evaluate(() => {
    const lines = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
    return {
      site: document.getElementById('site-headline')?.textContent ?? '',
      policy: lines('#policy:not([hidden]) #policy-lines p'),
      problems: lines('#problem-list li'),
      approved: lines('#approved:not([hidden]) #approved-list li > :first-child'),
    };
  });
}
