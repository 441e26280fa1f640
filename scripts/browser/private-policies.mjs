/**
 * Gives one browser process its own enterprise policy folder, through a mount namespace of its own. The machine's folder,
 * which applies to every browser of the machine, is never written, and what lies in it is not seen by the wrapped browser.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { HANG_MS } from './limits.mjs';

const run = promisify(execFile);

/**
 * @typedef {object} PrivatePoliciesRequest
 * @property {string} folder the browser's policy folder, e.g. `/etc/chromium`
 * @property {string} privateFolder what the browser sees there instead; edits to it reach a running browser
 * @property {string} executable the browser
 * @property {string} wrapperPath where to write the script that starts it
 */

/** @typedef {{ ok: true } | { ok: false, reason: string }} PrivatePoliciesAbility */

/**
 * Writes the script to be started in the browser's place.
 * @param {PrivatePoliciesRequest} request
 * @returns {Promise<void>}
 */
export async function preparePrivatePolicies({ folder, privateFolder, executable, wrapperPath }) {
  const missing = await firstMissingFolder(folder);
  const stage = `${wrapperPath}.stage`;
  await mkdir(privateFolder, { recursive: true });
  if (missing) await mkdir(stage, { recursive: true });
  const lines = [
    '#!/bin/sh',
    'set -e',
    ...enterMountNamespace(),
    'mount --make-rprivate /',
    ...(missing ? addFolderInView({ missing, folder, stage }) : []),
    `mount --bind ${quote(privateFolder)} ${quote(folder)}`,
    // Plain exec all the way: the process id stays the one puppeteer kills, and its pipe (descriptors 3 and 4) stays open.
    `exec ${leaveRootIdentity()}${quote(executable)} "$@"`,
  ];
  await writeFile(wrapperPath, `${lines.join('\n')}\n`);
  await chmod(wrapperPath, 0o755);
}

/**
 * Tells, by trying it, whether this machine lets us give a process its own view of the folder.
 * @param {string} folder
 * @returns {Promise<PrivatePoliciesAbility>}
 */
export async function canUsePrivatePolicies(folder) {
  if (process.platform !== 'linux') return { ok: false, reason: 'private policy folders need Linux mount namespaces' };
  const trial = await mkdtemp(join(tmpdir(), 'gatepost-policy-trial-'));
  try {
    const privateFolder = join(trial, 'private');
    const wrapperPath = join(trial, 'trial');
    await mkdir(privateFolder);
    await writeFile(join(privateFolder, 'marker'), '');
    await preparePrivatePolicies({ folder, privateFolder, executable: 'test', wrapperPath });
    await run(wrapperPath, ['-f', join(folder, 'marker')], { timeout: HANG_MS });
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: `cannot give a process its own ${folder}: ${failureText(error)}` };
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

/**
 * @param {string} privateFolder
 * @param {Record<string, unknown>} policies
 * @returns {Promise<void>}
 */
export async function writeChromiumPolicies(privateFolder, policies) {
  await writeJsonAtomically(join(privateFolder, 'policies', 'managed'), 'gatepost.json', policies);
}

/**
 * @param {string} privateFolder
 * @param {Record<string, unknown>} policies what goes under the file's `policies` key
 * @returns {Promise<void>}
 */
export async function writeFirefoxPolicies(privateFolder, policies) {
  await writeJsonAtomically(join(privateFolder, 'policies'), 'policies.json', { policies });
}

/**
 * Half-written JSON makes Chromium uninstall force-installed extensions, so the file appears whole or not at all. The
 * temporary file lies outside the watched folder, where Chromium would read it as one more policy file.
 * @param {string} folder
 * @param {string} name
 * @param {unknown} content
 * @returns {Promise<void>}
 */
async function writeJsonAtomically(folder, name, content) {
  await mkdir(folder, { recursive: true });
  const temporary = join(dirname(folder), `.${name}.${process.pid}`);
  await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`);
  await rename(temporary, join(folder, name));
}

/**
 * The script starts itself again inside the namespace; `$$` tells the two runs apart because exec keeps the process id.
 * An ordinary user may mount only as the root of a user namespace of his own.
 * @returns {string[]}
 */
function enterMountNamespace() {
  const flags = isRoot() ? '--mount' : '--user --map-root-user --mount';
  return [
    'if [ "${GATEPOST_INSIDE:-}" != "$$" ]; then',
    `  GATEPOST_INSIDE=$$ exec unshare ${flags} "$0" "$@"`,
    'fi',
    'unset GATEPOST_INSIDE',
  ];
}

/**
 * Back to the user's own id in a nested user namespace: a browser that runs as root refuses its own sandbox.
 * @returns {string}
 */
function leaveRootIdentity() {
  if (isRoot()) return '';
  return `unshare --user --map-user=${process.getuid?.() ?? 0} --map-group=${process.getgid?.() ?? 0} -- `;
}

/**
 * A folder that does not exist offers nothing to mount over, and we must not create it on the machine. So its parent is
 * rebuilt on a tmpfs from bind mounts of its own entries, plus the new folder, and laid over the parent. (An overlay would
 * be one mount instead of a hundred, 10 ms instead of 250, but hides mounts below the parent, such as a container's
 * /etc/resolv.conf.)
 * @param {{ missing: string, folder: string, stage: string }} view `missing` is the topmost part of `folder` not there
 * @returns {string[]}
 */
function addFolderInView({ missing, folder, stage }) {
  const parent = dirname(missing);
  return [
    `parent=${quote(parent)} stage=${quote(stage)}`,
    'mount -t tmpfs -o mode=0755 gatepost "$stage"',
    'mkdir "$stage/before" "$stage/after"',
    'mount --rbind "$parent" "$stage/before"',
    'for entry in "$stage"/before/* "$stage"/before/.[!.]*; do',
    '  same="$stage/after/${entry##*/}"',
    '  if [ -L "$entry" ]; then cp -P "$entry" "$same"',
    '  elif [ -d "$entry" ]; then mkdir "$same"; mount --rbind "$entry" "$same"',
    '  elif [ -e "$entry" ]; then : >"$same"; mount --bind "$entry" "$same"',
    '  fi',
    'done',
    `mkdir -p "$stage/after"${quote(folder.slice(parent.length))}`,
    'mount --rbind "$stage/after" "$parent"',
  ];
}

/**
 * @param {string} folder
 * @returns {Promise<string | null>} the topmost part of the path that does not exist
 */
async function firstMissingFolder(folder) {
  /** @type {string | null} */
  let missing = null;
  for (let path = folder; !(await exists(path)); path = dirname(path)) missing = path;
  return missing;
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** @returns {boolean} */
function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {string} text
 * @returns {string} the text as one word of a POSIX shell
 */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function failureText(error) {
  if (error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' && error.stderr.trim()) {
    return error.stderr.trim();
  }
  return error instanceof Error ? error.message : String(error);
}
