/** Finds a shell for the tests of completion: the system's, else (where that is possible) Debian's package of the same name. */
import { delimiter, join } from 'node:path';
import { installDebianPackage, isExecutable } from './debian-package.mjs';

export class MissingShellError extends Error {
  /** @override */
  name = 'MissingShellError';
}

/**
 * @param {'zsh' | 'fish'} name
 * @param {{ env?: NodeJS.ProcessEnv, mayInstall?: boolean, log?: (line: string) => void }} [options] `mayInstall`: whether
 *   Debian's package may be installed when there is none
 * @returns {Promise<string>} the executable
 */
export async function findShell(name, { env = process.env, mayInstall = false, log = () => undefined } = {}) {
  const present = await search(name, env);
  if (present !== null) return present;
  if (mayInstall && process.platform === 'linux') {
    const failure = await installDebianPackage(name, { env, log, missing: name });
    if (failure !== null) log(failure);
    const installed = await search(name, env);
    if (installed !== null) return installed;
  }
  throw new MissingShellError(
    `No ${name} found, whose completion is tested. On Debian and Ubuntu's relatives: apt-get install ${name}.`,
  );
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | null>}
 */
async function search(name, env) {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return null;
}
