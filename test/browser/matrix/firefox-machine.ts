/** The machine of the starts with Firefox. */
import { randomBytes } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFirefox } from '../../../scripts/browser/find-browser.mjs';
import { launchFirefox } from '../../../scripts/browser/launch-firefox.mjs';
import { eventually } from '../harness/eventually.js';
import { ManagedBrowser } from '../harness/managed-browser.js';
import { Machine, prepare, waitUntilGuarded, type Prepared } from './machine.js';

/** Firefox invents one per profile and keeps it; the driver would have it invent one per start. */
const UUID = 'bbbbbbbb-0000-4000-8000-000000000001';

/** Milliseconds after which Firefox keeps what has changed in its session; without them, a browser that nobody touches waits an hour. */
const KEPT_OFTEN = { 'browser.sessionstore.interval': 200, 'browser.sessionstore.interval.idle': 200 };

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

  /** The driver's own end closes the tabs first, so what Firefox keeps for a crash is taken while it runs. */
  override async restartWithSession(running: ManagedBrowser): Promise<ManagedBrowser> {
    // Letters that nothing before them repeats are in the compressed file as they are. What is kept is what was open then.
    const mark = [...randomBytes(12)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
    await (await running.open(`https://kept.example/${mark}`)).bringToFront();
    const kept = path.join(this.profile, 'sessionstore-backups', 'recovery.jsonlz4');
    const isKept = async () => (await readFile(kept, 'latin1').catch(() => '')).includes(mark);
    await eventually('the session is kept', isKept);
    const session = await readFile(kept);
    await running.close();
    await writeFile(path.join(this.profile, 'sessionstore.jsonlz4'), session);
    return this.startWithSession();
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
      preferences: { ...KEPT_OFTEN, ...preferences },
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
    // As for a restart: see `restartWithSession`.
    const preferences = KEPT_OFTEN;
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
