/** Chromium on a machine where nothing but its policy folder says anything about the extension. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from '../../../scripts/browser/find-browser.mjs';
import { launchChromium } from '../../../scripts/browser/launch-chromium.mjs';
import { eventually } from './eventually.js';
import type { Installation } from './installation.js';
import { ManagedBrowser } from './managed-browser.js';

interface InstalledRequest {
  readonly installation: Installation;
  readonly extensionId: string;
  readonly extraArgs?: readonly string[];
  /** A profile to use and keep, for restarts. */
  readonly userDataDir?: string;
  /** The browser's own policies, beside those that `deploy` wrote. */
  readonly browserPolicies?: object;
  /** False: no tab but those that the browser opens by itself. */
  readonly blankTab?: boolean;
}

/** Starts the browser; nobody clicks anything. */
export async function startInstalledChromium({
  installation,
  extensionId,
  extraArgs = [],
  userDataDir,
  browserPolicies = {},
  blankTab = true,
}: InstalledRequest): Promise<ManagedBrowser> {
  const { company, standIn, policyFolder } = installation;
  // Only so that the test may look into the extension, and steer the browser at all: of what our files set, only this one.
  const looking = JSON.stringify({ ...browserPolicies, DeveloperToolsAvailability: 1, RemoteDebuggingAllowed: true });
  await writeFile(path.join(policyFolder, 'policies', 'managed', 'test.json'), looking);
  const running = await launchChromium({
    browser: await findChromium({}),
    extensionDir: '',
    workDir: company.workDir,
    standInPort: standIn.port,
    policyFolder,
    loadExtension: false,
    extraArgs: [...extraArgs],
    blankTab,
    ...(userDataDir !== undefined && { userDataDir }),
  });
  return new ManagedBrowser(running.browser, `chrome-extension://${extensionId}`, () => running.close());
}

/** Whether the extension's own pages open. */
export async function isInstalled(browser: ManagedBrowser): Promise<boolean> {
  const page = await browser.browser.newPage();
  try {
    await page.goto(`${browser.extensionOrigin}/popup.html`);
    return true;
  } catch {
    return false;
  } finally {
    // The browser closes the tabs of an extension that goes.
    await page.close().catch(() => undefined);
  }
}

export async function waitUntilInstalled(browser: ManagedBrowser, installed = true): Promise<void> {
  const what = installed ? 'the extension is installed' : 'the extension is gone';
  await eventually(what, async () => (await isInstalled(browser)) === installed);
}
