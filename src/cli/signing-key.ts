/** Private keys as JSON Web Keys: made, read, used to sign. The browsers get the public half only. */
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { DOCUMENT_TYPE } from '../trust/signed-document.js';
import { algorithmOf, trustedKeySchema, type Algorithm, type TrustedKey } from '../trust/trusted-key.js';
import { CommandError, EXIT } from './command-error.js';
import { readText } from './files.js';

export interface SigningKey {
  readonly privateJwk: JWK;
  readonly publicKey: TrustedKey;
}

export async function generateSigningKey(algorithm: Algorithm): Promise<SigningKey> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  return signingKeyFrom({ ...jwk, kid: (await calculateJwkThumbprint(jwk)).slice(0, 16), alg: algorithm, use: 'sig' });
}

/** @throws CommandError that says what the file holds instead of a usable private key */
export async function readSigningKey(file: string): Promise<SigningKey> {
  const text = await readText(file, 'the key');
  let jwk: unknown;
  try {
    jwk = JSON.parse(text);
  } catch {
    throw wrongKey(file, 'it is not JSON', 'a private JSON Web Key, as `gatepost keygen` writes it');
  }
  if (typeof jwk !== 'object' || jwk === null)
    throw wrongKey(file, 'it is not a JSON object', 'a private JSON Web Key');
  const parsed = trustedKeySchema.safeParse(jwk);
  if (!parsed.success) {
    throw wrongKey(file, 'it is no Ed25519 or P-256 key with a kid', 'a private JSON Web Key of one of these kinds');
  }
  const secret: unknown = 'd' in jwk ? jwk.d : undefined;
  if (typeof secret !== 'string') throw wrongKey(file, 'it is a public key', 'the private one: only that can sign');
  const privateJwk = { ...parsed.data, d: secret };
  await ensureUsable(file, privateJwk, algorithmOf(parsed.data));
  return signingKeyFrom(privateJwk);
}

export async function signDocument(key: SigningKey, payload: string): Promise<string> {
  const { publicKey, privateJwk } = key;
  const alg = algorithmOf(publicKey);
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg, typ: DOCUMENT_TYPE, kid: publicKey.kid })
    .sign(await importJWK(privateJwk, alg));
}

async function ensureUsable(file: string, privateJwk: JWK, algorithm: Algorithm): Promise<void> {
  try {
    await importJWK(privateJwk, algorithm);
  } catch {
    throw wrongKey(file, 'its private part is damaged or belongs to another key', 'the file as it was made');
  }
}

function signingKeyFrom(privateJwk: JWK): SigningKey {
  return { privateJwk, publicKey: trustedKeySchema.parse(privateJwk) };
}

function wrongKey(file: string, found: string, expected: string): CommandError {
  return new CommandError(`cannot sign with ${file}: ${found}; expected ${expected}`, EXIT.refused);
}
