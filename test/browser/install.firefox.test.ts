/**
 * A real installation in Firefox ESR, from the very files that `gatepost pack` and `gatepost deploy` write. Firefox reads
 * its policies when it starts, so a change of them needs a restart; the extension itself is updated while it runs.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import path from 'node:path';
import { findFirefox } from '../../scripts/browser/find-browser.mjs';
import { launchFirefox } from '../../scripts/browser/launch-firefox.mjs';
import { eventually } from './harness/eventually.js';
import { setUp, type Installation } from './harness/installation.js';
import { ManagedBrowser } from './harness/managed-browser.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { doctorsFindings } from './harness/support-file.js';

const ID = 'gatepost@gatepost.example';

let installation: Installation;
let browser: ManagedBrowser;

const downloads = () => path.join(installation.company.workDir, 'downloads');

/** On one profile throughout, as an employee has it. */
async function start(): Promise<ManagedBrowser> {
  const { company, standIn, policyFolder } = installation;
  const running = await launchFirefox({
    browser: await findFirefox({}),
    extensionDir: '',
    extensionId: ID,
    workDir: company.workDir,
    userDataDir: path.join(company.workDir, 'profile'),
    standInPort: standIn.port,
    policyFolder,
    loadExtension: false,
    preferences: {
      'extensions.update.enabled': true,
      'browser.download.folderList': 2,
      'browser.download.dir': downloads(),
      'browser.download.alwaysOpenPanel': false,
    },
  });
  return new ManagedBrowser(running.browser, running.extensionUrl.replace(/\/$/, ''), () => running.close());
}

async function restart(): Promise<void> {
  await browser.close();
  browser = await start();
}

/** What Firefox itself says about the add-on, asked on a page of its own. */
async function addon(): Promise<Addon | null> {
  const page = await browser.open('about:addons');
  const found = await page.evaluate(readAddon, ID);
  await page.close();
  return found;
}

beforeAll(async () => {
  installation = await setUp('firefox');
  await installation.company.publish(samplePolicy);
  await installation.pack('0.1.0');
  await installation.deploy();
  browser = await start();
});

afterAll(async () => {
  await browser.close();
  await installation.close();
});

test('it is installed without a click, cannot be removed or switched off, and runs in private windows', async () => {
  await eventually('the add-on is installed', async () => (await addon())?.isActive === true);
  expect(await addon()).toEqual({
    version: '0.1.0',
    isActive: true,
    mayUninstall: false,
    mayDisable: false,
    runsInPrivateWindows: true,
    hasHosts: true,
  });
});

test('it reads its configuration and enforces the policy', async () => {
  await browser.waitUntilEnforced();
  const managed = await browser.inExtension((page) => page.evaluate(() => chrome.storage.managed.get(null)));
  expect(managed).toEqual(installation.company.managed);
  await explained();
});

test('its support file tells doctor that nothing is wrong', async () => {
  const findings = await doctorsFindings(browser, downloads(), ID, () => Promise.resolve());
  expect(findings.filter(({ result }) => result === 'bad')).toEqual([]);
  expect(findings.map(({ code }) => code)).toContain('policy-accepted');
});

test('a change of the configuration is there after the next start', async () => {
  await installation.deploy({}, { ring: 'pilot' });
  await restart();
  const ring = await browser.inExtension((page) => page.evaluate(() => chrome.storage.managed.get('ring')));
  expect(ring).toEqual({ ring: 'pilot' });
});

test('a new version takes over while the policy is enforced', async () => {
  await installation.pack('0.1.1');
  const before = installation.standIn.requests.length;
  const page = await browser.open('about:addons');
  await page.evaluate(updateAddon, ID);
  await page.close();
  await eventually('the new version runs', async () => (await addon())?.version === '0.1.1');
  await explained();
  expect(installation.standIn.requests.slice(before).filter(({ host }) => host.includes('chatgpt'))).toEqual([]);
});

test('it goes when the files are taken away, and restricts nothing any more', async () => {
  await installation.deploy({ uninstall: true });
  await restart();
  await eventually('the add-on is gone', async () => (await addon()) === null);
  const site = await browser.open(RESTRICTED_URL, (address) => address.startsWith('https://chatgpt.com/'));
  expect(await site.title()).toContain('Stand-in');
});

async function explained(): Promise<void> {
  const page: Page = await browser.openRestricted(RESTRICTED_URL);
  await page.waitForSelector('#why:not([hidden])');
  await page.close();
}

interface Addon {
  readonly version: string;
  readonly isActive: boolean;
  readonly mayUninstall: boolean;
  readonly mayDisable: boolean;
  readonly runsInPrivateWindows: boolean;
  readonly hasHosts: boolean;
}

/** What the browser's own pages have at hand. */
interface AddonManager {
  readonly PERM_CAN_UNINSTALL: number;
  readonly PERM_CAN_DISABLE: number;
  readonly UPDATE_WHEN_USER_REQUESTED: number;
  getAddonByID(id: string): Promise<FirefoxAddon | null>;
}

interface FirefoxAddon {
  readonly version: string;
  readonly isActive: boolean;
  readonly permissions: number;
  findUpdates(
    listener: {
      onUpdateAvailable(addon: unknown, install: { install(): Promise<unknown> }): void;
      onUpdateFinished(addon: unknown, error: number): void;
    },
    reason: number,
  ): void;
}

declare const ChromeUtils: { importESModule(name: string): { AddonManager: AddonManager } };
declare const WebExtensionPolicy: {
  getByID(id: string): {
    readonly privateBrowsingAllowed: boolean;
    readonly allowedOrigins: { readonly patterns: readonly { readonly pattern: string }[] };
  };
};

async function readAddon(id: string): Promise<Addon | null> {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const found = await AddonManager.getAddonByID(id);
  if (found === null) return null;
  const may = (permission: number) => (found.permissions & permission) !== 0;
  const policy = found.isActive ? WebExtensionPolicy.getByID(id) : null;
  return {
    version: found.version,
    isActive: found.isActive,
    mayUninstall: may(AddonManager.PERM_CAN_UNINSTALL),
    mayDisable: may(AddonManager.PERM_CAN_DISABLE),
    runsInPrivateWindows: policy?.privateBrowsingAllowed ?? false,
    hasHosts: policy?.allowedOrigins.patterns.some(({ pattern }) => pattern === '*://*/*') ?? false,
  };
}

/** As the "Check for updates" of the add-ons page does. */
async function updateAddon(id: string): Promise<void> {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const found = await AddonManager.getAddonByID(id);
  await new Promise<void>((resolve, reject) => {
    found?.findUpdates(
      {
        onUpdateAvailable: (_, install) =>
          void install.install().then(() => {
            resolve();
          }, reject),
        onUpdateFinished: (_, error) => {
          if (error !== 0) reject(new Error(`the look for updates ended with ${error}`));
        },
      },
      AddonManager.UPDATE_WHEN_USER_REQUESTED,
    );
  });
}
