/** Keys and signed documents, made with jose itself and not with the code under test. */
import { CompactSign, exportJWK, generateKeyPair, type CompactJWSHeaderParameters, type CryptoKey } from 'jose';
import { DOCUMENT_TYPE } from '../../src/trust/signed-document.js';
import { trustedKeySchema, type Algorithm, type TrustedKey } from '../../src/trust/trusted-key.js';
import { aPolicy } from './policies.js';

export interface SigningPair {
  readonly algorithm: Algorithm;
  readonly privateKey: CryptoKey;
  readonly publicKey: TrustedKey;
}

export async function aKeyPair(algorithm: Algorithm = 'EdDSA', kid = 'key-1'): Promise<SigningPair> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { algorithm, privateKey, publicKey: trustedKeySchema.parse({ ...(await exportJWK(publicKey)), kid }) };
}

type Header = Partial<CompactJWSHeaderParameters> & Record<string, unknown>;

/** @param payload signed as it is when a text, as JSON otherwise */
export async function signed(pair: SigningPair, payload: unknown = aPolicy(), header: Header = {}): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: pair.algorithm, typ: DOCUMENT_TYPE, kid: pair.publicKey.kid, ...header })
    .sign(pair.privateKey, { crit: { b64: true, exotic: true } });
}

export const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A compact JWS of any header and signature, as no library would make it. */
export function forged(header: unknown, payload: unknown, signature = 'AAAA'): string {
  return `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}.${signature}`;
}
