/** The command as real processes, bundled for the test, so that no build is needed before. */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './repository.js';

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param home where the bundle goes, and the working folder of every run */
export async function bundledCommand(home: string): Promise<(...args: string[]) => Promise<Ended>> {
  const command = path.join(home, 'gatepost.mjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/cli/main.ts')],
    outfile: command,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'error',
    plugins: [
      {
        name: 'yaml-data',
        setup(run) {
          run.onLoad({ filter: /\.yaml$/ }, async ({ path: file }) => ({
            contents: JSON.stringify(parse(await readFile(file, 'utf8'))),
            loader: 'json',
          }));
        },
      },
    ],
  });
  return (...args) => run(command, home, args);
}

function run(command: string, cwd: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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
