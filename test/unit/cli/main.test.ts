/** The command as a process: what it prints where, and its exit code. Bundled here, so that no build is needed before. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../support/repository.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let home: string;
let command: string;

beforeAll(async () => {
  home = await temporaryFolder();
  command = path.join(home, 'gatepost.mjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/cli/main.ts')],
    outfile: command,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
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
});

function run(...args: string[]): Promise<{ exitCode: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
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

describe('wrong usage ends with exit code 2 and says what was wrong', () => {
  test.each([
    ['an unknown command', ['publsh'], /unknown command/],
    ['an unknown option', ['tools', '--colour'], /unknown option/],
    ['a missing argument', ['serve'], /missing required argument/],
    ['a missing option', ['publish', 'policy.yaml'], /required option/],
    ['too many arguments', ['keygen', 'here', 'there'], /too many arguments/],
    ['an unknown choice', ['keygen', '--algorithm', 'RSA'], /Allowed choices/],
    ['a port that is none', ['serve', '.', '--port', '70000'], /0 to 65535/],
  ])('%s', async (_, args, message) => {
    const { exitCode, out, err } = await run(...args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });
});

test.each([['--help'], ['--version'], ['publish --help'], ['help tools']])('asking is no mistake: %s', async (args) => {
  const { exitCode, out, err } = await run(...args.split(' '));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).not.toBe('');
});

describe('a file', () => {
  test('that is not there ends with exit code 2', async () => {
    await run('keygen', '--out', 'keys');
    const key = path.join('keys', 'policy-key.private.jwk.json');
    const { exitCode, err } = await run('publish', 'missing.yaml', '--key', key, '--dir', 'public');
    expect(exitCode).toBe(2);
    expect(err).toContain('missing.yaml');
  });

  test('with a mistake in it ends with exit code 1, a line for each mistake and no stack', async () => {
    await run('keygen', '--out', 'keys');
    await writeFile(
      path.join(home, 'wrong.yaml'),
      'format: 1\nname: acme\norganisation: { name: Acme }\nrules:\n  - { id: a, tools: [chatgtp], action: block }\n',
    );
    const key = path.join('keys', 'policy-key.private.jwk.json');
    const { exitCode, out, err } = await run('publish', 'wrong.yaml', '--key', key, '--dir', 'public');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^wrong\.yaml:5:22: rules\.0\.tools\.0: found "chatgtp", unknown tool: did you mean chatgpt/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
