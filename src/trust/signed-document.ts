/**
 * The signed document: a compact JWS whose signature is verified over the exact bytes before anything reads the payload.
 * Two algorithms, each bound to its key, and no option of JWS: the browser's own cryptography does the rest (docs/adr/0025).
 */
import { sha256OfBytes } from '../policy/sha256.js';
import { bytesOf } from './base64url.js';
import { algorithmOf, type Algorithm, type TrustedKey } from './trusted-key.js';

export const DOCUMENT_TYPE = 'gatepost-policy+jws';

const NO_LETTER_OF_JWS = /[^A-Za-z0-9_.-]/;

/**
 * Both algorithms sign with 64 bytes (RFC 7518, 3.4; RFC 8037, 3.1). The last character holds two bits of them; a reader that
 * ignores the other four takes sixteen spellings of one signature for valid (RFC 4648, 3.5).
 */
const SIGNATURE = /\.[A-Za-z0-9_-]{85}[AQgw]$/;

/** `digest`: SHA-256 of header and payload, hexadecimal; without the signature: the same content signed once more is the same content. */
export type Opened =
  | { readonly ok: true; readonly payload: string; readonly keyId: string; readonly digest: string }
  | { readonly ok: false; readonly code: SignatureRefusal; readonly detail: string };

export type SignatureRefusal =
  | 'not-signed'
  | 'wrong-type'
  | 'untrusted-key'
  | 'wrong-algorithm'
  /** This browser's cryptography lacks the algorithm of the key: Chrome before 137 lacks Ed25519. */
  | 'algorithm-unsupported'
  | 'signature-invalid';

type Refused = Extract<Opened, { ok: false }>;

/** What the browser calls them. */
const KEY_KINDS = {
  EdDSA: { name: 'Ed25519' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const satisfies Record<Algorithm, unknown>;

const refuse = (code: SignatureRefusal, detail: string): Refused => ({ ok: false, code, detail });

/** Verifies a compact JWS against the pinned keys. Never throws for a bad document. */
export async function openSignedDocument(document: string, keys: readonly TrustedKey[]): Promise<Opened> {
  const read = readHeader(document);
  if ('refused' in read) return read.refused;
  const { header } = read;
  // Pinned keys alone: a key that the header brings along or points to is never looked at (RFC 7515, 4.1.2 to 4.1.8), or whoever
  // writes the document would choose who may sign it.
  const key = keys.find(({ kid }) => kid === header['kid']);
  if (key === undefined) return refuse('untrusted-key', `signed with key ${shown(header['kid'])}`);
  // The key says the algorithm, the header only repeats it (RFC 7515, 4.1.1; RFC 8725, 3.1): "none", and an HMAC whose secret is
  // the public key, are how a header that decides is attacked.
  const algorithm = algorithmOf(key);
  if (header['alg'] !== algorithm) {
    return refuse('wrong-algorithm', `key ${key.kid} signs ${algorithm}, the header says ${shown(header['alg'])}`);
  }
  if (!SIGNATURE.test(document)) return refuse('signature-invalid', `the signature is none of ${algorithm}`);
  try {
    const { belongs, digest } = await verified(document, key);
    if (belongs) return { ok: true, payload: textOf(payloadOf(document)), keyId: key.kid, digest };
  } catch (error) {
    if (isUnsupported(error)) return refuse('algorithm-unsupported', `this browser cannot verify ${algorithm}`);
    // Otherwise a key that is none, or a payload that is no text.
  }
  return refuse('signature-invalid', `the signature does not belong to key ${key.kid}`);
}

/** What importing a key ends with where the algorithm is unknown (Web Cryptography, 18.4.4: NotSupportedError). */
function isUnsupported(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'NotSupportedError';
}

/** Whether the key signed it. The digest is made meanwhile, of the same bytes. */
async function verified(document: string, key: TrustedKey): Promise<{ belongs: boolean; digest: string }> {
  const kind = KEY_KINDS[algorithmOf(key)];
  const signature = bytesOf(document.slice(document.lastIndexOf('.') + 1));
  const content = contentOf(document);
  const verify = async () =>
    crypto.subtle.verify(kind, await crypto.subtle.importKey('jwk', key, kind, false, ['verify']), signature, content);
  const [belongs, digest] = await Promise.all([verify(), sha256OfBytes(content)]);
  return { belongs, digest };
}

/**
 * Reads a document without checking who signed it: for browsers whose managed configuration pins no key, which take a
 * policy over https only and say everywhere that it is unsigned.
 */
export async function readUnverified(document: string): Promise<Opened> {
  const read = readHeader(document);
  if ('refused' in read) return read.refused;
  try {
    const digest = await sha256OfBytes(contentOf(document));
    return { ok: true, payload: textOf(payloadOf(document)), keyId: 'none', digest };
  } catch {
    return refuse('not-signed', 'the payload is not base64url of UTF-8 text');
  }
}

/** The header of a document of ours, or why it is none. */
function readHeader(document: string): { header: Record<string, unknown> } | { refused: Refused } {
  if (!isCompactJws(document)) return { refused: refuse('not-signed', 'the document is not a compact JWS') };
  let header: Record<string, unknown>;
  try {
    header = { ...(JSON.parse(textOf(document.slice(0, document.indexOf('.')))) as object) };
  } catch {
    return { refused: refuse('not-signed', 'the header cannot be read') };
  }
  // Another document that the same key has signed, a token say, is no policy (RFC 7515, 4.1.9; RFC 8725, 3.11).
  if (header['typ'] !== DOCUMENT_TYPE) {
    return { refused: refuse('wrong-type', `the header says typ ${shown(header['typ'])}`) };
  }
  // An extension that must be understood, and is not, voids the document (RFC 7515, 4.1.11). An unencoded payload would be other
  // bytes than those that are verified here (RFC 7797, 3 and 6).
  if ('crit' in header || 'b64' in header) {
    return { refused: refuse('wrong-type', 'the header demands an extension of JWS') };
  }
  return { header };
}

/**
 * Three words of base64url, the compact form (RFC 7515, 7.1): white space, padding and the JSON forms, which readers are known
 * to understand differently, are none. Looking for a letter that does not belong reads a megabyte in a tenth of what a pattern of
 * the whole takes.
 */
function isCompactJws(document: string): boolean {
  const parts = document.split('.', 4);
  return parts.length === 3 && !parts.includes('') && !NO_LETTER_OF_JWS.test(document);
}

/** What is signed: header and payload as they stand (RFC 7515, 5.2, step 8), never as they would be written again. */
function contentOf(document: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(document.slice(0, document.lastIndexOf('.')));
}

function payloadOf(document: string): string {
  return document.slice(document.indexOf('.') + 1, document.lastIndexOf('.'));
}

/** @throws when these are not the bytes of a text */
function textOf(base64url: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(base64url));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 100)}"` : 'nothing';
}
