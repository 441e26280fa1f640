/**
 * Pinned keys: the public keys that managed configuration trusts, and the one algorithm each of them is bound to.
 */
import * as z from '../policy/shapes.js';

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/));
const keyId = z.string().check(z.regex(/^[\x21-\x7e]{1,100}$/));

/** A public JSON Web Key: Ed25519 (`EdDSA`) or P-256 (`ES256`), with an id. Any private part is dropped, never kept. */
export const trustedKeySchema = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: base64url, kid: keyId }),
  z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url, y: base64url, kid: keyId }),
]);

export type TrustedKey = z.infer<typeof trustedKeySchema>;
export type Algorithm = 'EdDSA' | 'ES256';

/** The algorithm follows from the pinned key alone; what a document's header claims never decides. */
export function algorithmOf(key: TrustedKey): Algorithm {
  return key.kty === 'OKP' ? 'EdDSA' : 'ES256';
}
