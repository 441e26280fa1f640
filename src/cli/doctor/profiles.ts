/** Looks which extensions lie in the profiles of the user who asks. */
import path from 'node:path';
import type { PolicyBrowser } from '../deploy/browser-policies.js';
import type { DoctorSystem } from './gather.js';
import type { Machine } from './machine.js';

/** For Linux, in the order of `linuxFolders` in `targets.ts`: each package of the browser has its own. */
type Folders = Readonly<Record<Exclude<DoctorSystem, 'linux'>, string> & { linux: readonly [string, ...string[]] }>;

/** Below the home folder: where each browser keeps its profiles. */
const PROFILES: Readonly<Record<PolicyBrowser, Folders>> = {
  chrome: {
    linux: ['.config/google-chrome'],
    macos: 'Library/Application Support/Google/Chrome',
    windows: 'AppData/Local/Google/Chrome/User Data',
  },
  edge: {
    linux: ['.config/microsoft-edge'],
    macos: 'Library/Application Support/Microsoft Edge',
    windows: 'AppData/Local/Microsoft/Edge/User Data',
  },
  brave: {
    linux: ['.config/BraveSoftware/Brave-Browser'],
    macos: 'Library/Application Support/BraveSoftware/Brave-Browser',
    windows: 'AppData/Local/BraveSoftware/Brave-Browser/User Data',
  },
  chromium: {
    linux: ['.config/chromium', 'snap/chromium/common/chromium'],
    macos: 'Library/Application Support/Chromium',
    windows: 'AppData/Local/Chromium/User Data',
  },
  firefox: {
    linux: ['.mozilla/firefox'],
    macos: 'Library/Application Support/Firefox/Profiles',
    windows: 'AppData/Roaming/Mozilla/Firefox/Profiles',
  },
};

/**
 * Null when the user has no profile of this browser: then nothing can be said.
 * @param place on Linux, which of the browser's packages
 */
export async function installedIdsIn(
  machine: Machine,
  browser: PolicyBrowser,
  system: DoctorSystem,
  place = 0,
): Promise<string[] | null> {
  const folders = [PROFILES[browser][system]].flat();
  const root = path.join(machine.home, folders[place] ?? folders[0] ?? '');
  const profiles = await machine.list(root);
  if (profiles.length === 0) return null;
  const folder = browser === 'firefox' ? 'extensions' : 'Extensions';
  const found = await Promise.all(profiles.map((profile) => machine.list(path.join(root, profile, folder))));
  return [...new Set(found.flat().map((name) => name.replace(/\.xpi$/, '')))];
}
