/** `gatepost pack` into a folder that holds an earlier pack: nothing that browsers have is lost without being told. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pack, type PackOptions } from '../../../../src/cli/commands/pack/run.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const NO_PERMISSIONS = { newKey: false, olderVersion: false, overwriteSigned: false };
const ID = 'gatepost@gatepost.example';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await build('first');
  await pack(options({ permissions: { ...NO_PERMISSIONS, newKey: true } }));
});

async function build(worker: string): Promise<void> {
  for (const target of ['chrome', 'edge', 'firefox']) {
    await mkdir(path.join(folder, 'dist', target), { recursive: true });
    const gecko = target === 'firefox' ? { browser_specific_settings: { gecko: { id: ID } } } : {};
    const manifest = JSON.stringify({ manifest_version: 3, version: '1.2.3', ...gecko });
    await writeFile(path.join(folder, 'dist', target, 'manifest.json'), manifest);
    await writeFile(path.join(folder, 'dist', target, 'worker.js'), `// ${worker}`);
  }
}

const options = (changes: Partial<PackOptions> = {}): PackOptions => ({
  dist: path.join(folder, 'dist'),
  out: path.join(folder, 'out'),
  keyFile: path.join(folder, 'key.pem'),
  baseUrl: 'https://policy.contoso.example/gatepost',
  version: null,
  firefoxId: null,
  signedXpiFile: null,
  permissions: NO_PERMISSIONS,
  ...changes,
});

const inOut = (name: string): string => path.join(folder, 'out', name);

/** All files with their content. */
async function snapshot(): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const)));
}

async function removed(...names: string[]): Promise<void> {
  for (const name of names) await rm(inOut(name));
}

const signedXpi = (version: string, id = ID, signature = 'META-INF/mozilla.rsa'): Uint8Array =>
  zipSync({
    'manifest.json': Buffer.from(JSON.stringify({ version, browser_specific_settings: { gecko: { id } } })),
    [signature]: Buffer.from('signature'),
  });

describe('is refused, and changes nothing', () => {
  test.each<[string, Partial<PackOptions>, RegExp, (() => Promise<void>)?]>([
    ['a mistyped key', { keyFile: 'KEY' }, /there is no key KEY.*--new-key/s],
    ['another key', { keyFile: 'OTHER' }, /packages of [a-p]{32}, and this key makes [a-p]{32}.*--new-key/s],
    ['a lower version', { version: '1.2.2.9' }, /has version 1\.2\.3, and this is 1\.2\.2\.9.*--older-version/s],
    ['a lower version, by number', { version: '1.2' }, /--older-version/],
    [
      'a lower version, where only what browsers ask for tells the other',
      { version: '1.2.2.9' },
      /gatepost-chrome-updates\.xml has version 1\.2\.3, and this is 1\.2\.2\.9.*--older-version/s,
      () => rm(inOut('pack.json')),
    ],
    [
      'a lower version, which only Firefox would be told',
      { version: '1.2.2.9' },
      /gatepost-firefox-updates\.json has version 1\.2\.3/,
      () => removed('pack.json', 'gatepost-chrome-updates.xml', 'gatepost-edge-updates.xml'),
    ],
    [
      'another key, where the record is gone',
      { keyFile: 'OTHER', version: '1.2.4' },
      /gatepost-chrome-updates\.xml has packages of [a-p]{32}, and this key makes [a-p]{32}.*--new-key/s,
      () => rm(inOut('pack.json')),
    ],
    [
      'an update manifest that cannot be read',
      { version: '1.2.4' },
      /gatepost-edge-updates\.xml tells browsers which version there is, and cannot be read/,
      () => writeFile(inOut('gatepost-edge-updates.xml'), '<gupdate>'),
    ],
    [
      'another build of one version',
      {},
      /gatepost-chrome-1\.2\.3\.crx exists already.*--overwrite-signed/s,
      () => build('second'),
    ],
    [
      'an add-on in the place of the one that Mozilla signed',
      { version: '1.2.4' },
      /gatepost-firefox\.xpi is signed by Mozilla.*--signed-xpi.*--overwrite-signed/s,
      () => writeFile(inOut('gatepost-firefox.xpi'), signedXpi('1.2.3')),
    ],
    [
      'the same, signed in the newer way only',
      { version: '1.2.4' },
      /gatepost-firefox\.xpi is signed by Mozilla/,
      () => writeFile(inOut('gatepost-firefox.xpi'), signedXpi('1.2.3', ID, 'META-INF/cose.sig')),
    ],
  ])('%s', async (_, { keyFile, ...changes }, message, prepare = () => Promise.resolve()) => {
    await prepare();
    const other = path.join(folder, 'other.pem');
    if (keyFile === 'OTHER') {
      const permissions = { ...NO_PERMISSIONS, newKey: true };
      await pack(options({ keyFile: other, out: path.join(folder, 'elsewhere'), permissions }));
    }
    const before = await snapshot();
    const file = keyFile === 'OTHER' ? { keyFile: other } : keyFile === 'KEY' ? { keyFile } : {};
    const refusal = await refusalOf(() => pack(options({ ...changes, ...file })));
    expect(refusal.message).toMatch(message);
    expect(refusal.exitCode).toBe(1);
    expect(await snapshot()).toEqual(before);
  });
});

