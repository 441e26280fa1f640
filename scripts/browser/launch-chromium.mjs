/**
 * Starts a Chromium (Chrome, Edge, Brave) for a test: a fresh profile, the unpacked extension, enterprise policies of its
 * own, and an internet that consists of the stand-in server.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { TargetType } from 'puppeteer-core';
import { closeBrowser } from './close-browser.mjs';
import { HANG_MS } from './limits.mjs';
import { waitPatiently } from './wait-patiently.mjs';
import { preparePrivatePolicies, writeChromiumPolicies } from './private-policies.mjs';

/** @typedef {import('./find-browser.mjs').FoundBrowser} FoundBrowser */
/** @typedef {import('puppeteer-core').Browser} Browser */
/** @typedef {import('puppeteer-core').WebWorker} WebWorker */

/**
 * @typedef {object} ChromiumRequest
 * @property {FoundBrowser} browser
 * @property {string} extensionDir
 * @property {readonly string[]} [neighbours] folders of other extensions to load beside it
 * @property {string} workDir an existing folder for everything temporary
 * @property {number} standInPort
 * @property {Record<string, unknown>} [policies] the browser's policies, native JSON; enables `setPolicies`
 * @property {string} [policyFolder] a folder that the browser sees in place of its own policy folder, instead of `policies`
 * @property {Record<string, number>} [policyHostPorts] hosts that live on another loopback port than the stand-in's
 * @property {boolean} [headless]
 * @property {string} [userDataDir] a profile to use and keep, for restarts
 * @property {boolean} [loadExtension] false when a policy force-installs it
 * @property {boolean} [blankTab] false: no tab but those that the browser opens by itself
 * @property {string[]} [extraArgs]
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * @typedef {object} RunningChromium
 * @property {Browser} browser
 * @property {import('node:child_process').ChildProcess | null} process
 * @property {string} userDataDir
 * @property {(policies: Record<string, unknown>) => Promise<void>} setPolicies the running browser notices in about 5 s
 * @property {() => Promise<void>} close ends the browser and removes what the launch made
 */

/**
 * @param {ChromiumRequest} request
 * @returns {Promise<RunningChromium>}
 */
