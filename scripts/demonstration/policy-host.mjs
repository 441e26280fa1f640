/** The demonstration's company side, through the administrator's own command: a key, a policy, a host on loopback. */
import { execFile, spawn } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'yaml';
import { ROOT } from '../setup.mjs';

const COMMAND = path.join(ROOT, 'dist/cli/gatepost.mjs');
const SAMPLE = path.join(ROOT, 'demonstration/policy.yaml');
const LOGO = path.join(ROOT, 'demonstration/contoso.png');

/**
 * @typedef {object} DemoHost
 * @property {Record<string, unknown>} managed the managed configuration for browsers of this company
 * @property {string} publishCommand what a user types to publish the policy again
 * @property {string} policyFile
 * @property {() => Promise<string>} publish publishes the sample policy, and gives the command's own words
 * @property {() => Promise<string>} publishLifted publishes it without its restrictions
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} folder
 * @returns {Promise<DemoHost>}
 */
export async function startHost(folder) {
  const at = (/** @type {string} */ name) => path.join(folder, name);
  const policyFile = at('policy.yaml');
  const publishArguments = ['publish', policyFile, '--key', at('policy-key.private.jwk.json'), '--dir', at('public')];
  const gatepost = async (/** @type {string[]} */ ...args) =>
    (await promisify(execFile)(process.execPath, [COMMAND, ...args])).stdout.trim();
  await gatepost('keygen', '--out', folder);
  await copyFile(LOGO, at('contoso.png'));
  await copyFile(SAMPLE, policyFile);
  await gatepost(...publishArguments);
  const { url, close } = await serve(at('public'));
  /** @type {unknown} */
  const publicKey = JSON.parse(await readFile(at('policy-key.public.jwk.json'), 'utf8'));
  return {
    managed: { policyUrl: url, trustedKeys: [publicKey] },
    publishCommand: [
      'node dist/cli/gatepost.mjs',
      ...publishArguments.map((each) => path.relative(ROOT, each) || each),
    ].join(' '),
    policyFile,
    async publish() {
      await copyFile(SAMPLE, policyFile);
      return gatepost(...publishArguments);
    },
    async publishLifted() {
      const document = parseDocument(await readFile(SAMPLE, 'utf8'));
      document.deleteIn(['rules', 1]);
      await writeFile(policyFile, document.toString());
      return gatepost(...publishArguments);
    },
    close,
  };
}

/**
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
async function serve(folder) {
  const child = spawn(process.execPath, [COMMAND, 'serve', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  /** @type {string} */
  const url = await new Promise((/** @type {(url: string) => void} */ resolve, reject) => {
    child.stdout.on('data', (/** @type {Buffer} */ data) => {
      const address = /http:\S+/.exec(String(data));
      if (address !== null) resolve(address[0]);
    });
    child.once('exit', (code) => {
      reject(new Error(`gatepost serve ended with status ${code}`));
    });
  });
  return {
    url,
    async close() {
      child.kill();
      await ended;
    },
  };
}
