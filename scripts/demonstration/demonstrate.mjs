/** Sets the demonstration's scene: key, policy, host, stand-in internet, browser. Writes to .demo and artifacts only. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from '../browser/find-browser.mjs';
import { extensionIdFromKey, launchChromium } from '../browser/launch-chromium.mjs';
import { canUsePrivatePolicies } from '../browser/private-policies.mjs';
import { buildAll, buildExtension } from '../build.mjs';
import { DEVELOPMENT_KEY } from '../manifest.mjs';
import { ROOT, say } from '../setup.mjs';
import { startHost } from './policy-host.mjs';
import { startInternet } from './stand-in-internet.mjs';
import { leaveToUser } from './leave-to-user.mjs';
import { walk } from './walk.mjs';

const DEMO_DIR = path.join(ROOT, '.demo');
/** A Unix socket's path has 107 characters at the most, and Chromium adds its own folder and name. */
const MAX_SOCKET_FOLDER = 60;

const EXTENSION_ID = extensionIdFromKey(DEVELOPMENT_KEY);

/**
 * @typedef {object} Scene
 * @property {import('puppeteer-core').Browser} browser
 * @property {string} extensionOrigin
 * @property {import('./policy-host.mjs').DemoHost} host
 */

/** @param {{ headless: boolean, builtIn: boolean }} options `builtIn`: use the demonstration build even where policies work */
export async function demonstrate({ headless, builtIn }) {
  const found = await findChromium({ mayInstall: true, log: say });
  say(`Browser: ${found.path}`);
  say('Building…');
  await buildAll();
  await rm(DEMO_DIR, { recursive: true, force: true });
  await mkdir(DEMO_DIR, { recursive: true });
  await keepTemporaryFilesInside();
  const host = await startHost(DEMO_DIR);
  const internet = await startInternet();
  try {
    const configured = await configure(found, host.managed, builtIn);
    const running = await launchChromium({
      browser: found,
      workDir: DEMO_DIR,
      standInPort: internet.port,
      headless,
      extraArgs: ['--lang=en'],
      ...configured,
    });
    const scene = { browser: running.browser, extensionOrigin: `chrome-extension://${EXTENSION_ID}`, host };
    try {
      await (headless ? walk(scene) : leaveToUser(scene));
    } finally {
      await running.close();
    }
  } finally {
    await internet.close();
    await host.close();
  }
}

/** Nothing is written outside the project, unless its path is so long that a browser's socket would not fit there. */
async function keepTemporaryFilesInside() {
  const folder = path.join(DEMO_DIR, 'tmp');
  if (folder.length > MAX_SOCKET_FOLDER) return;
  await mkdir(folder);
  process.env['TMPDIR'] = folder;
}

/**
 * The managed configuration comes through the browser's real policy where this browser can be given a policy folder of
 * its own; elsewhere through a build that has it inside and says so.
 * @param {import('../browser/find-browser.mjs').FoundBrowser} found
 * @param {Record<string, unknown>} managed
 * @param {boolean} builtIn
 * @returns {Promise<{ extensionDir: string, policies?: Record<string, unknown> }>}
 */
async function configure({ policyFolder }, managed, builtIn) {
  const usable =
    policyFolder === null ? { ok: false, reason: 'only on Linux' } : await canUsePrivatePolicies(policyFolder);
  if (usable.ok && !builtIn) {
    say(`Configuration: enterprise policy, in a view of ${policyFolder} that only this browser has.`);
    const policies = { '3rdparty': { extensions: { [EXTENSION_ID]: managed } } };
    return { extensionDir: path.join(ROOT, 'dist/chrome'), policies };
  }
  say(
    `Configuration: built into a demonstration copy${usable.ok ? '' : ` (no private enterprise policy: ${usable.reason})`}.`,
  );
  const extensionDir = path.join(DEMO_DIR, 'extension');
  await buildExtension('chrome', { outDir: extensionDir, demonstration: managed });
  return { extensionDir };
}
