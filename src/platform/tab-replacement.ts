/** Puts a page of ours in a tab's place, past whatever the page there does to stay. Each step has its time, and no more. */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import { within } from './within.js';

/** Firefox can put our page in the place of the other in the tab's history; Chromium refuses to hear of it. */
const REPLACING = self.location.origin.startsWith('moz-extension:') ? { loadReplace: true } : {};

/** A page that is busy, or shows a dialog, does not run our script; it is not waited for. */
const SCRIPT_WAIT_MS = 300;
const STEP_WAIT_MS = 2_000;

/** A page that never pauses to be replaced is waited for no longer than this. */
const LANDING_WAIT_MS = 600;
const LANDING_LOOK_MS = 50;

export async function replaceTab(tabId: number, url: string): Promise<void> {
  // Asleep, a page has no say, no connection and no place in the back/forward cache. The tab keeps its place.
  const asleep = await sleepingId(tabId);
  if (asleep !== undefined) {
    await step(browser.tabs.update(asleep, { url }));
    return;
  }
  await disarm(tabId);
  await step(browser.tabs.update(tabId, { url, ...REPLACING }));
  if (!(await hasLanded(tabId, url))) await openInPlaceOf(tabId, url);
}

/** What fails, or takes too long, is undefined. */
function step<Value>(work: Promise<Value>, waitMs = STEP_WAIT_MS): Promise<Value | undefined> {
  return within<Value | undefined>(
    waitMs,
    work.catch(() => undefined),
  );
}

/** Chromium gives the tab a new id. Undefined where the tab was not put to sleep: Firefox does not do so with one in front. */
async function sleepingId(tabId: number): Promise<number | undefined> {
  const asleep: unknown = await step(browser.tabs.discard(tabId));
  return (asleep as Browser.Tabs.Tab | undefined)?.id;
}

async function disarm(tabId: number): Promise<void> {
  const target = { tabId, frameIds: [0] };
  const run = browser.scripting.executeScript({ target, files: ['guard-disarm.js'], injectImmediately: true });
  await step(run, SCRIPT_WAIT_MS);
}

/** Whether our page is there, or the tab is gone. */
async function hasLanded(tabId: number, url: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < LANDING_WAIT_MS; waitedMs += LANDING_LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LANDING_LOOK_MS));
    const tab = await step<Browser.Tabs.Tab | null>(browser.tabs.get(tabId).catch(() => null));
    if (tab === null || tab?.url === url) return true;
  }
  return false;
}

/**
 * In Firefox a page can stop whatever would replace it for as long as its tab is in front, and only so long. Our page opens
 * beside it, and its tab is closed, whatever becomes of the steps before.
 */
async function openInPlaceOf(tabId: number, url: string): Promise<void> {
  const tab = await step(browser.tabs.get(tabId));
  const place = tab?.windowId === undefined ? {} : { index: tab.index, windowId: tab.windowId };
  const beside = await step(browser.tabs.create({ url, ...place }));
  // A window that takes no further tab: any other will do.
  if (beside === undefined) await step(browser.tabs.create({ url }));
  // Asleep, it asks nobody whether it may be closed.
  await step(browser.tabs.discard(tabId));
  await step(browser.tabs.remove(tabId));
}
