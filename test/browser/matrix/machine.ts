/** A machine on which Chromium force-installs the extension from the files of `gatepost deploy`, and starts again and again. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from '../../../scripts/browser/find-browser.mjs';
import { launchChromium } from '../../../scripts/browser/launch-chromium.mjs';
import { eventually } from '../harness/eventually.js';
import { setUp, type Installation } from '../harness/installation.js';
import { startInstalledChromium, waitUntilInstalled, type InstalledRequest } from '../harness/installed-chromium.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { POLICIES } from './policies.js';
import { startSites, type Sites } from './sites.js';

export type Starting = Pick<InstalledRequest, 'extraArgs' | 'browserPolicies' | 'blankTab'>;

export class Machine {
  private constructor(
    private readonly installation: Installation,
    readonly sites: Sites,
    private readonly extensionId: string,
  ) {}

  /** By its end the browser was started once, and enforces the policy. */
  static async setUp(): Promise<Machine> {
    const sites = await startSites();
    const installation = await setUp('chromium', () => Promise.resolve(sites));
    await installation.company.publish(POLICIES.restricting);
    const packed = await installation.pack('0.1.0');
    // The settings beside the extension close what the rows are about.
    await installation.deploy({ hardening: false });
    const machine = new Machine(installation, sites, packed.record.chrome?.id ?? '');
    await machine.waitUntilGuarded();
    return machine;
  }

  /** The same profile each time. */
  start(starting: Starting = {}): Promise<ManagedBrowser> {
    const { installation, extensionId } = this;
    return startInstalledChromium({ installation, extensionId, userDataDir: this.#profile, ...starting });
  }

  get #profile(): string {
    return path.join(this.installation.company.workDir, 'profile');
  }

  /** Starts the browser and ends it once everything is installed. */
  async waitUntilGuarded(): Promise<void> {
    const browser = await this.start();
    await waitUntilInstalled(browser);
    await waitUntilGuarded(browser);
    await browser.close();
  }

  /** Until the next start's worker has run. */
  async takeGuardsAway(): Promise<void> {
    const browser = await this.start();
    await browser.inExtension((page) => page.evaluate(() => chrome.scripting.unregisterContentScripts()));
    await browser.close();
  }

  /** Leaves a session behind in which the address is open, as it was in a browser that had no extension. */
  async leaveSession(url: string, isOpen: () => Promise<void>): Promise<void> {
    const elsewhere = path.join(this.installation.company.workDir, 'elsewhere');
    const running = await launchChromium({
      browser: await findChromium({}),
      extensionDir: '',
      loadExtension: false,
      workDir: this.installation.company.workDir,
      standInPort: this.sites.port,
      userDataDir: elsewhere,
      extraArgs: [url],
    });
    await isOpen().finally(() => running.close());
    const sessions = path.join('Default', 'Sessions');
    await rm(path.join(this.#profile, sessions), { recursive: true, force: true });
    await cp(path.join(elsewhere, sessions), path.join(this.#profile, sessions), { recursive: true });
  }

  close(): Promise<void> {
    return this.installation.close();
  }
}

/** Guards come after the rules: by then the first reconcile has come to its end. */
export async function waitUntilGuarded(browser: ManagedBrowser): Promise<void> {
  await browser.waitUntilEnforced();
  const guards = () =>
    browser.inExtension((page) =>
      page.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length),
    );
  await eventually('guards are registered', async () => (await guards()) > 0);
}