export async function launchChromium(request) {
  const { browser: found, policies, workDir, headless = true } = request;
  const runDir = await mkdtemp(join(workDir, 'chromium-'));
  const userDataDir = request.userDataDir ?? join(runDir, 'profile');
  const removeRunDir = () => rm(runDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  try {
    const privateFolder = join(runDir, 'policies');
    if (policies) await writeChromiumPolicies(privateFolder, policies);
    const ownFolder = request.policyFolder ?? (policies ? privateFolder : null);
    const executablePath = ownFolder === null ? found.path : await wrapWithFolder(found, runDir, ownFolder);
    const home = join(runDir, 'home');
    await mkdir(home);
    const browser = await puppeteer.launch({ ...launchOptions(request, home), executablePath, headless, userDataDir });
    waitPatiently(browser);
    return {
      browser,
      process: browser.process(),
      userDataDir,
      async setPolicies(next) {
        if (!policies) throw new Error('launch with `policies` to be able to change them');
        await writeChromiumPolicies(privateFolder, next);
      },
      async close() {
        await closeBrowser(browser);
        await removeRunDir();
      },
    };
  } catch (error) {
    await removeRunDir();
    throw error;
  }
}

/**
 * The extension's worker, once it can be talked to. A stopped worker is not started by this.
 * @param {Browser} browser
 * @param {string} [extensionId] any extension's when left out
 * @param {{ timeoutMs?: number }} [options]
 * @returns {Promise<WebWorker>}
 */
export async function waitForWorker(browser, extensionId = '', { timeoutMs = HANG_MS } = {}) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const target = await browser.waitForTarget(
      (candidate) =>
        candidate.type() === TargetType.SERVICE_WORKER &&
        candidate.url().startsWith(`chrome-extension://${extensionId}`),
      { timeout: deadline - Date.now() },
    );
    // A new worker's target is there before its bindings are, and may vanish again: ask until it answers.
    const worker = await target.worker().catch(() => null);
    const isReady = await worker?.evaluate('Boolean(globalThis.chrome?.runtime?.id)').catch(() => false);
    if (worker && isReady) return worker;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no extension worker answered within ${timeoutMs} ms`);
}

/**
 * Stops the worker as the browser does when it is idle; the next event starts a new one.
 * @param {Browser} browser
 * @param {WebWorker} worker
 * @returns {Promise<void>}
 */
export async function killWorker(browser, worker) {
  const isItsTarget = (/** @type {import('puppeteer-core').Target} */ target) =>
    target.type() === TargetType.SERVICE_WORKER && target.url() === worker.url();
  const gone = new Promise((resolve) => {
    const notice = (/** @type {import('puppeteer-core').Target} */ target) => {
      if (!isItsTarget(target)) return;
      browser.off('targetdestroyed', notice);
      resolve(undefined);
    };
    browser.on('targetdestroyed', notice);
  });
  await worker.close();
  await gone;
}

/**
 * @param {string} base64PublicKey the manifest's `key`
 * @returns {string} the id Chromium gives the extension: SHA-256 of the key, first 128 bits, in letters a to p
 */
export function extensionIdFromKey(base64PublicKey) {
  const digest = createHash('sha256').update(Buffer.from(base64PublicKey, 'base64')).digest('hex').slice(0, 32);
  return digest.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

/**
 * @param {FoundBrowser} found
 * @param {string} runDir
 * @param {string} privateFolder
 * @returns {Promise<string>} the executable to launch instead of the browser's
 */
async function wrapWithFolder(found, runDir, privateFolder) {
  if (!found.policyFolder) throw new Error(`policies of its own for ${found.kind} are possible on Linux only`);
  const wrapperPath = join(runDir, found.kind);
  await preparePrivatePolicies({ folder: found.policyFolder, privateFolder, executable: found.path, wrapperPath });
  return wrapperPath;
}

/**
 * @param {ChromiumRequest} request
 * @param {string} home
 * @returns {import('puppeteer-core').LaunchOptions}
 */
function launchOptions(request, home) {
  const {
    browser: found,
    extensionDir,
    neighbours = [],
    loadExtension = true,
    blankTab = true,
    env = process.env,
  } = request;
  const extensionDirs = [extensionDir, ...neighbours];
  // Not `enableExtensions` where the switch works: an extension loaded over DevTools is installed anew at each launch and
  // loses its dynamic rules. Google's own Chrome (from 137) ignores the switch.
  const overDevTools = loadExtension && found.kind === 'chrome';
  const bySwitch = loadExtension && !overDevTools;
  return {
    pipe: true,
    // A click in a tab that is not in front waits for a frame that never comes: fail before the test's own time is up.
    protocolTimeout: HANG_MS,
    timeout: HANG_MS,
    args: [...(bySwitch ? [`--load-extension=${extensionDirs.join()}`] : []), ...chromiumArguments(request)],
    ...(overDevTools ? { enableExtensions: extensionDirs } : {}),
    ignoreDefaultArgs: [
      '--disable-extensions',
      // As people's browsers have it: a page that moves without a pause is slowed down.
      '--disable-ipc-flooding-protection',
      ...(blankTab ? [] : ['about:blank']),
      '--disable-component-extensions-with-background-pages',
      // It would stop a force-install; otherwise it keeps the browser's own requests out of the stand-in's record.
      ...(loadExtension ? [] : ['--disable-background-networking']),
    ],
    env: { ...env, ...privateFolders(home) },
  };
}

/**
 * A home of its own, so that caches and crash reports go when the browser goes.
 * @param {string} home
 * @returns {NodeJS.ProcessEnv}
 */
function privateFolders(home) {
  const folders = { HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache') };
  // A killed Chromium leaves its socket's folder in TMPDIR. The socket's path must stay below 108 characters, though.
  const leavesRoomForSocket = home.length < 60;
  return leavesRoomForSocket ? { ...folders, TMPDIR: home } : folders;
}

/**
 * @param {ChromiumRequest} request
 * @returns {string[]}
 */
function chromiumArguments({ standInPort, policyHostPorts = {}, extraArgs = [] }) {
  const own = Object.entries(policyHostPorts).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`);
  // The first rule that fits wins. Loopback keeps its ports, for policy servers of the test's own.
  // Switches do not silence the browser's own clock and component updates: they fail here, not to fill the stand-in's record.
  const ownTraffic = ['MAP clients2.google.com ~NOTFOUND', 'MAP update.googleapis.com ~NOTFOUND'];
  // Reserved names (RFC 2606) exist here as little as anywhere.
  const nowhere = 'MAP *.invalid ~NOTFOUND';
  const hosts = [
    ...own,
    ...ownTraffic,
    nowhere,
    `MAP * 127.0.0.1:${standInPort}`,
    'EXCLUDE localhost',
    'EXCLUDE 127.0.0.1',
  ].join(', ');
  return [
    `--host-resolver-rules=${hosts}`,
    '--ignore-certificate-errors',
    '--disable-gpu',
    '--disable-quic',
    '--disable-component-update',
    '--no-proxy-server',
    // Chromium refuses to run as root inside its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...extraArgs,
  ];
}
