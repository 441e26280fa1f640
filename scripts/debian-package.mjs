/** Installs a package of Debian or one of its relatives, where that is possible without asking anybody. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @param {string} name
 * @param {{ env: NodeJS.ProcessEnv, log: (line: string) => void, missing: string }} options `missing`: what there is none
 *   of, for the log
 * @returns {Promise<string | null>} why it could not be installed
 */
export async function installDebianPackage(name, { env, log, missing }) {
  // A run level of maintenance: what is installed for tests starts no service of its own.
  const settings = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, maxBuffer: 64 * 1024 * 1024 };
  try {
    await asRoot(['apt-get', '--version'], settings);
    log(`No ${missing} found: installing Debian's package ${name} (about a minute).`);
    await asRoot(['apt-get', 'update'], settings);
    await asRoot(['apt-get', 'install', '-y', '--no-install-recommends', name], settings);
    return null;
  } catch (error) {
    return `${name} could not be installed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * @param {string[]} words
 * @param {import('node:child_process').ExecFileOptions} [settings]
 */
export async function asRoot(words, settings = {}) {
  const [file = '', ...rest] = [...(process.getuid?.() === 0 ? [] : ['sudo', '-n']), ...words];
  await run(file, rest, settings);
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
export async function isExecutable(path) {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
