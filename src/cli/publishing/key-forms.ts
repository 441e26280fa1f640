/**
 * Finds the key in what openssl, an HSM, a cloud or a JOSE tool hands out: PEM, DER, base64 of DER, a JSON Web Key, a set of them
 * with one that fits, and the answers of the clouds' own commands. Says what a file holds when there is no key of ours in it.
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { misuseOf } from '../../trust/trusted-key.js';
import { keyFromDer, looksLikeDer } from './key-der.js';

export interface FoundKey {
  readonly half: 'private' | 'public';
  readonly key: KeyObject;
  /** The file's own id for the key; PEM and DER have none. */
  readonly keyId: unknown;
}

/** The file is not the key that was expected. */
export class WrongKey extends Error {
  constructor(
    readonly found: string,
    /** Null: what such a key is expected to be at all. */
    readonly expected: string | null = null,
  ) {
    super(found);
  }
}

/** @param textOf decodes the file's text @throws WrongKey */
export function findKey(bytes: Buffer, textOf: (bytes: Buffer) => string): FoundKey {
  if (looksLikeDer(bytes)) return fromDer(bytes);
  const text = textOf(bytes).trim();
  if (/^[{[]/.test(text)) return fromJson(text);
  if (text.includes('-----BEGIN ')) return fromPem(text);
  if (/^ssh-|^ecdsa-sha2-|^---- BEGIN SSH2|^PuTTY/.test(text))
    throw new WrongKey('it is in the format of OpenSSH or PuTTY');
  // A cloud's command that is asked for one field prints it as JSON, in quotation marks.
  const base64 = text.replace(/^"(.*)"$/s, '$1');
  const der = Buffer.from(base64, 'base64');
  if (/^[A-Za-z0-9+/\s]+=*$/.test(base64) && looksLikeDer(der)) return fromDer(der);
  throw new WrongKey(isJson(text) ? 'it is not a JSON object' : 'it is neither JSON nor PEM nor DER');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What PEM says of itself in its first line, for kinds that are none of ours. */
const OTHER_PEM: readonly (readonly [RegExp, string])[] = [
  [/BEGIN OPENSSH PRIVATE KEY/, 'it is in the format of OpenSSH'],
  [/BEGIN CERTIFICATE|BEGIN X509|BEGIN TRUSTED/, 'it is a certificate'],
  [/BEGIN PGP/, 'it is in the format of OpenPGP'],
];

const ENCRYPTED = new WrongKey(
  'it is encrypted',
  'one without a passphrase (openssl pkey -in <file> -out <new file>), or --detached-sign',
);

function fromPem(text: string): FoundKey {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text)) throw ENCRYPTED;
  const other = OTHER_PEM.find(([pattern]) => pattern.test(text))?.[1];
  if (other !== undefined) throw new WrongKey(other);
  const count = text.match(/-----BEGIN [A-Z ]*KEY-----/g)?.length ?? 0;
  if (count > 1) throw new WrongKey(`it holds ${count} keys`, 'one of them in a file of its own');
  const half = text.includes('PRIVATE KEY-----') ? 'private' : 'public';
  try {
    return ensureOurs({
      half,
      key: half === 'private' ? createPrivateKey(text) : createPublicKey(text),
      keyId: undefined,
    });
  } catch (error) {
    if (error instanceof WrongKey) throw error;
  }
  const [, body = ''] = /-----BEGIN (?:EC )?(?:PRIVATE|PUBLIC) KEY-----([^-]*)-----END/.exec(text) ?? [];
  const key = keyFromDer(Buffer.from(body, 'base64'));
  if (key === null) throw new WrongKey('its PEM is damaged, or of another kind');
  return ensureOurs(withHalf(key));
}

function fromDer(der: Buffer): FoundKey {
  const key = keyFromDer(der);
  if (key !== null) return ensureOurs(withHalf(key));
  throw new WrongKey(
    'its DER is encrypted, damaged, or of another kind',
    'PKCS#8 or SEC1 for a private key, SPKI for a public one',
  );
}

function withHalf(key: KeyObject): FoundKey {
  return { half: key.type === 'private' ? 'private' : 'public', key, keyId: undefined };
}

function fromJson(text: string): FoundKey {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new WrongKey('it is neither JSON nor PEM nor DER');
  }
  if (!isRecord(content)) throw new WrongKey('it is not a JSON object');
  const { keys, key, PublicKey: ofAws, pem: ofGoogle, publicKey } = content;
  if (Array.isArray(keys)) return fromSet(keys);
  if (isRecord(key)) return fromJwk(jwkOfAzure(key));
  if (typeof ofAws === 'string') return fromAws(content, ofAws);
  if (typeof ofGoogle === 'string') return fromPem(ofGoogle);
  if (isRecord(publicKey) && typeof publicKey['data'] === 'string') return fromGoogle(publicKey['data']);
  return fromJwk(withoutNulls(content));
}

