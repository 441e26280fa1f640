/** A machine on which a browser force-installs the extension from the files of `gatepost deploy`, and starts again and again. */
import path from 'node:path';
import { eventually } from '../harness/eventually.js';
import { setUp, type Installation } from '../harness/installation.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { POLICIES } from './policies.js';
import type { BrowserName } from './row.js';
import { startSites, type Sites } from './sites.js';

export abstract class Machine {
  protected constructor(
    protected readonly installation: Installation,
    readonly sites: Sites,
  ) {}

  /** The same profile each time. */
  abstract start(args?: readonly string[]): Promise<ManagedBrowser>;

  /** Starts with a page that is set to open at each start. */
  abstract startWithPage(url: string): Promise<ManagedBrowser>;

  /** Starts with what was open before, which is what `leaveSession` left. */
  abstract startWithSession(): Promise<ManagedBrowser>;

  /** Starts with the address in a private window. */
  abstract startPrivately(url: string): Promise<ManagedBrowser>;

  /** The same, with the extension let into private windows. */
  abstract startPrivatelyWithLeave(url: string): Promise<ManagedBrowser>;

  /** Leaves a session behind in which the address is open, as it was in a browser that had no extension. */
  abstract leaveSession(url: string, isOpen: () => Promise<void>): Promise<void>;

  /** Ends a running browser and starts it again with what was open in it. */
  abstract restartWithSession(running: ManagedBrowser): Promise<ManagedBrowser>;

  publish(policy: object): Promise<unknown> {
    return this.installation.company.publish(policy);
  }

  protected get profile(): string {
    return path.join(this.installation.company.workDir, 'profile');
  }

  /** Starts the browser and ends it once everything is installed and the policy is enforced. */
  abstract waitUntilGuarded(): Promise<void>;

  /** Until the next start's worker has run. */
  async takeGuardsAway(): Promise<void> {
    const browser = await this.start();
    await browser.inExtension((page) => page.evaluate(() => chrome.scripting.unregisterContentScripts()));
    await browser.close();
  }

  close(): Promise<void> {
    return this.installation.close();
  }
}

export interface Prepared {
  readonly installation: Installation;
  readonly sites: Sites;
  /** Of the packed extension, as its browser knows it. */
  readonly extensionId: string;
}

/** A company that has published a policy and packed the extension, and a machine that was given the files. */
export async function prepare(browser: BrowserName): Promise<Prepared> {
  const sites = await startSites();
  const installation = await setUp(browser, () => Promise.resolve(sites));
  await installation.company.publish(POLICIES.restricting);
  const { record } = await installation.pack('0.1.0');
  // The settings beside the extension close what the rows are about.
  await installation.deploy({ hardening: false });
  const packed = browser === 'chromium' ? record.chrome : record.firefox;
  return { installation, sites, extensionId: packed?.id ?? '' };
}

/** Guards come after the rules: by then the first reconcile has come to its end. */
export async function waitUntilGuarded(browser: ManagedBrowser): Promise<void> {
  await browser.waitUntilEnforced();
  await browser.inExtension((page) =>
    eventually('guards are registered', () =>
      page.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0),
    ),
  );
}
