/**
 * The signed document: a compact JWS whose signature is verified over the exact bytes before anything reads the payload.
 */
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { algorithmOf, type TrustedKey } from './trusted-key.js';

export const DOCUMENT_TYPE = 'gatepost-policy+jws';

const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** Both algorithms sign with 64 bytes. The last character holds two bits of them: other spellings of it are forgeries. */
const SIGNATURE = /\.[A-Za-z0-9_-]{85}[AQgw]$/;

export type Opened =
  | { readonly ok: true; readonly payload: string; readonly keyId: string }
  | { readonly ok: false; readonly code: SignatureRefusal; readonly detail: string };

export type SignatureRefusal = 'not-signed' | 'wrong-type' | 'key-unknown' | 'wrong-algorithm' | 'signature-invalid';

type Refused = Extract<Opened, { ok: false }>;

const refuse = (code: SignatureRefusal, detail: string): Refused => ({ ok: false, code, detail });

/** Verifies a compact JWS against the pinned keys. Never throws for a bad document. */
export async function openSignedDocument(document: string, keys: readonly TrustedKey[]): Promise<Opened> {
  const read = readHeader(document);
  if ('refused' in read) return read.refused;
  const { header } = read;
  const key = keys.find(({ kid }) => kid === header['kid']);
  if (key === undefined) return refuse('key-unknown', `signed with key ${shown(header['kid'])}`);
  const algorithm = algorithmOf(key);
  if (header['alg'] !== algorithm) {
    return refuse('wrong-algorithm', `key ${key.kid} signs ${algorithm}, the header says ${shown(header['alg'])}`);
  }
  if (!SIGNATURE.test(document)) return refuse('signature-invalid', `the signature is none of ${algorithm}`);
  try {
    const { payload } = await compactVerify(document, await importJWK(key, algorithm), { algorithms: [algorithm] });
    return { ok: true, payload: new TextDecoder('utf-8', { fatal: true }).decode(payload), keyId: key.kid };
  } catch {
    return refuse('signature-invalid', `the signature does not belong to key ${key.kid}`);
  }
}

/**
 * Reads a document without checking who signed it: for browsers whose managed configuration pins no key, which take a
 * policy over https only and say everywhere that it is unsigned.
 */
export function readUnverified(document: string): Opened {
  const read = readHeader(document);
  if ('refused' in read) return read.refused;
  try {
    return { ok: true, payload: decodePayload(document.split('.')[1] ?? ''), keyId: 'none' };
  } catch {
    return refuse('not-signed', 'the payload is not base64url of UTF-8 text');
  }
}

/** The header of a document of ours, or why it is none. */
function readHeader(document: string): { header: Record<string, unknown> } | { refused: Refused } {
  if (!COMPACT_JWS.test(document)) return { refused: refuse('not-signed', 'the document is not a compact JWS') };
  let header: Record<string, unknown>;
  try {
    header = { ...decodeProtectedHeader(document) };
  } catch {
    return { refused: refuse('not-signed', 'the header cannot be read') };
  }
  if (header['typ'] !== DOCUMENT_TYPE) {
    return { refused: refuse('wrong-type', `the header says typ ${shown(header['typ'])}`) };
  }
  if ('crit' in header || 'b64' in header) {
    return { refused: refuse('wrong-type', 'the header demands an extension of JWS') };
  }
  return { header };
}

function decodePayload(base64url: string): string {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 100)}"` : 'nothing';
}