/** The answer of `az keyvault key show`: numbers as base64, an own name for keys in hardware, and what the vault lets the key do. */
function jwkOfAzure(key: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { keyOps: operations, key_ops: _, ...jwk } = withoutNulls(key);
  const may = operations ?? key['key_ops'];
  if (Array.isArray(may) && !may.includes('verify') && !may.includes('sign')) {
    throw new WrongKey('its operations (keyOps) lack "sign" and "verify"', 'a key for signatures');
  }
  return jwk;
}

/** The answer of `aws kms get-public-key`. */
function fromAws({ KeyUsage: usage }: Readonly<Record<string, unknown>>, base64: string): FoundKey {
  if (usage !== undefined && usage !== 'SIGN_VERIFY') {
    throw new WrongKey(`its KeyUsage is ${shown(usage)}`, 'a key for SIGN_VERIFY');
  }
  return fromDer(Buffer.from(base64, 'base64'));
}

/** Google's answer to one who asks for a format (`publicKeyFormat`): PEM or DER, in base64. */
function fromGoogle(base64: string): FoundKey {
  const bytes = Buffer.from(base64, 'base64');
  return looksLikeDer(bytes) ? fromDer(bytes) : fromPem(bytes.toString('latin1'));
}

/** Of a set, the one key that fits; the others may be for encryption, or of other kinds. */
function fromSet(keys: readonly unknown[]): FoundKey {
  const fitting: FoundKey[] = [];
  const reasons: string[] = [];
  for (const each of keys) {
    try {
      fitting.push(fromJwk(withoutNulls(isRecord(each) ? each : {})));
    } catch (error) {
      if (!(error instanceof WrongKey)) throw error;
      reasons.push(error.found);
    }
  }
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  const one = 'one of them in a file of its own';
  if (only !== undefined) {
    throw new WrongKey(
      `it is a set of keys, of which ${fitting.length} fit (${fitting.map(({ keyId }) => shown(keyId)).join(', ')})`,
      one,
    );
  }
  const first = reasons.slice(0, 3).join('; ');
  throw new WrongKey(`it is a set of keys of which none fits${first === '' ? '' : `: ${first}`}`);
}

/** Names that vaults give to keys that stay in their hardware. */
const IN_HARDWARE = /-HSM$/;

function fromJwk(given: Readonly<Record<string, unknown>>): FoundKey {
  const kty = typeof given['kty'] === 'string' ? given['kty'].replace(IN_HARDWARE, '') : given['kty'];
  const jwk: Record<string, unknown> = { ...given, kty };
  if (kty === 'RSA') throw new WrongKey('it is no Ed25519 or P-256 key but RSA');
  const { crv } = jwk;
  if (!(kty === 'OKP' && crv === 'Ed25519') && !(kty === 'EC' && crv === 'P-256')) {
    throw new WrongKey(`it holds no Ed25519 or P-256 key (kty ${shown(given['kty'])}, crv ${shown(crv)})`);
  }
  const half = jwk['d'] === undefined ? 'public' : 'private';
  const misuse = misuseOf(jwk, half === 'public' ? 'verify' : 'sign');
  if (misuse !== null) throw new WrongKey(misuse, 'a key for signatures');
  for (const part of ['x', 'y', 'd']) jwk[part] = inBase64url(jwk[part]);
  return { half, key: keyFromJwk(jwk, half), keyId: jwk['kid'] };
}

function keyFromJwk(jwk: Record<string, unknown>, half: FoundKey['half']): KeyObject {
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

function ensureOurs(found: FoundKey): FoundKey {
  const kind = kindOf(found.key);
  if (kind === 'Ed25519' || kind === 'P-256') return found;
  throw new WrongKey(`it is no Ed25519 or P-256 key but ${kind}`);
}

function kindOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === 'ed25519') return 'Ed25519';
  if (type !== 'ec') return (type ?? 'another').toUpperCase();
  return details?.namedCurve === 'prime256v1' ? 'P-256' : `the curve ${details?.namedCurve ?? 'unknown'}`;
}

/** Some hand out numbers in the older alphabet, or padded. */
function inBase64url(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') : value;
}

/** Some list every member that a key could have. */
function withoutNulls(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return value === undefined ? 'missing' : `a ${Array.isArray(value) ? 'list' : typeof value}`;
}
