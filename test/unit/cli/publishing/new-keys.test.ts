import { describe, expect, test } from '@jest/globals';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keygen } from '../../../../src/cli/publishing/new-keys.js';
import { readPublicKey } from '../../../../src/cli/publishing/key-file.js';
import { readSigningKey, signDocument } from '../../../../src/cli/publishing/signing-key.js';
import { openSignedDocument } from '../../../../src/trust/signed-document.js';
import { trustedKeySchema } from '../../../../src/trust/trusted-key.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

describe('gatepost keygen', () => {
  test.each(['EdDSA', 'ES256'] as const)('makes a pair that signs and verifies (%s)', async (algorithm) => {
    const { privateFile, publicKey } = await keygen(await temporaryFolder(), algorithm);
    const document = await signDocument(await readSigningKey(privateFile), 'content');
    expect(await openSignedDocument(document, [publicKey])).toMatchObject({
      ok: true,
      payload: 'content',
      keyId: publicKey.kid,
    });
  });

  test('writes the public key as managed configuration takes it, without the private part', async () => {
    const { publicFile, publicKey } = await keygen(await temporaryFolder(), 'EdDSA');
    const written: unknown = JSON.parse(await readFile(publicFile, 'utf8'));
    expect(trustedKeySchema.parse(written)).toEqual(publicKey);
    expect(written).not.toHaveProperty('d');
  });

  test('makes another key with another id each time', async () => {
    const keys = [await keygen(await temporaryFolder(), 'EdDSA'), await keygen(await temporaryFolder(), 'EdDSA')];
    expect(new Set(keys.map(({ publicKey }) => publicKey.kid)).size).toBe(2);
  });

  test('makes the folder when it is not there', async () => {
    const folder = path.join(await temporaryFolder(), 'new', 'keys');
    await keygen(folder, 'EdDSA');
    expect((await readdir(folder)).sort()).toEqual([
      'policy-key.private.jwk.json',
      'policy-key.private.pem',
      'policy-key.public.jwk.json',
      'policy-key.public.pem',
    ]);
  });

  test('lets nobody but the owner read the private key', async () => {
    const keys = await keygen(await temporaryFolder(), 'EdDSA');
    const modeOf = async (file: string) => (await stat(file)).mode & 0o777;
    expect(await Promise.all([keys.privateFile, keys.privatePemFile].map(modeOf))).toEqual([0o600, 0o600]);
    expect(await Promise.all([keys.publicFile, keys.publicPemFile].map(modeOf))).toEqual([0o644, 0o644]);
  });

  test.each(['EdDSA', 'ES256'] as const)('writes the same key as PEM, under the same id (%s)', async (algorithm) => {
    const { privatePemFile, publicPemFile, publicKey } = await keygen(await temporaryFolder(), algorithm);
    expect((await readSigningKey(privatePemFile)).publicKey).toEqual(publicKey);
    expect(await readPublicKey(publicPemFile)).toEqual(publicKey);
    expect(await readFile(privatePemFile, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(await readFile(publicPemFile, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });

  test('never overwrites a key', async () => {
    const folder = await temporaryFolder();
    const { privateFile } = await keygen(folder, 'EdDSA');
    const before = await readFile(privateFile, 'utf8');
    const refusal = await refusalOf(() => keygen(folder, 'EdDSA'));
    expect(refusal.message).toMatch(/private\.jwk\.json: it exists already$/);
    expect(refusal.exitCode).toBe(2);
    expect(await readFile(privateFile, 'utf8')).toBe(before);
  });

  test.each(['policy-key.public.jwk.json', 'policy-key.public.pem', 'policy-key.private.pem'])(
    'leaves no key behind when there is a %s already',
    async (name) => {
      const folder = await temporaryFolder();
      await writeFile(path.join(folder, name), 'somebody’s key');
      await refusalOf(() => keygen(folder, 'EdDSA'));
      expect(await readdir(folder)).toEqual([name]);
    },
  );

  test('says so when the folder is a file', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const refusal = await refusalOf(() => keygen(file, 'EdDSA'));
    expect(refusal.message).toMatch(/cannot write .*: (it exists already|a part of its path is not a folder)/);
  });
});
