/**
 * Reads key files of any origin: JSON Web Keys with or without a kid, and PEM as openssl, a KMS or an HSM gives it. Says
 * what a file holds when it is not a key that signs policies.
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { trustedKeySchema, type TrustedKey } from '../../trust/trusted-key.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readText } from '../lib/files.js';

interface PrivateKeyFile {
  readonly privateKey: KeyObject;
  readonly publicKey: TrustedKey;
}

type Half = 'private' | 'public';

interface KeyFile {
  readonly half: Half;
  readonly key: KeyObject;
  /** The file's own id for the key; a PEM file has none. */
  readonly keyId: unknown;
}

/** The file is not the key that was expected. */
class WrongKey extends Error {
  constructor(
    readonly found: string,
    readonly expected: string,
  ) {
    super(found);
  }
}

const PRIVATE_KEY = 'an Ed25519 or P-256 private key: a JSON Web Key as `gatepost keygen` writes it, or PEM (PKCS#8)';
const PUBLIC_KEY = 'an Ed25519 or P-256 public key: a JSON Web Key, or PEM (BEGIN PUBLIC KEY)';

/** @throws CommandError that says what the file holds instead of a usable private key */
export async function readPrivateKey(file: string): Promise<PrivateKeyFile> {
  const text = await readText(file, 'the key');
  return explained(`cannot sign with ${file}`, async () => {
    const { half, key, keyId } = parseKey(text, PRIVATE_KEY);
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
  const text = await readText(file, 'the public key');
  return explained(`cannot use ${file} as a public key`, async () => {
    const { half, key, keyId: ownId } = parseKey(text, PUBLIC_KEY);
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
    `its id (kid) is ${JSON.stringify(keyId)}`,
    '1 to 100 printable ASCII characters without spaces as id',
  );
}

function parseKey(text: string, expected: string): KeyFile {
  const parsed = text.includes('-----BEGIN ') ? parsePem(text, expected) : parseJwk(text, expected);
  const kind = kindOf(parsed.key);
  if (kind !== 'Ed25519' && kind !== 'P-256') {
    throw new WrongKey(`it is no Ed25519 or P-256 key but ${kind}`, expected);
  }
  return parsed;
}

/** What PEM says of itself in its first line, for kinds that are none of ours. */
const OTHER_PEM: readonly (readonly [RegExp, string])[] = [
  [/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/, 'it is encrypted'],
  [/BEGIN OPENSSH PRIVATE KEY/, 'it is in the format of OpenSSH'],
  [/BEGIN CERTIFICATE/, 'it is a certificate'],
];

function parsePem(text: string, expected: string): KeyFile {
  const other = OTHER_PEM.find(([pattern]) => pattern.test(text))?.[1];
  if (other === 'it is encrypted') {
    throw new WrongKey(other, 'one without a passphrase (openssl pkey -in <file> -out <new file>), or --detached-sign');
  }
  if (other !== undefined) throw new WrongKey(other, expected);
  const half = text.includes('PRIVATE KEY-----') ? 'private' : 'public';
  try {
    return { half, key: half === 'private' ? createPrivateKey(text) : createPublicKey(text), keyId: undefined };
  } catch {
    throw new WrongKey('its PEM is damaged, or of another kind', expected);
  }
}

function parseJwk(text: string, expected: string): KeyFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new WrongKey('it is neither JSON nor PEM', expected);
  }
  if (typeof content !== 'object' || content === null) throw new WrongKey('it is not a JSON object', expected);
  const jwk: Record<string, unknown> = { ...content };
  if ('keys' in jwk) throw new WrongKey('it is a set of keys', 'one of them in a file of its own');
  const { kty, crv } = jwk;
  if (kty === 'RSA') throw new WrongKey('it is no Ed25519 or P-256 key but RSA', expected);
  if (!['Ed25519', 'P-256'].includes(String(crv))) {
    throw new WrongKey(`it holds no Ed25519 or P-256 key (kty ${shown(kty)}, crv ${shown(crv)})`, expected);
  }
  const half = 'd' in jwk ? 'private' : 'public';
  return { half, key: keyFromJwk(jwk, half), keyId: jwk['kid'] };
}

function keyFromJwk(jwk: Record<string, unknown>, half: Half): KeyObject {
  const input = { key: jwk as JsonWebKey, format: 'jwk' as const };
  try {
    if (half === 'public') return createPublicKey(input);
    const key = createPrivateKey(input);
    const { x, y } = createPublicKey(key).export({ format: 'jwk' });
    if (x === jwk['x'] && y === jwk['y']) return key;
  } catch {
    // Answered below: the library's words may repeat the key.
  }
  const found = half === 'private' ? 'its private part is damaged or belongs to another key' : 'its key is damaged';
  throw new WrongKey(found, 'the file as it was made');
}

function kindOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === 'ed25519') return 'Ed25519';
  if (type !== 'ec') return (type ?? 'another').toUpperCase();
  return details?.namedCurve === 'prime256v1' ? 'P-256' : `the curve ${details?.namedCurve ?? 'unknown'}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : 'missing';
}

async function explained<Result>(failure: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WrongKey)) throw error;
    throw new CommandError(`${failure}: ${error.found}; expected ${error.expected}`, EXIT.refused);
  }
}
