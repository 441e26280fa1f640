/** Chromium with the built extension and a managed configuration of its own. */
import type { Page, WebWorker } from 'puppeteer-core';
import path from 'node:path';
import { findChromium } from '../../../scripts/browser/find-browser.mjs';
import {
  extensionIdFromKey,
  killWorker,
  launchChromium,
  waitForWorker,
} from '../../../scripts/browser/launch-chromium.mjs';
import { promptly } from '../../../scripts/browser/navigate.mjs';
import { DEVELOPMENT_KEY } from '../../../scripts/manifest.mjs';
import { eventually } from './eventually.js';
import { ManagedBrowser, type BrowserRequest } from './managed-browser.js';

const EXTENSION_ID = extensionIdFromKey(DEVELOPMENT_KEY);

export interface ChromiumRequest extends BrowserRequest {
  /** A profile to use and keep, for restarts. */
  readonly userDataDir?: string;
  /** The browser's language, such as `fr`. */
  readonly language?: string;
  /** A build other than the one in dist. */
  readonly extensionDir?: string;
  /** Folders of other extensions to load beside ours. */
  readonly neighbours?: readonly string[];
  readonly browserPolicies?: object;
  readonly extraArgs?: readonly string[];
}

export class Chromium extends ManagedBrowser {
  #opened = 0;

  private constructor(private readonly running: Awaited<ReturnType<typeof launchChromium>>) {
    super(running.browser, `chrome-extension://${EXTENSION_ID}`, () => running.close());
  }

  static async start({
    managed,
    language = 'en',
    browserPolicies = {},
    extraArgs = [],
    ...rest
  }: ChromiumRequest): Promise<Chromium> {
    const browser = await findChromium({});
    return new Chromium(
      await launchChromium({
        extensionDir: path.resolve('dist/chrome'),
        ...rest,
        browser,
        policies: { ...browserPolicies, ...policiesFor(managed) },
        extraArgs: [`--lang=${language}`, `--accept-lang=${language}`, ...extraArgs],
        env: { ...process.env, LANGUAGE: language },
      }),
    );
  }

  protected override async openPopupPage(): Promise<Page> {
    let page = await this.#openStraight('popup.html');
    await eventually('a page of the extension is open', async () => {
      const address = await promptly(page.evaluate(() => (document.readyState === 'complete' ? location.href : '')));
      if (address?.startsWith(this.extensionOrigin) === true) return true;
      // A browser that has just started shows an error until it has loaded the extension.
      if (address?.startsWith('chrome-error:') === true) {
        await page.close();
        page = await this.#openStraight('popup.html');
      }
      return false;
    });
    return page;
  }

  /** Straight into the extension’s process: by way of an empty tab it would take another one, at twice the cost. */
  async #openStraight(file: string): Promise<Page> {
    // The fragment tells this tab from any other; the page reads none.
    const url = `${this.extensionOrigin}/${file}#${++this.#opened}`;
    const opened = this.browser.waitForTarget((target) => target.url() === url);
    const session = await this.browser.target().createCDPSession();
    await session.send('Target.createTarget', { url });
    await session.detach();
    const page = await (await opened).page();
    if (page === null) throw new Error(`${url} is no page`);
    return page;
  }

  /** Stops the worker as the browser does when it is idle; the next event starts a new one. */
  async killWorker(): Promise<void> {
    await killWorker(this.browser, await this.worker());
  }

  /** Takes the worker's network away, as far as the worker can tell, or gives it back. */
  async setOffline(offline: boolean): Promise<void> {
    const { client } = await this.worker();
    await client.send('Network.enable');
    const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await client.send('Network.emulateNetworkConditions', { offline, ...unlimited });
  }

  /** The worker, which is running. */
  worker(): Promise<WebWorker> {
    return waitForWorker(this.browser, EXTENSION_ID);
  }

  /** From now on so many writes of the running worker to its storage succeed; the next one never ends. */
  async stopWritingAfter(survived: number): Promise<void> {
    const worker = await this.worker();
    await worker.evaluate((allowed) => {
      const area = chrome.storage.local;
      const write = area.set.bind(area);
      let written = 0;
      const stopping = (items: Record<string, unknown>) => {
        if (written++ < allowed) return write(items);
        Object.assign(globalThis, { hasStoppedWriting: true });
        return new Promise<void>(() => undefined);
      };
      Object.assign(area, { set: stopping });
    }, survived);
  }

  async hasStoppedWriting(): Promise<boolean> {
    return (await this.worker()).evaluate(() => 'hasStoppedWriting' in globalThis);
  }

  /** Sets the running worker's clock so far ahead of this machine's, in milliseconds; behind when negative. */
  async setClockOff(byMs: number): Promise<void> {
    const worker = await this.worker();
    await worker.evaluate((offsetMs) => {
      // The first clock this worker had is this machine's.
      const kept = globalThis as { machineNow?: () => number };
      const now = (kept.machineNow ??= Date.now.bind(Date));
      Date.now = () => now() + offsetMs;
    }, byMs);
  }

  /** Does something in the worker. It is over when the worker stops. */
  async inWorker<Result>(act: () => Result | Promise<Result>): Promise<Result> {
    const worker = await waitForWorker(this.browser, EXTENSION_ID);
    return worker.evaluate(act);
  }

  /** Opens the popup as the toolbar does, over the tab in front. */
  async openPopup(): Promise<Page> {
    const address = `${this.extensionOrigin}/popup.html`;
    // Any message starts a stopped worker; only the worker can open the popup.
    await this.inQuietPage((page) =>
      page.evaluate(() => chrome.runtime.sendMessage<object>({ kind: 'status', url: null, languages: ['en'] })),
    );
    const opened = this.browser.waitForTarget((target) => target.url() === address);
    const worker = await this.worker();
    await worker.evaluate(() => chrome.action.openPopup());
    const popup = await (await opened).asPage();
    await popup.waitForFunction(() => document.getElementById('site-headline')?.textContent !== '');
    return popup;
  }

  /** The running browser notices in about five seconds. */
  setManaged(managed: object | null): Promise<void> {
    return this.running.setPolicies(policiesFor(managed));
  }
}

function policiesFor(managed: object | null): Record<string, unknown> {
  return managed === null ? {} : { '3rdparty': { extensions: { [EXTENSION_ID]: managed } } };
}
