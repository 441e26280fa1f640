/** A browser with the built extension, as a browser test sees it, whichever browser it is. */
import type { Browser, Page } from 'puppeteer-core';
import { navigate } from '../../../scripts/browser/navigate.mjs';
import { eventually } from './eventually.js';

export interface BrowserRequest {
  readonly workDir: string;
  readonly standInPort: number;
  /** The managed configuration; null: a browser that nobody manages. */
  readonly managed: object | null;
}

interface Popup {
  readonly site: string;
  readonly policy: readonly string[];
  readonly problems: readonly string[];
  readonly approved: readonly string[];
}

/** Runs in a page of the extension. */
export async function hasRules(): Promise<boolean> {
  return (await chrome.declarativeNetRequest.getDynamicRules()).length > 1;
}

export class ManagedBrowser {
  #quietPage: Promise<Page> | undefined;

  constructor(
    readonly browser: Browser,
    /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
    readonly extensionOrigin: string,
    private readonly end: () => Promise<void>,
  ) {}

  get blockedPage(): string {
    return `${this.extensionOrigin}/blocked.html`;
  }

  readonly isBlockedPage = (address: string): boolean => address.startsWith(`${this.blockedPage}#`);

  /** Opens an address in a new tab and gives the page once it has landed where expected. */
  async open(url: string, hasLanded?: (address: string) => boolean): Promise<Page> {
    const page = await this.browser.newPage();
    await navigate(page, url, hasLanded);
    return page;
  }

  /** Opens a restricted address in a new tab and gives the block page. */
  openRestricted(url: string): Promise<Page> {
    return this.open(url, this.isBlockedPage);
  }

  /** Opens the popup's page in a tab of its own and reads it; `checkNow` presses its button first. */
  async popup({ checkNow = false } = {}): Promise<Popup> {
    return this.inExtension(async (page) => {
      await page.waitForFunction(() => document.getElementById('site-headline')?.textContent !== '');
      if (checkNow) {
        // Not by its place: the popup's own look may end meanwhile and move the button.
        await page.$eval('#check', (button) => {
          (button as HTMLButtonElement).click();
        });
        await page.waitForFunction(() => document.getElementById('live')?.textContent !== '');
      }
      return page.evaluate(() => {
        const lines = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
        return {
          site: document.getElementById('site-headline')?.textContent ?? '',
          policy: [...lines('#policy:not([hidden]) #policy-lines p'), ...lines('#remarks:not([hidden]) p')],
          problems: lines('#problem-list li'),
          approved: lines('#approved:not([hidden]) #approved-list li > :first-child'),
        };
      });
    });
  }

  /** Does something on the popup’s page in a tab of its own, where the extension’s interfaces are at hand; it wakes the worker. */
  async inExtension<Result>(act: (page: Page) => Promise<Result>): Promise<Result> {
    const page = await this.openPopupPage();
    await page.bringToFront();
    const result = await act(page);
    await page.close();
    return result;
  }

  protected openPopupPage(): Promise<Page> {
    return this.open(`${this.extensionOrigin}/popup.html`);
  }

  /** A file of the extension that runs nothing and asks nothing of the worker, with its interfaces all the same. */
  get quietPage(): string {
    return `${this.extensionOrigin}/icons/16.png`;
  }

  /** The same on the quiet page. Its tab stays open in the background: opening one costs as much as three navigations. */
  async inQuietPage<Result>(act: (page: Page) => Promise<Result>): Promise<Result> {
    const before = await this.#quietPage;
    const page = before === undefined || before.isClosed() ? this.#openQuietPage() : before;
    this.#quietPage = Promise.resolve(page);
    return act(await page);
  }

  async #openQuietPage(): Promise<Page> {
    const page = await this.browser.newPage({ type: 'tab', background: true });
    await navigate(page, this.quietPage);
    return page;
  }

  /** Waits until the browser holds rules of a policy, or none; the metadata rule beside them does not count. */
  async waitUntilEnforced(enforced = true, limit: { timeoutMs?: number } = {}): Promise<void> {
    await this.inExtension((page) =>
      eventually(
        `rules ${enforced ? 'installed' : 'gone'}`,
        async () => (await page.evaluate(hasRules)) === enforced,
        limit,
      ),
    );
  }

  /** Waits until the block page's next question to the host is not answered by the look before. */
  async waitUntilCheckIsDue(): Promise<void> {
    await this.inExtension((page) =>
      eventually('the last look is three seconds old', () =>
        page.evaluate(async () => {
          const check = (await chrome.storage.local.get('v2.check'))['v2.check'] as { atMs: number } | undefined;
          return check === undefined || Date.now() - check.atMs > 3_000;
        }),
      ),
    );
  }

  close(): Promise<void> {
    return this.end();
  }
}
