/** The machine of the starts with Chromium, and the starts that only Chromium knows. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from '../../../scripts/browser/find-browser.mjs';
import { launchChromium } from '../../../scripts/browser/launch-chromium.mjs';
import { configureExtension } from '../harness/configure-extension.js';
import { startInstalledChromium, waitUntilInstalled } from '../harness/installed-chromium.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { Machine, prepare, waitUntilGuarded, type Prepared } from './machine.js';

export class ChromiumMachine extends Machine {
  readonly #extensionId: string;

  private constructor({ installation, sites, extensionId }: Prepared) {
    super(installation, sites);
    this.#extensionId = extensionId;
  }

  static async setUp(): Promise<ChromiumMachine> {
    const machine = new ChromiumMachine(await prepare('chromium'));
    await machine.waitUntilGuarded();
    return machine;
  }

  override start(extraArgs: readonly string[] = []): Promise<ManagedBrowser> {
    return this.#start({ extraArgs });
  }

  override startWithPage(url: string): Promise<ManagedBrowser> {
    return this.#start({ browserPolicies: { RestoreOnStartup: 4, RestoreOnStartupURLs: [url] }, blankTab: false });
  }

  override startWithSession(): Promise<ManagedBrowser> {
    return this.#start({ browserPolicies: { RestoreOnStartup: 1 }, blankTab: false });
  }

  override async restartWithSession(running: ManagedBrowser): Promise<ManagedBrowser> {
    await running.close();
    return this.startWithSession();
  }

  override startPrivately(url: string): Promise<ManagedBrowser> {
    return this.start(['--incognito', url]);
  }

  /** By its user's permission; Chromium has no policy for it. */
  override async startPrivatelyWithLeave(url: string): Promise<ManagedBrowser> {
    const browser = await this.start();
    await configureExtension(browser, { incognitoAccess: true });
    // The browser loads the extension anew for that.
    await waitUntilGuarded(browser);
    await browser.inExtension((page) =>
      page.evaluate((address) => chrome.windows.create({ url: address, incognito: true }), url),
    );
    return browser;
  }

  #start(starting: { extraArgs?: readonly string[]; browserPolicies?: object; blankTab?: boolean }) {
    const { installation, profile: userDataDir } = this;
    return startInstalledChromium({ installation, extensionId: this.#extensionId, userDataDir, ...starting });
  }

  override async waitUntilGuarded(): Promise<void> {
    const browser = await this.start();
    await waitUntilInstalled(browser);
    await waitUntilGuarded(browser);
    await browser.close();
  }

  override async leaveSession(url: string, isOpen: () => Promise<void>): Promise<void> {
    const { workDir } = this.installation.company;
    const elsewhere = path.join(workDir, 'elsewhere');
    const running = await launchChromium({
      browser: await findChromium({}),
      extensionDir: '',
      loadExtension: false,
      workDir,
      standInPort: this.sites.port,
      userDataDir: elsewhere,
      extraArgs: [url],
    });
    await isOpen().finally(() => running.close());
    const sessions = path.join('Default', 'Sessions');
    await rm(path.join(this.profile, sessions), { recursive: true, force: true });
    await cp(path.join(elsewhere, sessions), path.join(this.profile, sessions), { recursive: true });
  }
}
