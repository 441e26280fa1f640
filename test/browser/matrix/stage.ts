/** Where a row is played: its own hosts, the tab it is about, and what became of it. */
import type { Frame, Page } from 'puppeteer-core';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import type { Outcome } from './row.js';
import { WITNESS, type Sites } from './sites.js';

/** What stands where Chromium has refused to load anything. */
const REFUSED = 'chrome-error://chromewebdata/';

export class Stage {
  /** Where the row's page, or frame, is. */
  seat: Page | Frame | null = null;
  /** Overrides what the seat shows, for acts that are about requests. */
  result: Outcome | null = null;
  /** Whether connections of the row's page are still open, where the row is about them. */
  isConnected: (() => Promise<boolean>) | null = null;
  /** For acts that lead the browser to ask for the document by a way of its own, before anybody can see it. */
  isAskedFirst = false;
  /** Windows that the driver does not see until they show another page. */
  unseen = 0;
  readonly pages: Page[] = [];
  /** The longest that a page of the row took to load. */
  loadedInMs = 0;
  #actBeganAt = 0;
  #actBeganAtMs = 0;

  constructor(
    readonly browser: ManagedBrowser,
    readonly sites: Sites,
    /** Its own hosts: a browser remembers what it met on a host before. */
    label: string,
  ) {
    this.closed = `${label}.closed.example`;
    this.mixed = `${label}.mixed.example`;
    this.other = `${label}.other.example`;
  }

  /** A host that is restricted as a whole. */
  readonly closed: string;
  /** A host of which `/chat` is restricted. */
  readonly mixed: string;
  readonly other: string;

  /** Opens an address in a new tab and takes it as the seat. */
  async open(url: string): Promise<Page> {
    const beganAtMs = Date.now();
    const page = await this.browser.open(url, (address) => address !== 'about:blank');
    this.loadedInMs = Math.max(this.loadedInMs, Date.now() - beganAtMs);
    await page.bringToFront();
    this.pages.push(page);
    this.seat = page;
    return page;
  }

  /** Closes what was open, so that the row is about what comes next. */
  async forget(): Promise<void> {
    await Promise.all(this.pages.splice(0).map((page) => page.close()));
  }

  /** What scripts told before this moment does not count. */
  beginAct(): void {
    this.#actBeganAt = this.sites.requests.length;
    this.#actBeganAtMs = Date.now();
  }

  /** Whether a request reached a host since the act began. */
  reached(host: string): boolean {
    return this.sites.requests.slice(this.#actBeganAt).some((request) => request.host.startsWith(host));
  }

  async outcome(): Promise<Outcome> {
    if (this.result !== null) return this.result;
    const gone = this.#gone();
    const toBeReplaced = gone.length + this.unseen;
    if (toBeReplaced > 0 && (await this.#replaced()).length < toBeReplaced) return 'shown';
    if (gone.some((page) => page === this.seat)) return 'explained';
    if (this.seat !== null && 'detached' in this.seat && this.seat.detached)
      return (await this.#isFrameReplaced(this.seat)) ? 'explained' : 'removed';
    const address = await this.address();
    if (address === REFUSED && !this.reached(this.closed)) return 'failed';
    if (!this.browser.isBlockedPage(address)) return 'shown';
    if (this.#scriptRan()) return 'explained-late';
    return this.isAskedFirst && this.reached(this.closed) ? 'explained-asked' : 'explained';
  }

  /** The document asked for itself: Firefox tells of no extension page. */
  async address(): Promise<string> {
    if (this.seat === null) throw new Error('the row has opened nothing');
    return addressOf(this.seat);
  }

  /** Tabs that were put to sleep and woken with another page are new to the test. */
  #gone(): Page[] {
    return this.pages.filter((page) => page.isClosed());
  }

  /** A frame that did not end by itself is loaded anew by the page around it. */
  async #isFrameReplaced(removed: Frame): Promise<boolean> {
    const addresses = await Promise.all(removed.page().frames().map(addressOf));
    return addresses.some((address) => this.browser.isBlockedPage(address) && this.#isOwn(address));
  }

  async #replaced(): Promise<Page[]> {
    const pages = await this.browser.browser.pages();
    const found = await Promise.all(pages.map(async (page) => ({ page, address: await addressOf(page) })));
    const isReplaced = ({ address }: { address: string }) =>
      this.browser.isBlockedPage(address) && this.#isOwn(address);
    return found.filter(isReplaced).map(({ page }) => page);
  }

  #isOwn(address: string): boolean {
    return [this.closed, this.mixed].some((host) => address.includes(host));
  }

  /** By the script's own time: what it tells may arrive later. */
  #scriptRan(): boolean {
    const told = this.sites.requests.filter(({ host }) => host === WITNESS).map(({ path }) => tellingOf(path));
    return told.some(
      ({ atMs, host }) => atMs >= this.#actBeganAtMs && [this.closed, this.mixed].some((own) => host.startsWith(own)),
    );
  }

  /** What a failed row tells: each of its pages with the frames inside, asked for themselves and as the driver was told. */
  async describe(): Promise<string> {
    const frames = this.pages.filter((page) => !page.isClosed()).flatMap((page) => page.frames());
    const told = await Promise.all(frames.map(async (frame) => `${await addressOf(frame)} (${frame.url()})`));
    return [`a page took ${this.loadedInMs} ms to load`, ...told].join('; ');
  }

  async clear(): Promise<void> {
    // A page may refuse to close; the browser's end closes it then.
    const pages = [...this.pages, ...(await this.#replaced())];
    await Promise.all(pages.map((page) => page.close({ runBeforeUnload: false }).catch(() => undefined)));
  }
}

/** What a page tells the witness. */
function tellingOf(path: string): { atMs: number; host: string } {
  const { searchParams } = new URL(path, 'https://witness');
  return { atMs: Number(searchParams.get('at')), host: new URL(searchParams.get('url') ?? '').hostname };
}

/** The document asked for itself, for half a second; what the driver was told otherwise. */
export function addressOf(seat: Page | Frame): Promise<string> {
  const asked = seat.evaluate(() => location.href).catch(() => seat.url());
  return Promise.race([asked, new Promise<string>((resolve) => setTimeout(resolve, 500, seat.url()))]);
}
