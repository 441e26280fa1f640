/** The support file, saved from the status page as an employee does, and what `gatepost doctor` makes of it. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { doctorOfBundle } from '../../../src/cli/commands/doctor/run.js';
import type { Finding } from '../../../src/cli/doctor/finding.js';
import { eventually } from './eventually.js';
import type { ManagedBrowser } from './managed-browser.js';

/** Where downloads go: in Chromium a page of it is told, Firefox has a preference. */
export async function downloadInto(page: Page, folder: string): Promise<void> {
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
}

/**
 * Opens the status page, presses the button, and gives the file that lands in the folder of downloads.
 * @param folder empty, or not there yet @param before what is done on the page first
 */
export async function savedSupportFile(
  browser: ManagedBrowser,
  folder: string,
  before: (page: Page) => Promise<unknown>,
): Promise<string> {
  const page = await browser.open(`${browser.extensionOrigin}/status.html`);
  await page.bringToFront();
  const button = await page.waitForSelector('#bundle:not([hidden])');
  await before(page);
  await button?.click();
  let file = '';
  await eventually('the file is saved', async () => {
    const names = await readdir(folder).catch(() => []);
    [file = ''] = names.filter((each) => /^gatepost-[\w-]+\.json$/.test(each));
    // Firefox reserves the name with an empty file, and moves the whole one there.
    return file !== '' && (await stat(path.join(folder, file))).size > 0;
  });
  await page.close();
  return path.join(folder, file);
}

/** @param extensionId what was packed */
export async function doctorsFindings(
  browser: ManagedBrowser,
  folder: string,
  extensionId: string,
  before: (page: Page) => Promise<unknown>,
): Promise<Finding[]> {
  return doctorOfBundle(await savedSupportFile(browser, folder, before), extensionId);
}
