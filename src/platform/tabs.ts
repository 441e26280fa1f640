/** Open tabs and their frames. Nothing here listens: the browser is asked when a policy has changed. */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import type { Tabs } from '../worker/ports.js';

const GUARD_FILES = { close: 'guard-close.js', disarm: 'guard-disarm.js', judge: 'guard.js' } as const;

/** A page that is busy, or shows a dialog, does not run our script; it is not waited for. */
const SCRIPT_WAIT_MS = 300;
/** Firefox can put our page in the place of the other in the tab's history; Chromium refuses to hear of it. */
const REPLACING = self.location.origin.startsWith('moz-extension:') ? { loadReplace: true } : {};

export const tabs: Tabs = {
  async open() {
    const found = await browser.tabs.query({ discarded: false });
    return found.flatMap(({ id, url }) => (id === undefined || url === undefined ? [] : [{ tabId: id, url }]));
  },
  async frames(tabId) {
    const frames = await browser.webNavigation.getAllFrames({ tabId }).catch(() => null);
    return (frames ?? []).filter(({ frameId }) => frameId !== 0).map(({ frameId, url }) => ({ frameId, url }));
  },
  async originOf(tabId) {
    const asked = browser.scripting.executeScript({ target: { tabId }, func: () => self.origin }).catch(() => []);
    const [answer] = (await within(SCRIPT_WAIT_MS, asked)) ?? [];
    return typeof answer?.result === 'string' && answer.result !== 'null' ? answer.result : null;
  },
  guard: runIn,
  async replace(tabId, url) {
    // Asleep, a page has no say, no connection and no place in the back/forward cache. The tab keeps its place.
    const asleep = await sleepingId(tabId);
    if (asleep === undefined) await runIn(tabId, [0], 'disarm');
    await browser.tabs.update(asleep ?? tabId, { url, ...REPLACING }).catch(() => undefined);
    if (asleep === undefined && !(await hasLanded(tabId, url))) await openInPlaceOf(tabId, url).catch(() => undefined);
  },
  async reloadPastCache(tabId) {
    await browser.tabs.reload(tabId, { bypassCache: true }).catch(() => undefined);
  },
};

async function runIn(tabId: number, frameIds: readonly number[], kind: keyof typeof GUARD_FILES): Promise<void> {
  const target = { tabId, frameIds: [...frameIds] };
  const run = browser.scripting.executeScript({ target, files: [GUARD_FILES[kind]], injectImmediately: true });
  await within(
    SCRIPT_WAIT_MS,
    run.catch(() => undefined),
  );
}

/** Chromium gives the tab a new id. Undefined where the tab was not put to sleep: Firefox does not do so with one in front. */
async function sleepingId(tabId: number): Promise<number | undefined> {
  const asleep: unknown = await browser.tabs.discard(tabId).catch(() => undefined);
  return (asleep as Browser.Tabs.Tab | undefined)?.id;
}

/** A page that never pauses to be replaced is waited for no longer than this. */
const LANDING_WAIT_MS = 600;
const LANDING_LOOK_MS = 50;

/** Whether our page is there, or the tab is gone. */
async function hasLanded(tabId: number, url: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < LANDING_WAIT_MS; waitedMs += LANDING_LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LANDING_LOOK_MS));
    const tab = await browser.tabs.get(tabId).catch(() => null);
    if (tab === null || tab.url === url) return true;
  }
  return false;
}

/** In Firefox a page can stop whatever would replace it for as long as its tab is in front, and only so long. */
async function openInPlaceOf(tabId: number, url: string): Promise<void> {
  const { index, windowId } = await browser.tabs.get(tabId);
  await browser.tabs.create({ url, index, ...(windowId !== undefined && { windowId }) });
  // Asleep, it asks nobody whether it may be closed.
  await browser.tabs.discard(tabId);
  await browser.tabs.remove(tabId);
}

function within<Value>(ms: number, work: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, ms, undefined))]);
}
