/** The machine of the starts with Firefox. */
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findFirefox } from '../../../scripts/browser/find-browser.mjs';
import { launchFirefox } from '../../../scripts/browser/launch-firefox.mjs';
import { eventually } from '../harness/eventually.js';
import { ManagedBrowser } from '../harness/managed-browser.js';
import { Machine, prepare, waitUntilGuarded, type Prepared } from './machine.js';

/** Firefox invents one per profile and keeps it; the driver would have it invent one per start. */
const UUID = 'bbbbbbbb-0000-4000-8000-000000000001';

type Preferences = Record<string, string | number | boolean>;

export class FirefoxMachine extends Machine {
  readonly #extensionId: string;

  private constructor({ installation, sites, extensionId }: Prepared) {
    super(installation, sites);
    this.#extensionId = extensionId;
  }

  static async setUp(): Promise<FirefoxMachine> {
    const machine = new FirefoxMachine(await prepare('firefox'));
    await machine.waitUntilGuarded();
    return machine;
  }

  override start(extraArgs: readonly string[] = []): Promise<ManagedBrowser> {
    return this.#start(extraArgs);
  }

  override startWithPage(url: string): Promise<ManagedBrowser> {
    return this.#start([], { 'browser.startup.page': 1, 'browser.startup.homepage': url });
  }

  override startWithSession(): Promise<ManagedBrowser> {
    return this.#start([], { 'browser.startup.page': 3 });
  }

  override startPrivately(url: string): Promise<ManagedBrowser> {
    return this.start(['--private-window', url]);
  }

  /** What `deploy` writes lets it in. */
  override startPrivatelyWithLeave(url: string): Promise<ManagedBrowser> {
    return this.startPrivately(url);
  }

  async #start(extraArgs: readonly string[], preferences: Preferences = {}): Promise<ManagedBrowser> {
    const { policyFolder } = this.installation;
    const request = {
      userDataDir: this.profile,
      policyFolder,
      extraArgs: [...extraArgs],
      preferences,
      blankTab: false,
    };
    const running = await this.#launch(request);
    return new ManagedBrowser(running.browser, `moz-extension://${UUID}`, () => running.close());
  }

  async #launch(
    request: Pick<
      Parameters<typeof launchFirefox>[0],
      'userDataDir' | 'policyFolder' | 'extraArgs' | 'preferences' | 'blankTab'
    >,
  ) {
    return launchFirefox({
      browser: await findFirefox({}),
      extensionDir: '',
      extensionId: this.#extensionId,
      uuids: { [this.#extensionId]: UUID },
      loadExtension: false,
      workDir: this.installation.company.workDir,
      standInPort: this.sites.port,
      ...request,
    });
  }

  override async waitUntilGuarded(): Promise<void> {
    const browser = await this.start();
    await waitUntilGuarded(browser);
    await browser.close();
  }

  override async leaveSession(url: string, isOpen: () => Promise<void>): Promise<void> {
    const elsewhere = path.join(this.installation.company.workDir, 'elsewhere');
    // The driver's own end closes the tabs first, so what Firefox keeps for a crash is taken while it runs.
    const preferences = { 'browser.sessionstore.interval': 200 };
    const running = await this.#launch({ userDataDir: elsewhere, extraArgs: [url], preferences });
    const kept = path.join(elsewhere, 'sessionstore-backups', 'recovery.jsonlz4');
    // It is compressed, and `closed` is in it before; the path is not.
    const isKept = async () => (await readFile(kept, 'latin1').catch(() => '')).includes(new URL(url).pathname);
    try {
      await isOpen();
      await eventually('the session is kept', isKept);
      await copyFile(kept, path.join(this.profile, 'sessionstore.jsonlz4'));
    } finally {
      await running.close();
    }
  }
}
