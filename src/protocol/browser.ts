/**
 * The browser's own interfaces, for worker and pages. Both families answer with promises in Manifest V3, so that no
 * library has to make them alike; where they differ, the file that uses them says so.
 */
import type Browser from 'webextension-polyfill';

interface Global {
  readonly browser?: Browser.Browser;
  readonly chrome?: unknown;
}

const { browser: standard, chrome: chromium } = globalThis as unknown as Global;

export const browser = standard ?? (chromium as Browser.Browser);
