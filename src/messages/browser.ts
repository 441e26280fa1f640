/**
 * The browser's own interfaces for pages. Both families answer with promises in Manifest V3, so that pages, which should
 * open at once, do without the library that the worker uses.
 */
import type Browser from 'webextension-polyfill';

interface Global {
  readonly browser?: Browser.Browser;
  readonly chrome?: unknown;
}

const { browser: standard, chrome: chromium } = globalThis as unknown as Global;

export const browser = standard ?? (chromium as Browser.Browser);
