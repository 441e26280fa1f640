/** The command as real processes, bundled for the test, so that no build is needed before. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { bundleCommand } from '../../scripts/command-bundle.mjs';

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command whose reader goes away before it has written anything, as `| head` does. */
export function unread(home: string, ...args: string[]): Promise<Ended> {
  const options = { cwd: home, env: process.env };
  return run(path.join(home, 'gatepost.mjs'), options, args, (child) => child.stdout?.destroy());
}

/**
 * @param home where the bundle goes, and the working folder of every run
 * @param env of each run, beside the variables of the test itself
 */
export async function bundledCommand(
  home: string,
  env: () => NodeJS.ProcessEnv = () => ({}),
): Promise<(...args: string[]) => Promise<Ended>> {
  await bundleCommand(home, []);
  const command = path.join(home, 'gatepost.mjs');
  return (...args) => run(command, { cwd: home, env: { ...process.env, ...env() } }, args);
}

function run(
  command: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  args: readonly string[],
  begun: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    begun(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, out, err });
    });
  });
}
