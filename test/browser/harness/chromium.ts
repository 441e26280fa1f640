/** A Chromium with the built extension, as a browser test sees it. */
import type { Browser, Page, WebWorker } from 'puppeteer-core';
import path from 'node:path';
import { findChromium } from '../../../scripts/browser/find-browser.mjs';
import { extensionIdFromKey, killWorker, launchChromium, waitForWorker } from '../../../scripts/browser/launch-chromium.mjs';
import { navigate } from '../../../scripts/browser/navigate.mjs';
import { DEVELOPMENT_KEY } from '../../../scripts/manifest.mjs';
import { readPopup, type Popup } from './popup.js';

export const EXTENSION_ID = extensionIdFromKey(DEVELOPMENT_KEY);
export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`;
export const BLOCKED_PAGE = `${EXTENSION_ORIGIN}/blocked.html`;
const EXTENSION_DIR = path.resolve('dist/chrome');

export interface ManagedBrowser {
  readonly browser: Browser;
  /** Opens an address in a new tab and gives the page once it has landed where expected. */
  open(url: string, hasLanded?: (address: string) => boolean): Promise<Page>;
  /** Opens a restricted address in a new tab and gives the explanation page. */
  openRestricted(url: string): Promise<Page>;
  /** Opens the popup's page in a tab of its own and reads it; `checkNow` presses its button first. */
  popup(checkNow?: boolean): Promise<Popup>;
  /** Waits until the browser holds rules (or none) as `enforced` says. */
  waitUntilEnforced(enforced?: boolean): Promise<void>;
  worker(): Promise<WebWorker>;
  killWorker(): Promise<void>;
  setManaged(managed: object | null): Promise<void>;
  close(): Promise<void>;
}

export interface ChromiumRequest {
  readonly workDir: string;
  readonly standInPort: number;
  /** Null: a browser that nobody manages. */
  readonly managed: object | null;
  readonly userDataDir?: string;
  readonly extraArgs?: string[];
}

const isBlockedPage = (address: string): boolean => address.startsWith(`${BLOCKED_PAGE}#`);

const policiesFor = (managed: object | null): Record<string, unknown> =>
  managed === null ? {} : { '3rdparty': { extensions: { [EXTENSION_ID]: managed } } };

export async function startChromium(request: ChromiumRequest): Promise<ManagedBrowser> {
  const { workDir, standInPort, managed, userDataDir, extraArgs } = request;
  const running = await launchChromium({
    browser: await findChromium({}),
    extensionDir: EXTENSION_DIR,
    workDir,
    standInPort,
    policies: policiesFor(managed),
    ...(userDataDir !== undefined && { userDataDir }),
    ...(extraArgs !== undefined && { extraArgs }),
  });
  const { browser } = running;
  const open = async (url: string, hasLanded?: (address: string) => boolean): Promise<Page> => {
    const page = await browser.newPage();
    await navigate(page, url, hasLanded);
    return page;
  };
  const worker = () => waitForWorker(browser, EXTENSION_ID);
  return {
    browser,
    open,
    openRestricted: (url) => open(url, isBlockedPage),
    async popup(checkNow = false) {
      const page = await open(`${EXTENSION_ORIGIN}/popup.html`);
      const popup = await readPopup(page, checkNow);
      await page.close();
      return popup;
    },
    async waitUntilEnforced(enforced = true) {
      const page = await open(`${EXTENSION_ORIGIN}/popup.html`);
      await page.waitForFunction(
        async (wanted: boolean) => (await chrome.declarativeNetRequest.getDynamicRules()).length > 0 === wanted,
        { timeout: 15_000, polling: 50 },
        enforced,
      );
      await page.close();
    },
    worker,
    killWorker: async () => killWorker(browser, await worker()),
    setManaged: (next) => running.setPolicies(policiesFor(next)),
    close: () => running.close(),
  };
}
