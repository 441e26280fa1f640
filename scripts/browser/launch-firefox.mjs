/**
 * Starts a stock Firefox for a test, driven over WebDriver BiDi: a fresh profile, the unpacked extension, managed storage and
 * policies of its own, and an internet that consists of the stand-in server (as proxy).
 */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { closeBrowser } from './close-browser.mjs';
import { HANG_MS } from './limits.mjs';
import { silentFirefoxPreferences } from './firefox-preferences.mjs';
import { preparePrivatePolicies, writeFirefoxPolicies } from './private-policies.mjs';
import { waitPatiently } from './wait-patiently.mjs';

/** @typedef {import('./find-browser.mjs').FoundBrowser} FoundBrowser */
/** @typedef {import('./firefox-preferences.mjs').Preferences} Preferences */

/**
 * @typedef {object} FirefoxRequest
 * @property {FoundBrowser} browser
 * @property {string} extensionDir
 * @property {string} extensionId the manifest's `browser_specific_settings.gecko.id`
 * @property {string} workDir an existing folder for everything temporary
 * @property {number} standInPort
 * @property {Record<string, unknown>} [managed] the extension's managed storage; read once a session, so it cannot be changed
 * @property {Record<string, unknown>} [policies] other policies of the browser
 * @property {string} [policyFolder] a folder that the browser sees in place of its own policy folder, instead of the two before
 * @property {boolean} [loadExtension] false when a policy installs it
 * @property {string} [userDataDir] a profile to use and keep, for restarts
 * @property {Record<string, string>} [uuids] internal ids by ids of extensions; ours gets a new one when it is left out
 * @property {boolean} [blankTab] false: no tab but those that the browser opens by itself
 * @property {boolean} [headless]
 * @property {Preferences} [preferences] e.g. `extensions.background.idle.timeout` (ms) to see the event page stop
 * @property {string[]} [extraArgs]
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * @typedef {object} RunningFirefox
 * @property {import('puppeteer-core').Browser} browser
 * @property {import('node:child_process').ChildProcess | null} process
 * @property {string} extensionUrl `moz-extension://UUID/`; pages below it are opened with `navigate` (navigate.mjs)
 * @property {() => Promise<void>} close ends the browser and removes what the launch made
 */

/**
 * @param {FirefoxRequest} request
 * @returns {Promise<RunningFirefox>}
 */
export async function launchFirefox(request) {
  const runDir = await mkdtemp(join(request.workDir, 'firefox-'));
  const removeRunDir = () => rm(runDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  const uuid = request.uuids?.[request.extensionId] ?? randomUUID();
  /** @type {import('puppeteer-core').Browser | undefined} */
  let browser;
  const close = async () => {
    if (browser) await closeBrowser(browser);
    await removeRunDir();
  };
  try {
    const home = join(runDir, 'home');
    await mkdir(home);
    browser = await puppeteer.launch({
      ...launchOptions(request, home, uuid),
      executablePath: await wrapWithPolicies(request, runDir),
      userDataDir: request.userDataDir ?? join(runDir, 'profile'),
    });
    waitPatiently(browser);
    if (request.loadExtension !== false) await browser.installExtension(request.extensionDir);
    return { browser, process: browser.process(), extensionUrl: `moz-extension://${uuid}/`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {FirefoxRequest} request
 * @param {string} home
 * @param {string} uuid the extension's internal one, which Firefox would otherwise invent
 * @returns {import('puppeteer-core').LaunchOptions}
 */
function launchOptions(
  { extensionId, uuids, standInPort, blankTab = true, headless = true, extraArgs = [], preferences, env = process.env },
  home,
  uuid,
) {
  return {
    browser: 'firefox',
    headless,
    acceptInsecureCerts: true,
    ignoreDefaultArgs: blankTab ? false : ['about:blank'],
    protocolTimeout: HANG_MS,
    timeout: HANG_MS,
    // Without system access BiDi refuses to open extension pages.
    args: ['--remote-allow-system-access', ...extraArgs],
    extraPrefsFirefox: {
      ...silentFirefoxPreferences(standInPort),
      'extensions.webextensions.uuids': JSON.stringify({ ...uuids, [extensionId]: uuid }),
      ...preferences,
    },
    env: firefoxEnvironment(env, home),
  };
}

/**
 * @param {FirefoxRequest} request
 * @param {string} runDir
 * @returns {Promise<string>} the executable to launch
 */
async function wrapWithPolicies({ browser: found, extensionId, managed, policies, policyFolder }, runDir) {
  if (!managed && !policies && !policyFolder) return found.path;
  if (!found.policyFolder) throw new Error('policies of its own for Firefox are possible on Linux only');
  const privateFolder = policyFolder ?? join(runDir, 'policies');
  const wrapperPath = join(runDir, 'firefox');
  if (!policyFolder) {
    await writeFirefoxPolicies(privateFolder, {
      ...policies,
      ...(managed ? { '3rdparty': { Extensions: { [extensionId]: managed } } } : {}),
    });
  }
  await preparePrivatePolicies({ folder: found.policyFolder, privateFolder, executable: found.path, wrapperPath });
  return wrapperPath;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {NodeJS.ProcessEnv}
 */
function firefoxEnvironment(env, home) {
  return {
    ...env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    // Release builds ignore another `services.settings.server` unless this is set, and keep asking Mozilla's.
    MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
    MOZ_CRASHREPORTER_DISABLE: '1',
  };
}
