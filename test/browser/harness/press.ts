import type { Page } from 'puppeteer-core';

/** Presses what acts on a block page, once the page has been in front for as long as that takes. */
export async function press(page: Page, selector: string): Promise<void> {
  await page.bringToFront();
  await page.waitForSelector('#continue-button:not([aria-disabled])', { hidden: false });
  await page.waitForSelector(selector);
  await page.click(selector);
}
