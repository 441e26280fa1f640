import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { importKey } from '../../../../src/cli/commands/import-key/run.js';
import { keygen, type KeyFiles } from '../../../../src/cli/publishing/new-keys.js';
import { readPublicKey } from '../../../../src/cli/publishing/key-file.js';
import { openSigner, readSigningKey, signDocument } from '../../../../src/cli/publishing/signing-key.js';
import { openSignedDocument } from '../../../../src/trust/signed-document.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let home: string;
let keys: KeyFiles;

beforeAll(async () => {
  home = await temporaryFolder();
  keys = await keygen(path.join(home, 'keys'), 'EdDSA');
});

async function fileOf(content: string): Promise<string> {
  const file = path.join(await temporaryFolder(), 'key');
  await writeFile(file, content, { mode: 0o600 });
  return file;
}

const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();

describe('a private key', () => {
  test.each([
    ['P-256 as PKCS#8', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['P-256 as openssl ecparam writes it', ['ecparam', '-name', 'prime256v1', '-genkey']],
    ['Ed25519 as PKCS#8', ['genpkey', '-algorithm', 'ed25519']],
  ])('of openssl signs: %s', async (_, args) => {
    const file = await fileOf(openssl(...args));
    const key = await readSigningKey(file);
    const publicFile = await fileOf(openssl('pkey', '-in', file, '-pubout'));
    const document = await signDocument(key, 'content');
    expect(await openSignedDocument(document, [await readPublicKey(publicFile)])).toMatchObject({ ok: true });
  });

  test('as a JWK without a kid gets the id of its thumbprint, which is that of its public half', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const file = await fileOf(JSON.stringify(pair.privateKey.export({ format: 'jwk' })));
    const publicJwk = pair.publicKey.export({ format: 'jwk' });
    const { publicKey } = await readSigningKey(file);
    expect(publicKey.kid).toBe((await calculateJwkThumbprint(publicJwk)).slice(0, 16));
    expect(await readPublicKey(await fileOf(JSON.stringify(publicJwk)))).toEqual(publicKey);
  });

  test('goes by the id that its public key has, when that is handed in', async () => {
    const known = await fileOf(JSON.stringify({ ...keys.publicKey, kid: 'ours-2026' }));
    const { signer } = await openSigner({ keyFile: keys.privatePemFile, publicKeyFile: known });
    const document = await signDocument(signer, 'content');
    expect(await openSignedDocument(document, [await readPublicKey(known)])).toMatchObject({ keyId: 'ours-2026' });
  });

  test('is refused beside the public key of another', async () => {
    const other = await keygen(path.join(await temporaryFolder(), 'other'), 'EdDSA');
    const work = () => openSigner({ keyFile: keys.privateFile, publicKeyFile: other.publicFile });
    expect((await refusalOf(work)).message).toMatch(/does not belong to the key of --public-key/);
  });

  const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
  test.each([
    [
      'RSA',
      () => pkcs8(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      /no Ed25519 or P-256 key but RSA/,
    ],
    ['of the curve P-384', () => pkcs8(ec('P-384')), /but the curve secp384r1/],
    ['of the curve P-384 as JWK', () => JSON.stringify(ec('P-384').export({ format: 'jwk' })), /crv "P-384"/],
    ['of the curve secp256k1', () => pkcs8(ec('secp256k1')), /but the curve secp256k1/],
    ['X25519', () => pkcs8(generateKeyPairSync('x25519').privateKey), /but X25519/],
    ['Ed448', () => pkcs8(generateKeyPairSync('ed448').privateKey), /but ED448/],
    ['a secret for HMAC', () => '{"kty":"oct","k":"c2VjcmV0"}', /kty "oct", crv missing/],
    ['a set of keys', () => JSON.stringify({ keys: [] }), /it is a set of keys/],
    ['a certificate', () => '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----', /it is a certificate/],
    ['of OpenSSH', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAA==\n', /it is in the format of OpenSSH/],
    ['public', () => spki(generateKeyPairSync('ed25519').publicKey), /it is a public key; expected the private one/],
    [
      'encrypted',
      () => ec('P-256').export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      /it is encrypted; expected one without a passphrase .*--detached-sign/,
    ],
    [
      'encrypted in the older way',
      () => ec('P-256').export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      /it is encrypted/,
    ],
  ])('is refused when it is %s', async (_, content, message) => {
    const file = await fileOf(content());
    const refusal = await refusalOf(() => readSigningKey(file));
    expect(refusal.message).toMatch(message);
    expect(refusal.message).toContain(`cannot sign with ${file}`);
    expect(refusal.exitCode).toBe(1);
  });
});

describe('gatepost import-key', () => {
  test('turns PEM into the key for managed configuration, with the id that publishing gives it', async () => {
    expect(await importKey({ file: keys.publicPemFile })).toEqual(keys.publicKey);
  });

  test('takes the id that is asked for, and writes a file that is never overwritten', async () => {
    const out = path.join(await temporaryFolder(), 'new', 'key.json');
    await importKey({ file: keys.publicPemFile, keyId: 'ours', out });
    expect(await readPublicKey(out)).toEqual({ ...keys.publicKey, kid: 'ours' });
    expect((await refusalOf(() => importKey({ file: keys.publicPemFile, out }))).message).toMatch(/exists already/);
  });

  test.each(['', 'a b', 'ü', 'a'.repeat(101)])('refuses the id %j', async (keyId) => {
    expect((await refusalOf(() => importKey({ file: keys.publicPemFile, keyId }))).message).toMatch(
      /its id \(kid\) is/,
    );
  });

  test('refuses a private key, and never shows it', async () => {
    const refusal = await refusalOf(() => importKey({ file: keys.privateFile }));
    expect(refusal.message).toMatch(/it is a private key; expected the public half/);
    expect(refusal.exitCode).toBe(1);
  });

  test.each([
    ['RSA', () => spki(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey), /but RSA/],
    ['damaged', () => JSON.stringify({ ...keys.publicKey, x: 'AAAA' }), /its key is damaged/],
  ])('refuses a public key that is %s', async (_, content, message) => {
    const file = await fileOf(content());
    expect((await refusalOf(() => importKey({ file }))).message).toMatch(message);
  });
});