describe('is done when told', () => {
  test('the same again, and a higher version, need no leave', async () => {
    await pack(options());
    expect((await pack(options({ version: '1.2.10' }))).record.version).toBe('1.2.10');
  });

  test('a lower version', async () => {
    const permissions = { ...NO_PERMISSIONS, olderVersion: true };
    expect((await pack(options({ version: '1.0', permissions }))).record.version).toBe('1.0');
  });

  test('another key, which is made', async () => {
    const keyFile = path.join(folder, 'new.pem');
    const permissions = { ...NO_PERMISSIONS, newKey: true, overwriteSigned: true };
    expect((await pack(options({ keyFile, permissions }))).keyCreated).toBe(true);
  });

  test('other content under the same version', async () => {
    await build('second');
    const permissions = { ...NO_PERMISSIONS, overwriteSigned: true };
    await writeFile(inOut('gatepost-firefox.xpi'), signedXpi('1.2.3'));
    await pack(options({ permissions }));
    expect((await readFile(inOut('gatepost-firefox.xpi'))).includes('mozilla.rsa')).toBe(false);
  });

  test('a first pack for the stores alone, into a folder without a record', async () => {
    await rm(path.join(folder, 'out'), { recursive: true });
    await pack(options({ keyFile: null, baseUrl: null }));
  });
});

describe('--signed-xpi', () => {
  const signedFile = async (content: Uint8Array | string): Promise<string> => {
    const file = path.join(folder, 'signed.xpi');
    await writeFile(file, content);
    return file;
  };

  test('serves what Mozilla signed, and announces its digest', async () => {
    await writeFile(inOut('gatepost-firefox.xpi'), signedXpi('1.2.3'));
    const signed = signedXpi('1.2.4');
    const permissions = { ...NO_PERMISSIONS, overwriteSigned: true };
    const { files } = await pack(options({ version: '1.2.4', signedXpiFile: await signedFile(signed), permissions }));
    for (const name of ['gatepost-firefox.xpi', 'gatepost-firefox-1.2.4.xpi'])
      expect(await readFile(inOut(name))).toEqual(Buffer.from(signed));
    const { sha256 = '' } = files.find(({ name }) => name === 'gatepost-firefox.xpi') ?? {};
    expect(await readFile(inOut('gatepost-firefox-updates.json'), 'utf8')).toContain(`sha256:${sha256}`);
  });

  test('takes the place of an earlier one that was signed', async () => {
    await writeFile(inOut('gatepost-firefox.xpi'), signedXpi('1.2.3'));
    const signed = signedXpi('1.2.4');
    await pack(options({ version: '1.2.4', signedXpiFile: await signedFile(signed) }));
    expect(await readFile(inOut('gatepost-firefox.xpi'))).toEqual(Buffer.from(signed));
  });

  test.each<[string, Uint8Array | string, RegExp]>([
    ['another version', signedXpi('1.2.5'), /it has version 1\.2\.5, and 1\.2\.4 is packed/],
    ['another add-on', signedXpi('1.2.4', 'x@y'), /its id is x@y/],
    ['no signature', zipSync({ 'manifest.json': Buffer.from('{}') }), /no signature of Mozilla/],
    ['no archive', 'a shopping list', /no signature of Mozilla/],
  ])('is refused with %s', async (_, content, message) => {
    const signedXpiFile = await signedFile(content);
    const refusal = await refusalOf(() => pack(options({ version: '1.2.4', signedXpiFile })));
    expect(refusal.message).toMatch(message);
  });
});
