/** What this browser and this extension are, as the semantic conventions of OpenTelemetry name them. */
import { browser } from '../protocol/browser.js';
import type { OwnFacts } from '../worker/ports.js';

/** Part of Chromium; the compiler's own list of the web's interfaces does not have it. */
interface UserAgentData {
  readonly brands: readonly { readonly brand: string }[];
  getHighEntropyValues(hints: readonly string[]): Promise<{ fullVersionList?: { brand: string; version: string }[] }>;
}

/** The most telling first: every one of them calls itself Chromium as well. */
const BRANDS: readonly (readonly [string, string])[] = [
  ['Microsoft Edge', 'Edge'],
  ['Google Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
];

const OPERATING_SYSTEMS: Readonly<Record<string, string>> = { win: 'windows', mac: 'darwin', openbsd: 'openbsd' };

export const ownFacts: OwnFacts = {
  isPrivate: chrome.extension.inIncognitoContext,
  async read() {
    const { os } = await browser.runtime.getPlatformInfo();
    const extensionVersion = browser.runtime.getManifest().version;
    return { extensionVersion, ...(await browserName()), os: OPERATING_SYSTEMS[os] ?? os };
  },
};

async function browserName(): Promise<{ browser: string; browserVersion: string }> {
  const { userAgentData } = navigator as { userAgentData?: UserAgentData };
  if (userAgentData === undefined) {
    const { name, version } = await browser.runtime.getBrowserInfo();
    return { browser: name, browserVersion: version };
  }
  const { fullVersionList = [] } = await userAgentData.getHighEntropyValues(['fullVersionList']);
  for (const [brand, name] of BRANDS) {
    const found = fullVersionList.find((each) => each.brand === brand);
    if (found !== undefined) return { browser: name, browserVersion: found.version };
  }
  return { browser: 'Chromium', browserVersion: '' };
}
