/** Where each browser reads its enterprise policies on each system. Sources: docs/guides/roll-out.md, "Sources". */
import type { PolicyBrowser } from './browser-policies.js';
import { CommandError } from '../lib/command-error.js';

export const SYSTEMS = ['windows', 'macos', 'linux', 'chromeos'] as const;
export type System = (typeof SYSTEMS)[number];

interface BrowserPlaces {
  /** As people call it. */
  readonly title: string;
  /** Below HKEY_LOCAL_MACHINE. */
  readonly registryKey: string;
  /** The preference domain, which is the payload type of a configuration profile. */
  readonly macDomain: string;
  /**
   * On Linux, the folder that the browser reads every file of, whatever its name; for Firefox the folder of policies.json. Where
   * there are two, each is that of another package of the browser.
   */
  readonly linuxFolders: readonly [string, ...string[]];
  /** The page on which the browser shows what it read. */
  readonly policyPage: string;
}

export const PLACES: Readonly<Record<PolicyBrowser, BrowserPlaces>> = {
  chrome: {
    title: 'Google Chrome',
    registryKey: 'SOFTWARE\\Policies\\Google\\Chrome',
    macDomain: 'com.google.Chrome',
    linuxFolders: ['/etc/opt/chrome/policies/managed'],
    policyPage: 'chrome://policy',
  },
  edge: {
    title: 'Microsoft Edge',
    registryKey: 'SOFTWARE\\Policies\\Microsoft\\Edge',
    macDomain: 'com.microsoft.Edge',
    linuxFolders: ['/etc/opt/edge/policies/managed'],
    policyPage: 'edge://policy',
  },
  brave: {
    title: 'Brave',
    registryKey: 'SOFTWARE\\Policies\\BraveSoftware\\Brave',
    macDomain: 'com.brave.Browser',
    linuxFolders: ['/etc/brave/policies/managed'],
    policyPage: 'brave://policy',
  },
  chromium: {
    title: 'Chromium',
    registryKey: 'SOFTWARE\\Policies\\Chromium',
    macDomain: 'org.chromium.Chromium',
    // The second one is that of Ubuntu's package, a snap.
    linuxFolders: ['/etc/chromium/policies/managed', '/etc/chromium-browser/policies/managed'],
    policyPage: 'chrome://policy',
  },
  firefox: {
    title: 'Firefox',
    registryKey: 'SOFTWARE\\Policies\\Mozilla\\Firefox',
    macDomain: 'org.mozilla.firefox',
    linuxFolders: ['/etc/firefox/policies'],
    policyPage: 'about:policies',
  },
};

/** Firefox reads one file of this name; each product that wants a policy has to be in it. */
export const FIREFOX_FILE = 'policies.json';
export const CHROMIUM_FILE = 'gatepost.json';

/** @throws CommandError for a browser that the system does not have */
export function ensureExists(browser: PolicyBrowser, system: System): void {
  if (system !== 'chromeos' || browser === 'chrome') return;
  throw new CommandError(`--os chromeos: only Chrome runs there, not ${PLACES[browser].title}`);
}
