/** Where the command puts and looks for files on Windows: its own code, with the paths of Windows in place of this system's. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { win32 } from 'node:path';
import * as files from '../../../src/cli/lib/files.js';

/** What was written where; the files that are there already. */
const written = new Map<string, string>();

jest.unstable_mockModule('node:path', () => ({ ...win32, default: win32 }));
jest.unstable_mockModule('../../../src/cli/lib/files.js', () => ({
  ...files,
  ensureNew: () => Promise.resolve(),
  writeNew: (file: string, content: string) => Promise.resolve(void written.set(file, content)),
  writeInPlace: (file: string, content: string) => Promise.resolve(void written.set(file, content)),
  namesIn: (folder: string) => Promise.resolve(namesBelow(folder)),
  readText: (file: string) => Promise.resolve(written.get(file) ?? ''),
}));

const namesBelow = (folder: string) =>
  [...written.keys()].flatMap((file) => (win32.dirname(file) === folder ? [win32.basename(file)] : []));

const { init } = await import('../../../src/cli/commands/init/run.js');
const { historyFile, keep, keptRevisions } = await import('../../../src/cli/publishing/history.js');
const { installedIdsIn } = await import('../../../src/cli/doctor/profiles.js');

beforeEach(() => {
  written.clear();
});

test('init writes below the folder that was named, on its drive', async () => {
  const done = await init({ folder: 'D:\\AI policy', organisation: 'Contoso', algorithm: 'EdDSA' });
  expect(done.files).toEqual([
    'D:\\AI policy\\policy.yaml',
    'D:\\AI policy\\policy.schema.json',
    'D:\\AI policy\\.gitignore',
    'D:\\AI policy\\.github\\workflows\\policy.yml',
    'D:\\AI policy\\README.md',
    'D:\\AI policy\\keys\\policy-key.private.jwk.json',
    'D:\\AI policy\\keys\\policy-key.private.pem',
    'D:\\AI policy\\keys\\policy-key.public.jwk.json',
    'D:\\AI policy\\keys\\policy-key.public.pem',
  ]);
  for (const file of done.files) expect(written.has(file)).toBe(true);
  // Version control reads these with slashes on every system.
  expect(written.get('D:\\AI policy\\.gitignore')).not.toContain('\\');
});

describe('the history', () => {
  test('lies beside the published document, on a share as well', () => {
    expect(historyFile('\\\\files\\policy', 7)).toBe('\\\\files\\policy\\history\\000007.jws');
    expect(historyFile('public', 7)).toBe('public\\history\\000007.jws');
  });

  test('is found again', async () => {
    await keep('C:\\public', 3, 'three');
    await keep('C:\\public', 12, 'twelve');
    expect(await keptRevisions('C:\\public')).toEqual([3, 12]);
  });
});

test.each([
  ['chrome' as const, 'C:\\Users\\anna\\AppData\\Local\\Google\\Chrome\\User Data', 'Default\\Extensions'],
  ['edge' as const, 'C:\\Users\\anna\\AppData\\Local\\Microsoft\\Edge\\User Data', 'Default\\Extensions'],
  ['firefox' as const, 'C:\\Users\\anna\\AppData\\Roaming\\Mozilla\\Firefox\\Profiles', 'Default\\extensions'],
])('doctor looks into the profiles of %s', async (browser, root, extensions) => {
  const folders = new Map([
    [root, ['Default']],
    [`${root}\\${extensions}`, ['an-extension']],
  ]);
  const machine = { home: 'C:\\Users\\anna', list: (folder: string) => Promise.resolve(folders.get(folder) ?? []) };
  expect(await installedIdsIn(machine as never, browser, 'windows')).toEqual(['an-extension']);
});
