import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { cp, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extensionIdFromKey } from '../../../../scripts/browser/launch-chromium.mjs';
import { pack, type PackOptions } from '../../../../src/cli/commands/pack/run.js';
import { readPackRecord } from '../../../../src/cli/pack/pack-record.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';
import { readZip } from '../../../support/zip-reader.js';

const temporaryFolder = temporaryFolders();

let folder: string;

/** A build as `npm run build` leaves it, in small. */
async function aBuild(dist: string): Promise<void> {
  for (const target of ['chrome', 'edge', 'firefox']) {
    await mkdir(path.join(dist, target, 'icons'), { recursive: true });
    const gecko = { browser_specific_settings: { gecko: { id: 'gatepost@gatepost.example' } } };
    const manifest = {
      manifest_version: 3,
      version: '1.2.3',
      ...(target === 'firefox' ? gecko : { key: 'development' }),
    };
    await writeFile(path.join(dist, target, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(dist, target, 'worker.js'), `// ${target}, für alle`);
    await writeFile(path.join(dist, target, 'icons', '16.png'), Buffer.from([0, 255, 128]));
  }
}

/** The first time: there is no key yet. */
const NEW = { newKey: true, olderVersion: false, overwriteSigned: false };
const NO_PERMISSIONS = { ...NEW, newKey: false };

const options = (changes: Partial<PackOptions> = {}): PackOptions => ({
  dist: path.join(folder, 'dist'),
  out: path.join(folder, 'out'),
  keyFile: path.join(folder, 'key.pem'),
  baseUrl: 'https://policy.contoso.example/gatepost',
  version: null,
  firefoxId: null,
  signedXpiFile: null,
  permissions: NEW,
  ...changes,
});

const output = (name: string, out = 'out'): Promise<Buffer> => readFile(path.join(folder, out, name));

beforeEach(async () => {
  folder = await temporaryFolder();
  await aBuild(path.join(folder, 'dist'));
});

/** Reads a CRX3 by its description, with nothing of ours. */
function openCrx(crx: Buffer): {
  publicKey: Buffer;
  crxId: Buffer;
  signature: Buffer;
  signedHeader: Buffer;
  zip: Buffer;
} {
  expect(crx.subarray(0, 4).toString()).toBe('Cr24');
  expect(crx.readUInt32LE(4)).toBe(3);
  const headerEnd = 12 + crx.readUInt32LE(8);
  const header = protobuf(crx.subarray(12, headerEnd));
  const pageToken = protobuf(header.get(2) ?? Buffer.alloc(0));
  const signedHeader = header.get(10_000) ?? Buffer.alloc(0);
  return {
    publicKey: pageToken.get(1) ?? Buffer.alloc(0),
    signature: pageToken.get(2) ?? Buffer.alloc(0),
    crxId: protobuf(signedHeader).get(1) ?? Buffer.alloc(0),
    signedHeader,
    zip: crx.subarray(headerEnd),
  };
}

function protobuf(bytes: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    expect(tag & 7).toBe(2);
    const length = varint();
    fields.set(tag >>> 3, bytes.subarray(at, at + length));
    at += length;
  }
  return fields;
}

