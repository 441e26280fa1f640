/** Keys as clouds and libraries hand them out: taken, or refused with the reason. */
import { describe, expect, test } from '@jest/globals';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPrivateKey, readPublicKey } from '../../../../src/cli/publishing/key-file.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }) as Record<string, string>;
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const spkiPem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const padded = (base64url = '') => Buffer.from(base64url, 'base64url').toString('base64');

async function fileOf(content: string | Buffer | object): Promise<string> {
  const file = path.join(await newFolder(), 'key');
  const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
  await writeFile(file, isRaw ? content : JSON.stringify(content, null, 2));
  return file;
}

const NOTHING = { d: null, dp: null, dq: null, e: null, k: null, n: null, p: null, q: null, qi: null, t: null };

const azure = (key: Record<string, unknown>) => ({
  attributes: { created: '2026-11-01T08:00:00+00:00', enabled: true, exportable: false, recoveryLevel: 'Recoverable' },
  key: { ...NOTHING, keyOps: ['sign', 'verify'], kid: 'https://acme.vault.azure.net/keys/gatepost/0a1b2c', ...key },
  managed: null,
  tags: null,
});

const aws = (key: KeyObject, more: object = {}) => ({
  KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd',
  PublicKey: spki(key).toString('base64'),
  KeySpec: 'ECC_NIST_P256',
  KeyUsage: 'SIGN_VERIFY',
  SigningAlgorithms: ['ECDSA_SHA_256'],
  ...more,
});

const google = (key: KeyObject) => ({
  name: 'projects/acme/locations/eur4/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1',
  algorithm: 'EC_SIGN_P256_SHA256',
  pem: spkiPem(key),
  pemCrc32c: '1',
});

const googleIn = (publicKeyFormat: string, data: Buffer) => ({
  name: google(p256.publicKey).name,
  algorithm: 'EC_SIGN_P256_SHA256',
  publicKeyFormat,
  publicKey: { data: data.toString('base64'), crc32cChecksum: '1' },
});

const { kty: _, ...ec } = jwkOf(p256.publicKey);
const okp = jwkOf(ed25519.publicKey);
const RSA_JWK = { ...jwkOf(rsa.publicKey), kid: 'rsa', use: 'sig' };

describe('a public key is taken', () => {
  test.each<[string, string | Buffer | object]>([
    ['of az keyvault key show, in hardware', azure({ ...ec, kty: 'EC-HSM' })],
    ['of the same, with padded numbers', azure({ ...ec, kty: 'EC', x: padded(ec['x']), y: padded(ec['y']) })],
    ['of the same, without its wrapping', azure({ ...ec, kty: 'EC-HSM' }).key],
    ['of the vault over HTTP', azure({ ...ec, kty: 'EC', keyOps: undefined, key_ops: ['sign'] })],
    ['of aws kms get-public-key', aws(p256.publicKey)],
    ['of the same as text', `${spki(p256.publicKey).toString('base64')}\n`],
    ['of the same, decoded', spki(p256.publicKey)],
    ['of gcloud as PEM', spkiPem(p256.publicKey).replaceAll('\n', '\r\n')],
    ["of Google's API", google(p256.publicKey)],
    ["of Google's API, asked for PEM", googleIn('PEM', Buffer.from(spkiPem(p256.publicKey)))],
    ["of Google's API, asked for DER", googleIn('DER', spki(p256.publicKey))],
    ['of aws kms get-public-key --query PublicKey', JSON.stringify(spki(p256.publicKey).toString('base64'))],
    [
      'in a set with one that fits',
      { keys: [RSA_JWK, { ...jwkOf(p256.publicKey), use: 'enc' }, jwkOf(p256.publicKey)] },
    ],
  ])('%s', async (__, content) => {
    const { kid, ...key } = await readPublicKey(await fileOf(content), 'ours');
    expect(kid).toBe('ours');
    expect(key).toEqual({ ...ec, kty: 'EC' });
  });

  test.each<[string, object | Buffer]>([
    ['as a JWK with the newer name of its algorithm', { ...okp, alg: 'Ed25519', use: 'sig', key_ops: ['verify'] }],
    ['as a JWK with the older', { ...okp, alg: 'EdDSA' }],
    ['as DER', spki(ed25519.publicKey)],
    ['of aws kms get-public-key', aws(ed25519.publicKey, { KeySpec: 'ECC_NIST_EDWARDS25519' })],
  ])('of Ed25519 %s', async (__, content) => {
    expect(await readPublicKey(await fileOf(content), 'ours')).toEqual({ ...okp, kid: 'ours' });
  });

  test("goes by the vault's id when no other is given", async () => {
    const { kid } = await readPublicKey(await fileOf(azure({ ...ec, kty: 'EC-HSM' })));
    expect(kid).toBe('https://acme.vault.azure.net/keys/gatepost/0a1b2c');
  });
});

const OF_OTHER_CURVES = ['P-384', 'P-521', 'secp256k1'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve }));

