/** What a reader, a script or the browser does with the history entry of a block page. */
import type { Page } from 'puppeteer-core';
import { navigate } from '../../../scripts/browser/navigate.mjs';
import { eventually } from '../harness/eventually.js';
import { landed } from '../harness/landed.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { explained, forgetDocument } from './history-links.js';
import { addressOf } from './stage.js';

interface Scene {
  readonly browser: ManagedBrowser;
  readonly page: Page;
  /** The restricted address that the page explains. */
  readonly url: string;
}

/** Runs in the page, which is gone before it could answer otherwise. */
function travel(by: number): void {
  setTimeout(() => {
    history.go(by);
  });
}

const AFTER = 'https://after.example/';

/** Each begins at an explained page and ends at it. */
export const MOVES: Record<string, (scene: Scene) => Promise<void>> = {
  async reload(scene) {
    await comesBack(scene, (page) => page.reload());
  },
  browser: (scene) =>
    thereAndBack(
      scene,
      (page) => page.goBack(),
      (page) => page.goForward(),
    ),
  script: (scene) =>
    thereAndBack(
      scene,
      (page) => page.evaluate(travel, -1),
      (page) => page.evaluate(travel, 1),
    ),
  async alternative(scene) {
    const { page } = scene;
    const link = await page.waitForSelector('#alternatives a');
    const home = await link?.evaluate(({ href }) => href);
    void link?.click().catch(() => undefined);
    await landed(page, 'the alternative', (shown) => shown === home);
    await comesBack(scene, () => page.goBack());
  },
};

/** Not waited for: Firefox does not tell that an extension's page has loaded. */
async function comesBack({ browser, page, url }: Scene, act: (page: Page) => Promise<unknown>): Promise<void> {
  await forgetDocument(page);
  const from = await addressOf(page);
  let moved = 'not yet';
  void act(page).then(
    () => (moved = 'yes'),
    (error: unknown) => (moved = String(error)),
  );
  await explained(browser, page, url).catch((error: unknown) => {
    throw new Error(`${String(error)}; it came from ${from}; moved, by the driver: ${moved}`);
  });
}

type Step = (page: Page) => Promise<unknown>;

/** From a page after it back to the block page, and from the page before it forward again, where there is one. */
async function thereAndBack(scene: Scene, back: Step, forward: Step): Promise<void> {
  const { browser, page } = scene;
  // Firefox’s `goto` may end at the empty document of the process that the page moves to: Back from there loses its way.
  await navigate(page, AFTER);
  await comesBack(scene, back);
  if ((await page.evaluate(() => history.length)) <= 2) return;
  void back(page).catch(() => undefined);
  await landed(page, 'the page before', (shown) => shown !== '' && !browser.isBlockedPage(shown));
  await comesBack(scene, forward);
}

/** Puts every tab that holds one of our pages to sleep, as the browser does to save memory. @returns how many */
export function discardBlockPages(browser: ManagedBrowser): Promise<number> {
  return browser.inExtension((page) =>
    page.evaluate(async (ours) => {
      const tabs = (await chrome.tabs.query({ discarded: false })).filter(({ url }) => url?.startsWith(ours));
      await Promise.all(tabs.map(({ id }) => chrome.tabs.discard(id)));
      return tabs.length;
    }, browser.blockedPage),
  );
}

/** Shows the sleeping tabs one after the other, so that the browser loads them. */
export function wakeTabs(browser: ManagedBrowser): Promise<void> {
  return browser.inExtension((page) =>
    page.evaluate(async () => {
      const [own] = await chrome.tabs.query({ active: true, currentWindow: true });
      for (const { id } of await chrome.tabs.query({ discarded: true })) {
        if (id === undefined) continue;
        await chrome.tabs.update(id, { active: true });
        // The browser loads a tab once it has been shown; one that goes on at once is another tab for it.
        const isAwake = async () => {
          const tab = await chrome.tabs.get(id).catch(() => null);
          return tab === null || (!tab.discarded && tab.status === 'complete');
        };
        while (!(await isAwake())) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      if (own?.id !== undefined) await chrome.tabs.update(own.id, { active: true });
    }),
  );
}

const ASLEEP = 'asleep';

/** The title of before does not count any more: a browser shows it for as long as the tab is not loaded. */
export async function leaveTitle(page: Page): Promise<void> {
  await page.evaluate((title) => {
    document.title = title;
  }, ASLEEP);
}

export interface Shown {
  readonly url: string;
  readonly title: string;
}

/**
 * Waits until the browser itself says that each of these tabs is open; it says so of every tab, whether its driver can reach
 * the page in it or not.
 * @param isIt whether a tab, by address and title, is the wanted one
 */
export async function tabsShow<Wanted>(
  browser: ManagedBrowser,
  wanted: readonly Wanted[],
  isIt: (wanted: Wanted, tab: Shown) => boolean,
): Promise<void> {
  await browser.inExtension(async (page) => {
    let seen: Shown[] = [];
    await eventually('every tab shows what it should', async () => {
      seen = await page.evaluate(async () =>
        (await chrome.tabs.query({})).map(({ url = '', title = '' }) => ({ url, title })),
      );
      return wanted.every((each) => seen.some((tab) => isIt(each, tab)));
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}; the tabs are ${JSON.stringify(seen)}`);
    });
  });
}

/** Tabs that were put to sleep, or restored, are new to the test. @returns the tab that shows what is wanted */
export async function tabWith(
  browser: ManagedBrowser,
  what: string,
  isWanted: (shown: string) => boolean,
): Promise<Page> {
  let found: Page | undefined;
  let seen: string[] = [];
  await eventually(what, async () => {
    const pages = await browser.browser.pages();
    seen = await Promise.all(pages.map(addressOf));
    found = pages[seen.findIndex(isWanted)];
    return found !== undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; the tabs show ${seen.join(', ')}`);
  });
  if (found === undefined) throw new Error(what);
  return found;
}
