/** Reads key files of any origin, and says what a file holds when it is not a key that signs policies. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { trustedKeySchema, type TrustedKey } from '../../trust/trusted-key.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBytes, textIn } from '../lib/files.js';
import { findKey, shown, WrongKey } from './key-forms.js';

interface PrivateKeyFile {
  readonly privateKey: KeyObject;
  readonly publicKey: TrustedKey;
}

const PRIVATE_KEY =
  'an Ed25519 or P-256 private key: a JSON Web Key as `gatepost keygen` writes it, or PEM or DER (PKCS#8)';
const PUBLIC_KEY =
  "an Ed25519 or P-256 public key: a JSON Web Key, PEM (BEGIN PUBLIC KEY), DER, or the answer of a cloud's command";

/** @throws CommandError that says what the file holds instead of a usable private key */
export async function readPrivateKey(file: string): Promise<PrivateKeyFile> {
  const bytes = await readBytes(file, 'the key');
  return explained(`cannot sign with ${file}`, PRIVATE_KEY, async () => {
    const { half, key, keyId } = findKey(bytes, (text) => textIn(text, file));
    if (half === 'public') throw new WrongKey('it is a public key', 'the private one: only that can sign');
    return { privateKey: key, publicKey: await trustedKeyOf(createPublicKey(key), keyId) };
  });
}

/**
 * @param keyId the id under which browsers know the key; without one the file's own, else the first 16 characters of the
 *   key's thumbprint (RFC 7638)
 * @throws CommandError that says what the file holds instead of a usable public key
 */
export async function readPublicKey(file: string, keyId?: string): Promise<TrustedKey> {
  const bytes = await readBytes(file, 'the public key');
  return explained(`cannot use ${file} as a public key`, PUBLIC_KEY, async () => {
    const { half, key, keyId: ownId } = findKey(bytes, (text) => textIn(text, file));
    if (half === 'private') {
      throw new WrongKey(
        'it is a private key',
        `the public half, since browsers and all who use them can read it: openssl pkey -in ${file} -pubout, for PEM`,
      );
    }
    return trustedKeyOf(key, keyId ?? ownId);
  });
}

export async function thumbprintId(jwk: JsonWebKey): Promise<string> {
  return (await calculateJwkThumbprint(jwk)).slice(0, 16);
}

async function trustedKeyOf(publicKey: KeyObject, keyId: unknown): Promise<TrustedKey> {
  const jwk = publicKey.export({ format: 'jwk' });
  const result = trustedKeySchema.safeParse({ ...jwk, kid: keyId ?? (await thumbprintId(jwk)) });
  if (result.success) return result.data;
  throw new WrongKey(
    `its id (kid) is ${shown(keyId)}`,
    '1 to 100 printable ASCII characters without spaces as id: `gatepost import-key --kid` gives another',
  );
}

async function explained<Result>(failure: string, expected: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WrongKey)) throw error;
    throw new CommandError(`${failure}: ${error.found}; expected ${error.expected ?? expected}`, EXIT.refused);
  }
}
