/**
 * Who signs a document: a private key in a file, or a program outside. Both sign the same bytes, and the browsers get the
 * public half only.
 */
import { generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DOCUMENT_TYPE } from '../../trust/signed-document.js';
import { algorithmOf, trustedKeySchema, type Algorithm, type TrustedKey } from '../../trust/trusted-key.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { externalSigner } from './external-signer.js';
import { isOpenToOthers } from '../lib/files.js';
import { readPrivateKey, readPublicKey, thumbprintId } from './key-file.js';

export interface Signer {
  readonly publicKey: TrustedKey;
  /** @returns the 64 bytes of an Ed25519 or raw ECDSA signature */
  sign(input: Uint8Array): Promise<Uint8Array>;
}

export interface SigningKey extends Signer {
  readonly privateKey: KeyObject;
}

/** As given on the command line: either a private key, or a command and its public key. */
export interface SigningOptions {
  readonly keyFile?: string | undefined;
  /** A shell command that signs its standard input. */
  readonly detachedSign?: string | undefined;
  /** The key as browsers know it: gives the id, and verifies what was signed. */
  readonly publicKeyFile?: string | undefined;
}

interface OpenedSigner {
  readonly signer: Signer;
  readonly warnings: readonly string[];
}

export async function generateSigningKey(algorithm: Algorithm): Promise<SigningKey> {
  const { privateKey, publicKey } =
    algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  return signingKeyFrom(privateKey, trustedKeySchema.parse({ ...jwk, kid: await thumbprintId(jwk) }));
}

/** @throws CommandError that says what the file holds instead of a usable private key */
export async function readSigningKey(file: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await readPrivateKey(file);
  return signingKeyFrom(privateKey, publicKey);
}

/** @throws CommandError when it is not said who signs, or that key or program cannot */
export async function openSigner(options: SigningOptions): Promise<OpenedSigner> {
  const { keyFile, detachedSign, publicKeyFile } = options;
  if ((keyFile === undefined) === (detachedSign === undefined)) {
    throw new CommandError(
      'choose how to sign: either --key <file>, or --detached-sign <command> with --public-key <file>',
    );
  }
  if (keyFile !== undefined) {
    const key = await readSigningKey(keyFile);
    const signer = publicKeyFile === undefined ? key : knownAs(key, keyFile, await readPublicKey(publicKeyFile));
    return { signer, warnings: (await isOpenToOthers(keyFile)) ? [`others can read ${keyFile}: chmod 600 it`] : [] };
  }
  if (detachedSign === undefined || publicKeyFile === undefined) {
    throw new CommandError('--detached-sign needs --public-key <file>: the key that its signatures are verified with');
  }
  return { signer: externalSigner(detachedSign, await readPublicKey(publicKeyFile)), warnings: [] };
}

/** @returns a compact JWS */
export async function signDocument(signer: Signer, payload: string): Promise<string> {
  const header = { alg: algorithmOf(signer.publicKey), typ: DOCUMENT_TYPE, kid: signer.publicKey.kid };
  const input = `${base64url(JSON.stringify(header))}.${base64url(payload)}`;
  return `${input}.${base64url(await signer.sign(Buffer.from(input)))}`;
}

export function privateJwkOf({ privateKey, publicKey }: SigningKey): JsonWebKey {
  const { kid } = publicKey;
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: algorithmOf(publicKey), use: 'sig' };
}

function signingKeyFrom(privateKey: KeyObject, publicKey: TrustedKey): SigningKey {
  const digest = algorithmOf(publicKey) === 'ES256' ? 'sha256' : null;
  const signBytes = (input: Uint8Array) =>
    Promise.resolve(sign(digest, input, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
  return { privateKey, publicKey, sign: signBytes };
}

/** The same key under the id that its public half has. */
function knownAs(key: SigningKey, keyFile: string, publicKey: TrustedKey): SigningKey {
  const { kid } = publicKey;
  if (isDeepStrictEqual({ ...key.publicKey, kid }, publicKey)) return { ...key, publicKey };
  throw new CommandError(`cannot sign with ${keyFile}: it does not belong to the key of --public-key`, EXIT.refused);
}

function base64url(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64url');
}