describe('gatepost pack', () => {
  test('gives the same bytes again, whatever the dates and the order of the files', async () => {
    const first = await pack(options());
    await cp(path.join(folder, 'dist'), path.join(folder, 'dist2'), { recursive: true });
    await utimes(path.join(folder, 'dist2', 'chrome', 'worker.js'), 1, 1);
    const second = await pack(options({ dist: path.join(folder, 'dist2'), out: path.join(folder, 'out2') }));
    expect(second.files).toEqual(first.files);
    expect(await output('SHA256SUMS', 'out2')).toEqual(await output('SHA256SUMS'));
  });

  test('packs every file of the build, as it is', async () => {
    await pack(options());
    const files = readZip(openCrx(await output('gatepost-chrome-1.2.3.crx')).zip);
    expect([...files.keys()]).toEqual(['icons/16.png', 'manifest.json', 'worker.js']);
    expect(files.get('icons/16.png')).toEqual(Buffer.from([0, 255, 128]));
    expect(files.get('worker.js')?.toString()).toBe('// chrome, für alle');
  });

  test('signs the CRX with the key whose hash is the id, which is the manifest’s too', async () => {
    const { record } = await pack(options());
    const { publicKey, crxId, signature, signedHeader, zip } = openCrx(await output('gatepost-chrome-1.2.3.crx'));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(signedHeader.length);
    const signed = Buffer.concat([Buffer.from('CRX3 SignedData\0'), length, signedHeader, zip]);
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    expect(verify('sha256', signed, key, signature)).toBe(true);
    expect(crxId).toEqual(createHash('sha256').update(publicKey).digest().subarray(0, 16));
    const manifest = manifestIn(zip);
    expect(manifest).toMatchObject({ key: publicKey.toString('base64'), version: '1.2.3' });
    expect(record.chrome?.id).toBe(extensionIdFromKey(publicKey.toString('base64')));
    expect(manifest['update_url']).toBe('https://policy.contoso.example/gatepost/gatepost-chrome-updates.xml');
  });

  test('makes a key that only its owner can read, and keeps to it', async () => {
    const first = await pack(options());
    expect(first.keyCreated).toBe(true);
    expect((await stat(path.join(folder, 'key.pem'))).mode & 0o777).toBe(0o600);
    const second = await pack(options({ version: '1.2.4', permissions: NO_PERMISSIONS }));
    expect(second.keyCreated).toBe(false);
    expect(second.record.chrome?.id).toBe(first.record.chrome?.id);
  });

  test('gives the stores neither a key nor an address for updates', async () => {
    await pack(options());
    for (const browser of ['chrome', 'edge', 'firefox']) {
      const manifest = manifestIn(await output(`gatepost-${browser}-1.2.3-store.zip`));
      expect(manifest).not.toHaveProperty('key');
      expect(JSON.stringify(manifest)).not.toContain('update_url');
    }
  });

  test('announces the packages with address, version and digest', async () => {
    const { record } = await pack(options({ version: '2.0.0.1', firefoxId: 'gatepost@contoso.example' }));
    const sums = new Map(
      (await output('SHA256SUMS'))
        .toString()
        .split('\n')
        .map((line) => line.split('  ').reverse() as [string, string]),
    );
    const gupdate = (await output('gatepost-edge-updates.xml')).toString();
    expect(gupdate).toContain(`appid='${record.edge?.id ?? ''}'`);
    expect(gupdate).toContain(
      `codebase='https://policy.contoso.example/gatepost/gatepost-edge-2.0.0.1.crx' version='2.0.0.1'`,
    );
    expect(gupdate).toContain(`hash_sha256='${sums.get('gatepost-edge-2.0.0.1.crx') ?? ''}'`);
    expect(JSON.parse((await output('gatepost-firefox-updates.json')).toString())).toEqual({
      addons: {
        'gatepost@contoso.example': {
          updates: [
            {
              version: '2.0.0.1',
              update_link: 'https://policy.contoso.example/gatepost/gatepost-firefox-2.0.0.1.xpi',
              update_hash: `sha256:${sums.get('gatepost-firefox-2.0.0.1.xpi') ?? ''}`,
            },
          ],
        },
      },
    });
    expect(await output('gatepost-firefox.xpi')).toEqual(await output('gatepost-firefox-2.0.0.1.xpi'));
    expect(await readPackRecord(path.join(folder, 'out'))).toEqual(record);
  });

  test('names an address for updates in Firefox’s manifest only if it is https: Firefox takes no other', async () => {
    await pack(options());
    expect(JSON.stringify(manifestIn(await output('gatepost-firefox.xpi')))).toContain(
      '/gatepost-firefox-updates.json',
    );
    await pack(options({ baseUrl: 'http://127.0.0.1:8420/', version: '1.2.4' }));
    expect(JSON.stringify(manifestIn(await output('gatepost-firefox.xpi')))).not.toContain('update_url');
  });

  test('packs for the stores alone where there is no key and no host', async () => {
    const { record } = await pack(options({ keyFile: null, baseUrl: null }));
    expect(record).toMatchObject({ chrome: null, edge: null, firefox: { installUrl: null } });
    expect((await readdir(path.join(folder, 'out'))).filter((name) => /crx|xpi|updates/.test(name))).toEqual([]);
  });

  test.each<[string, Partial<PackOptions>, RegExp]>([
    ['a key without a host', { baseUrl: null }, /--key and --base-url belong together/],
    ['http', { baseUrl: 'http://policy.contoso.example/' }, /expected an https address/],
    ['no address', { baseUrl: 'public' }, /expected an https address/],
    ['a version of words', { version: '1.0-beta' }, /expected up to four numbers/],
    ['no build', { dist: '/nonexistent' }, /no built extension: run `npm run build`/],
  ])('refuses %s', async (_, changes, message) => {
    expect((await refusalOf(() => pack(options(changes)))).message).toMatch(message);
  });

  test.each([
    [
      'an Ed25519 key',
      () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      /of the kind ed25519/,
    ],
    [
      'a short key',
      () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
      /has 1024 bits/,
    ],
    ['something else', () => 'a shopping list', /no private key/],
  ])('refuses %s in the place of the extension’s key', async (_, content, message) => {
    await writeFile(path.join(folder, 'key.pem'), content());
    const refusal = await refusalOf(() => pack(options()));
    expect(refusal.message).toMatch(message);
    expect(refusal.exitCode).toBe(1);
  });
});

function manifestIn(zip: Buffer): Record<string, unknown> {
  return JSON.parse(readZip(zip).get('manifest.json')?.toString() ?? '') as Record<string, unknown>;
}
