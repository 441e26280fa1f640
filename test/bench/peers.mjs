/**
 * What the benchmarks are measured against: other people's packages, installed on demand into a folder of their own with
 * their own pinned list, never a part of the project. Their licences (GPL, MPL, MIT) allow that, and would not allow more.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PEERS_FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'peers');

/** Does nothing when they are there. Their install scripts are not run. */
export async function ensurePeers() {
  const isThere = (/** @type {string} */ name) => existsSync(path.join(PEERS_FOLDER, 'node_modules', name));
  if (isThere('@eyeo') && isThere('@secretlint')) return;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: PEERS_FOLDER });
}

/**
 * @param {string} file under the peers' node_modules
 * @returns {Promise<unknown>} what the module exports
 */
export async function peerModule(file) {
  /** @type {unknown} */
  const module = await import(pathToFileURL(path.join(PEERS_FOLDER, 'node_modules', file)).href);
  return module;
}
