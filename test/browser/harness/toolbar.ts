/** What the toolbar icon shows, as the browser tells it. */
import type { ManagedBrowser } from './managed-browser.js';

export interface Shown {
  readonly sign: string;
  readonly title: string;
}

/** @param site the icon over the tab that shows this page of the extension, by its name; null: over every other tab */
export function toolbarOver(browser: ManagedBrowser, site: 'blocked.html' | null): Promise<Shown> {
  return browser.inExtension((page) =>
    page.evaluate(async (name) => {
      const tabs = await chrome.tabs.query({});
      const tab = name === null ? undefined : tabs.find(({ url }) => url?.includes(name));
      const where = tab?.id === undefined ? {} : { tabId: tab.id };
      return { sign: await chrome.action.getBadgeText(where), title: await chrome.action.getTitle(where) };
    }, site),
  );
}
