/** The pipeline of `gatepost init`, its steps run by a shell: it runs the archive that was named, and no other. */
import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { bundleCommand } from '../../../../../scripts/command-bundle.mjs';
import { init } from '../../../../../src/cli/commands/init/run.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

interface Pipeline {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
}

/** An archive laid out as `npm pack` does. */
async function anArchive(folder: string): Promise<{ archive: string; sha256: string }> {
  await bundleCommand(path.join(folder, 'package', 'dist', 'cli'));
  const archive = path.join(folder, 'gatepost.tgz');
  expect(spawnSync('tar', ['-czf', archive, '-C', folder, 'package']).status).toBe(0);
  return {
    archive,
    sha256: createHash('sha256')
      .update(await readFile(archive))
      .digest('hex'),
  };
}

/** The steps as GitHub's runner runs them: each by a shell that stops at the first failure. */
async function runPipeline(folder: string): Promise<{ failed: string | null; output: string }> {
  const text = await readFile(path.join(folder, '.github', 'workflows', 'policy.yml'), 'utf8');
  const { env, jobs } = parse(text) as Pipeline;
  const temporary = await newFolder();
  let output = '';
  for (const { run } of jobs.check.steps) {
    if (run === undefined) continue;
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-c', run], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env, RUNNER_TEMP: temporary },
      encoding: 'utf8',
    });
    output += stdout + stderr;
    if (status !== 0) return { failed: run, output };
  }
  return { failed: null, output };
}

async function initialised(options: { archive?: string; archiveSha256?: string } = {}): Promise<string> {
  const folder = path.join(await newFolder(), 'ai policy');
  await init({ folder, organisation: 'Contoso', algorithm: 'EdDSA', ...options });
  return folder;
}

describe('with an archive in the repository', () => {
  test('it checks the policy with the command in it', async () => {
    const { archive, sha256 } = await anArchive(await newFolder());
    const folder = await initialised({ archive: 'tools/gatepost.tgz', archiveSha256: sha256.toUpperCase() });
    await mkdir(path.join(folder, 'tools'));
    await writeFile(path.join(folder, 'tools', 'gatepost.tgz'), await readFile(archive));
    const { failed, output } = await runPipeline(folder);
    expect(output).toContain('3 passed, 0 failed');
    expect(failed).toBeNull();
  });

  test('whose bytes are others than those that were named, nothing is unpacked', async () => {
    const folder = await initialised({ archive: 'gatepost.tgz', archiveSha256: '0'.repeat(64) });
    await writeFile(
      path.join(folder, 'gatepost.tgz'),
      await anArchive(await newFolder()).then(({ archive }) => readFile(archive)),
    );
    const { failed, output } = await runPipeline(folder);
    expect(failed).toContain('sha256sum');
    expect(output).toContain('FAILED');
  });
});

test('while none is named, it stops and says where to name it', async () => {
  const { failed, output } = await runPipeline(await initialised());
  expect(failed).toContain('GATEPOST_SHA256');
  expect(output).toBe(
    'Name the archive of the gatepost command and its SHA-256 at the top of .github/workflows/policy.yml.\n',
  );
});

const DIGEST = 'a'.repeat(64);

test.each([
  { archive: 'https://host.example/gatepost.tgz', archiveSha256: DIGEST },
  { archive: 'https://host.example:8443/a%20b/gatepost.tgz?version=1', archiveSha256: DIGEST },
])('$archive may be named', async (options) => {
  const text = await readFile(path.join(await initialised(options), '.github', 'workflows', 'policy.yml'), 'utf8');
  const { env } = parse(text) as Pipeline;
  expect(env).toEqual({ GATEPOST_ARCHIVE: options.archive, GATEPOST_SHA256: DIGEST });
});

test.each([
  [{ archive: 'gatepost.tgz' }, 'belong together'],
  [{ archiveSha256: DIGEST }, 'belong together'],
  [{ archive: 'gatepost.tgz', archiveSha256: 'abc' }, '64 hexadecimal digits'],
  [{ archive: 'http://host.example/gatepost.tgz', archiveSha256: DIGEST }, 'expected an https address'],
  [{ archive: '-o', archiveSha256: DIGEST }, 'expected an https address'],
  [{ archive: "a'b.tgz", archiveSha256: DIGEST }, 'expected an https address'],
  [{ archive: 'https://host.example/${{ secrets.KEY }}', archiveSha256: DIGEST }, 'expected an https address'],
  [{ archive: '@scope/name', archiveSha256: DIGEST }, 'expected an https address'],
])('%j is refused', async (options, reason) => {
  expect((await refusalOf(() => initialised(options))).message).toContain(reason);
});
