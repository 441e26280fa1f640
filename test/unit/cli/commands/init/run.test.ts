/** `gatepost init`: what it writes is in order, private, and never in place of something. */
import { describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { check } from '../../../../../src/cli/commands/check/run.js';
import { init, type InitOptions } from '../../../../../src/cli/commands/init/run.js';
import { publish } from '../../../../../src/cli/publishing/publish-policy.js';
import { test as testPolicy } from '../../../../../src/cli/explain/expectations.js';
import { NOW_MS } from '../../../../support/policies.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

async function initialised(over: Partial<InitOptions> = {}) {
  const folder = path.join(await newFolder(), 'ai policy');
  return init({ folder, organisation: 'Société "Générale" #1', algorithm: 'EdDSA', ...over });
}

describe('what it writes', () => {
  test('has no findings, holds its own expectations, and can be published', async () => {
    const { folder } = await initialised({ email: 'ai@example.com' });
    const policyFile = path.join(folder, 'policy.yaml');
    expect(await check(policyFile, NOW_MS)).toEqual([]);
    const tested = await testPolicy(policyFile, NOW_MS);
    expect(tested.map(({ passed }) => passed)).toEqual(tested.map(() => true));
    expect(tested.length).toBeGreaterThan(0);
    const keyFile = path.join(folder, 'keys', 'policy-key.private.jwk.json');
    const { policy } = await publish({ policyFile, keyFile, folder: path.join(folder, 'public'), nowMs: NOW_MS });
    expect(policy).toMatchObject({ name: 'societe-generale-1', organisation: { name: 'Société "Générale" #1' } });
  });

  test('keeps the private key to its owner and out of version control', async () => {
    const { folder } = await initialised();
    const { mode } = await stat(path.join(folder, 'keys', 'policy-key.private.jwk.json'));
    expect(mode & 0o777).toBe(0o600);
    const ignored = (await readFile(path.join(folder, '.gitignore'), 'utf8')).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['*.private.jwk.json', '*.private.pem', 'extension-key.pem']));
  });
});

test.each([
  'policy.yaml',
  'policy.schema.json',
  '.gitignore',
  'README.md',
  'keys/policy-key.public.jwk.json',
  'keys/policy-key.private.pem',
  '.github/workflows/policy.yml',
])('with %s there already, nothing at all is written', async (file) => {
  const folder = await newFolder();
  await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
  await writeFile(path.join(folder, file), 'mine');
  const before = await readdir(folder, { recursive: true });
  expect((await refusalOf(() => initialised({ folder }))).message).toContain('it exists already');
  expect(await readdir(folder, { recursive: true })).toEqual(before);
  expect(await readFile(path.join(folder, file), 'utf8')).toBe('mine');
});

test('a name or an address that cannot be one is refused', async () => {
  expect((await refusalOf(() => initialised({ organisation: '東京' }))).message).toMatch(
    /is not a valid policy name.*--name/,
  );
  expect((await refusalOf(() => initialised({ email: 'nobody' }))).message).toContain('is not an e-mail address');
});
