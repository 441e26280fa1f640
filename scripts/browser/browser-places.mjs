/** Where each browser lies, and where on Linux it reads its enterprise policies. */

/** @typedef {'chrome' | 'chromium' | 'edge' | 'brave' | 'firefox'} BrowserKind */

/**
 * @typedef {object} Place
 * @property {BrowserKind} kind
 * @property {string[]} commands Linux: looked up in PATH, or whole paths
 * @property {string} mac below an Applications folder
 * @property {string} windows below a Program Files folder
 */

/** @type {Record<BrowserKind, string>} */
export const POLICY_FOLDERS = {
  chrome: '/etc/opt/chrome',
  chromium: '/etc/chromium',
  edge: '/etc/opt/edge',
  brave: '/etc/brave',
  // Debian's ESR too: it does not read /etc/firefox-esr.
  firefox: '/etc/firefox',
};

/** @type {Place[]} */
export const CHROMIUM_PLACES = [
  {
    kind: 'chrome',
    commands: ['google-chrome-stable', 'google-chrome', '/opt/google/chrome/chrome'],
    mac: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    windows: 'Google\\Chrome\\Application\\chrome.exe',
  },
  {
    kind: 'chromium',
    commands: ['chromium', 'chromium-browser'],
    mac: 'Chromium.app/Contents/MacOS/Chromium',
    windows: 'Chromium\\Application\\chrome.exe',
  },
  {
    kind: 'edge',
    commands: ['microsoft-edge-stable', 'microsoft-edge', '/opt/microsoft/msedge/msedge'],
    mac: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    windows: 'Microsoft\\Edge\\Application\\msedge.exe',
  },
  {
    kind: 'brave',
    commands: ['brave-browser', 'brave', '/opt/brave.com/brave/brave'],
    mac: 'Brave Browser.app/Contents/MacOS/Brave Browser',
    windows: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  },
];

/** @type {Place[]} */
export const FIREFOX_PLACES = [
  {
    kind: 'firefox',
    commands: ['firefox-esr', 'firefox'],
    mac: 'Firefox.app/Contents/MacOS/firefox',
    windows: 'Mozilla Firefox\\firefox.exe',
  },
];
