/**
 * Finds nginx for the tests of a static host: the one named by the environment, else the system's, else (where that is
 * possible) Debian's package, freshly installed.
 */
import { delimiter, join } from 'node:path';
import { asRoot, installDebianPackage, isExecutable } from '../debian-package.mjs';

const PACKAGE = 'nginx';

export class MissingHostError extends Error {
  /** @override */
  name = 'MissingHostError';
}

/**
 * @param {{ env?: NodeJS.ProcessEnv, mayInstall?: boolean, log?: (line: string) => void }} [options] `mayInstall`: whether
 *   Debian's package may be installed when there is no nginx
 * @returns {Promise<string>} the executable
 */
export async function findNginx({ env = process.env, mayInstall = false, log = () => undefined } = {}) {
  const named = env['NGINX_PATH'];
  if (named) {
    if (await isExecutable(named)) return named;
    throw new MissingHostError(`NGINX_PATH is set to ${named}, which is not an executable file.`);
  }
  const present = await search(env);
  if (present !== null) return present;
  if (mayInstall && process.platform === 'linux') {
    const failure = await installDebianPackage(PACKAGE, { env, log, missing: 'nginx' });
    if (failure === null) await leaveNoService();
    else log(failure);
    const installed = await search(env);
    if (installed !== null) return installed;
  }
  throw new MissingHostError(
    `No nginx found. On Debian and Ubuntu's relatives: apt-get install ${PACKAGE}. Or set NGINX_PATH to its executable.`,
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | null>}
 */
async function search(env) {
  // It lies in a folder for administrators, which a user's PATH may lack.
  for (const folder of [...(env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].filter(Boolean)) {
    const file = join(folder, 'nginx');
    if (await isExecutable(file)) return file;
  }
  return null;
}

/** The package may start a service and have it start with the machine: nobody asked for one. */
async function leaveNoService() {
  for (const words of [
    ['service', 'nginx', 'stop'],
    ['update-rc.d', 'nginx', 'disable'],
  ]) {
    // Fails where there is no service manager: then there is no service either.
    await asRoot(words).catch(() => undefined);
  }
}
