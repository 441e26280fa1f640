/**
 * Brings a bare machine to where the project can run: the right Node, the dependencies of the lock file. Uses nothing
 * but Node itself.
 */
import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const LEAST_NODE = [20, 19];

/** Something is missing that the user has to provide: printed as it is, without a stack trace. */
export class SetupError extends Error {}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a command with the terminal's own input and output.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<void>} rejects when it does not end well
 */
export async function run(command, args) {
  await ended(
    spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: NEEDS_SHELL }),
    `${command} ${args.join(' ')}`,
  );
}

/**
 * Runs a command beside others, and prints all that it said when it has ended.
 * @param {string} command
 * @param {string[]} args
 * @param {string} title
 * @returns {Promise<void>} rejects when it does not end well
 */
export async function runBeside(command, args, title) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell: NEEDS_SHELL });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk));
  try {
    await ended(child, `${command} ${args.join(' ')}`);
  } finally {
    say(`\n── ${title}\n${Buffer.concat(said).toString()}`);
  }
}

const NEEDS_SHELL = process.platform === 'win32'; // npm is a .cmd file there

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 */
async function ended(child, name) {
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else reject(new SetupError(`${name} ended with ${signal ?? `status ${code}`}`));
    });
  });
}

/** Installs the dependencies unless they are those of the lock file already. */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = LEAST_NODE;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    throw new SetupError(`Node ${LEAST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
  const installed = await changedAtMs('node_modules/.package-lock.json');
  if (installed !== null && installed >= ((await changedAtMs('package-lock.json')) ?? 0)) return;
  say('Installing the dependencies of the lock file…');
  await run('npm', ['ci', '--no-audit', '--no-fund']);
}

/**
 * Runs a script's main function: a plain reason and status 1 for what the user can fix, a stack trace for our mistakes.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    const isPlain =
      error instanceof Error &&
      ['SetupError', 'MissingBrowserError', 'MissingHostError', 'MissingShellError'].includes(error.constructor.name);
    process.stderr.write(`\n${isPlain ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  }
}

/**
 * @param {string} file
 * @returns {Promise<number | null>} null when there is no such file
 */
async function changedAtMs(file) {
  try {
    return (await stat(path.join(ROOT, file))).mtimeMs;
  } catch {
    return null;
  }
}
