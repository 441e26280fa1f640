/**
 * Finds the browser to test in: the one named by the environment, else the system's, else (where that is possible) Debian's
 * package, freshly installed.
 */
import { open } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { installDebianPackage, isExecutable } from '../debian-package.mjs';
import { CHROMIUM_PLACES, FIREFOX_PLACES, POLICY_FOLDERS } from './browser-places.mjs';

/** @typedef {import('./browser-places.mjs').BrowserKind} BrowserKind */
/** @typedef {import('./browser-places.mjs').Place} Place */

/**
 * @typedef {object} FoundBrowser
 * @property {string} path
 * @property {BrowserKind} kind
 * @property {string | null} policyFolder where this browser reads enterprise policies, on Linux
 */

/**
 * @typedef {object} FindBrowserOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [mayInstall] whether Debian's package may be installed when there is no browser
 * @property {(line: string) => void} [log]
 * @property {NodeJS.Platform} [platform]
 */

/** @typedef {{ variable: string, places: Place[], debianPackage: string }} Wanted */

export class MissingBrowserError extends Error {
  /** @override */
  name = 'MissingBrowserError';
}

/**
 * @param {FindBrowserOptions} [options]
 * @returns {Promise<FoundBrowser>}
 */
export async function findChromium(options = {}) {
  return find({ variable: 'BROWSER_PATH', places: CHROMIUM_PLACES, debianPackage: 'chromium' }, options);
}

/**
 * @param {FindBrowserOptions} [options]
 * @returns {Promise<FoundBrowser>}
 */
export async function findFirefox(options = {}) {
  return find({ variable: 'FIREFOX_PATH', places: FIREFOX_PLACES, debianPackage: 'firefox-esr' }, options);
}

/**
 * @param {Wanted} wanted
 * @param {FindBrowserOptions} options
 * @returns {Promise<FoundBrowser>}
 */
async function find({ variable, places, debianPackage }, options) {
  const { env = process.env, mayInstall = false, log = () => undefined, platform = process.platform } = options;
  const named = env[variable];
  if (named) {
    if (!(await isExecutable(named))) {
      throw new MissingBrowserError(`${variable} is set to ${named}, which is not an executable file.`);
    }
    return found(named, kindOfName(named, places), platform);
  }
  const present = await search(places, env, platform);
  if (present) return present;
  if (mayInstall && platform === 'linux') {
    const failure = await installDebianPackage(debianPackage, { env, log, missing: 'browser' });
    const installed = failure ? null : await search(places, env, platform);
    if (installed) return installed;
    if (failure) log(failure);
  }
  throw new MissingBrowserError(advice({ variable, places, debianPackage }, platform));
}

/**
 * @param {Place[]} places
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {Promise<FoundBrowser | null>}
 */
async function search(places, env, platform) {
  for (const place of places) {
    for (const path of candidates(place, env, platform)) {
      if ((await isExecutable(path)) && !(await startsSnap(path))) return found(path, place.kind, platform);
    }
  }
  return null;
}

/**
 * @param {Place} place
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
function candidates({ commands, mac, windows }, env, platform) {
  if (platform === 'darwin') {
    return ['/Applications', join(env['HOME'] ?? '', 'Applications')].map((folder) => join(folder, mac));
  }
  if (platform === 'win32') {
    return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .map((folder) => `${folder}\\${windows}`);
  }
  // PATH first; a service or a bare container may start us with a PATH that lacks the usual folders.
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'].filter(Boolean);
  return commands.flatMap((command) =>
    command.startsWith('/') ? [command] : folders.map((folder) => join(folder, command)),
  );
}

/**
 * Ubuntu's `chromium-browser` and `firefox` are scripts that start a snap, which sees neither our temporary profile nor a
 * private policy folder.
 * @param {string} path
 * @returns {Promise<boolean>}
 */
async function startsSnap(path) {
  if (path.startsWith('/snap/')) return true;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const text = buffer.toString('latin1', 0, bytesRead);
    return text.startsWith('#!') && text.includes('/snap/bin/');
  } finally {
    await file.close();
  }
}

/**
 * @param {string} path
 * @param {Place[]} places
 * @returns {BrowserKind}
 */
function kindOfName(path, places) {
  if (places === FIREFOX_PLACES) return 'firefox';
  if (/chromium/i.test(path)) return 'chromium';
  if (/edge/i.test(path)) return 'edge';
  if (/brave/i.test(path)) return 'brave';
  return /chrome/i.test(path) ? 'chrome' : 'chromium';
}

/**
 * @param {string} path
 * @param {BrowserKind} kind
 * @param {NodeJS.Platform} platform
 * @returns {FoundBrowser}
 */
function found(path, kind, platform) {
  return { path, kind, policyFolder: platform === 'linux' ? POLICY_FOLDERS[kind] : null };
}

/**
 * @param {Wanted} wanted
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
function advice({ variable, places, debianPackage }, platform) {
  const names = places === FIREFOX_PLACES ? 'Firefox' : 'Chrome, Chromium, Edge or Brave';
  const how =
    platform === 'linux'
      ? `On Debian and Ubuntu's relatives: apt-get install ${debianPackage} (Ubuntu's own snap package does not do).`
      : `Install ${names} from its vendor's site.`;
  return `No ${names} found. ${how} Or set ${variable} to the browser's executable.`;
}