describe('a public key is refused, with the reason', () => {
  test.each<[string, string | Buffer | object, RegExp]>([
    ['RSA in a vault', azure({ ...RSA_JWK, kty: 'RSA-HSM' }), /but RSA/],
    ['secp256k1 in a vault', azure({ ...ec, kty: 'EC', crv: 'P-256K' }), /crv "P-256K"/],
    ['a symmetric key in a vault', azure({ kty: 'oct-HSM' }), /kty "oct-HSM"/],
    ['a key in a vault for wrapping', azure({ ...ec, kty: 'EC', keyOps: ['wrapKey'] }), /keyOps.*lack "sign"/],
    ['RSA of AWS', aws(rsa.publicKey, { KeySpec: 'RSA_2048' }), /but RSA/],
    ['a key of AWS for agreement', aws(p256.publicKey, { KeyUsage: 'KEY_AGREEMENT' }), /KeyUsage is "KEY_AGREEMENT"/],
    ['an answer of AWS that is damaged', aws(p256.publicKey, { PublicKey: 'MFkw' }), /DER.*damaged/],
    ['RSA of Google', google(rsa.publicKey), /but RSA/],
    ['PEM with two keys', spkiPem(p256.publicKey) + spkiPem(ed25519.publicKey), /holds 2 keys; expected one of them/],
    ['a sentence in quotation marks', '"the key is in the vault"', /not a JSON object/],
    ['RSA as DER', spki(rsa.publicKey), /but RSA/],
    ...OF_OTHER_CURVES.map((pair): [string, Buffer, RegExp] => [
      'another curve',
      spki(pair.publicKey),
      /but the curve/,
    ]),
    ['for encryption', { ...jwkOf(p256.publicKey), use: 'enc' }, /its "use" is not "sig"/],
    ['for another operation', { ...okp, key_ops: ['deriveKey'] }, /its "key_ops" lack "verify"/],
    ['with operations that are no list', { ...okp, key_ops: 'verify' }, /its "key_ops" lack "verify"/],
    ['of another algorithm', { ...jwkOf(p256.publicKey), alg: 'ECDH-ES' }, /its "alg" is not ES256/],
    [
      'a set of which two fit',
      {
        keys: [
          { ...okp, kid: 'a' },
          { ...okp, kid: 'b' },
        ],
      },
      /of which 2 fit \("a", "b"\)/,
    ],
    ['a set of which none fits', { keys: [RSA_JWK, { ...okp, use: 'enc' }] }, /of which none fits: .*RSA; .*"use"/],
    ['an empty set', { keys: [] }, /of which none fits; expected/],
    ['a line of OpenSSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== a@b', /format of OpenSSH/],
    ['a PGP key', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAA==\n-----END PGP PUBLIC KEY BLOCK-----', /OpenPGP/],
    ['a text', 'my key', /neither JSON nor PEM nor DER/],
    ['a list', [okp], /not a JSON object/],
    ['an id that is no text', { ...okp, kid: { a: [] } }, /its id \(kid\) is a object.*--kid/],
  ])('%s', async (__, content, reason) => {
    const { message, exitCode } = await refusalOf(async () => readPublicKey(await fileOf(content)));
    expect(message).toMatch(reason);
    expect(message).not.toContain('\n');
    expect(exitCode).toBe(1);
  });
});

/** OneAsymmetricKey of RFC 5958: version 1 of the same, with the public key behind it. */
function versionTwo(privateKey: KeyObject, publicKey: KeyObject, explicit = false): Buffer {
  const first = privateKey.export({ type: 'pkcs8', format: 'der' });
  const body = first.subarray(first[1] === 0x81 ? 3 : 2);
  const bits = spki(publicKey).subarray(publicKey.asymmetricKeyType === 'ed25519' ? -33 : -66);
  const tail = explicit
    ? Buffer.from([0xa1, bits.length + 2, 0x03, bits.length, ...bits])
    : Buffer.from([0x81, bits.length, ...bits]);
  const content = Buffer.concat([Buffer.from([2, 1, 1]), body.subarray(3), tail]);
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), content]);
}

const asPem = (der: Buffer) =>
  `-----BEGIN PRIVATE KEY-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;

describe('PKCS#8 of version 2', () => {
  test.each([
    ['Ed25519', ed25519, false],
    ['Ed25519, tagged as one library does', ed25519, true],
    ['P-256', p256, false],
  ])('of %s signs, as PEM and as DER', async (__, { privateKey, publicKey }, explicit) => {
    const der = versionTwo(privateKey, publicKey, explicit);
    for (const content of [asPem(der), der]) {
      const read = await readPrivateKey(await fileOf(content));
      expect(createPublicKey(read.privateKey).equals(publicKey)).toBe(true);
      expect(read.privateKey.equals(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })))).toBe(true);
    }
  });

  test('with the public key of another is refused', async () => {
    const der = versionTwo(ed25519.privateKey, generateKeyPairSync('ed25519').publicKey);
    const { message } = await refusalOf(async () => readPrivateKey(await fileOf(der)));
    expect(message).toMatch(/damaged/);
  });
});

describe('a private key', () => {
  test.each([
    ['SEC1 as PEM', p256.privateKey.export({ type: 'sec1', format: 'pem' })],
    ['SEC1 as DER', p256.privateKey.export({ type: 'sec1', format: 'der' })],
    ['PKCS#8 as DER', p256.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['a JWK that may sign', { ...jwkOf(p256.privateKey), use: 'sig', key_ops: ['sign'], alg: 'ES256' }],
  ])('is taken as %s', async (__, content) => {
    expect((await readPrivateKey(await fileOf(content))).publicKey).toMatchObject(ec);
  });

  test.each([
    [{ key_ops: ['verify'] }, /"key_ops" lack "sign"/],
    [{ use: 'enc' }, /"use" is not "sig"/],
    [{ alg: 'RS256' }, /"alg" is not ES256/],
  ])('that says %j of itself is refused', async (more, reason) => {
    const { message } = await refusalOf(async () =>
      readPrivateKey(await fileOf({ ...jwkOf(p256.privateKey), ...more })),
    );
    expect(message).toMatch(reason);
  });
});
