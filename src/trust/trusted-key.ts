/**
 * Pinned keys: the public keys that managed configuration trusts, and the one algorithm each of them is bound to.
 */
import * as z from '../policy/shapes.js';

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/));
const keyId = z.string().check(z.regex(/^[\x21-\x7e]{1,100}$/));

/** A public JSON Web Key: Ed25519 (`EdDSA`) or P-256 (`ES256`), with an id. `misuseOf` checks everything else in a key. */
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

/** What a key may say of its algorithm. RFC 9864 gives Ed25519 a name of its own. */
const ALGORITHMS: Readonly<Record<string, readonly unknown[]>> = { OKP: ['EdDSA', 'Ed25519'], EC: ['ES256'] };

/**
 * What a JSON Web Key says that forbids trusting its signatures: a private part, or another purpose (RFC 7517, 4.2 to 4.4). A key
 * that is meant for encryption is trusted nowhere for signatures, and one with a private part is known to too many.
 * @param operation what the key has to be good for
 * @returns null when there is nothing
 */
export function misuseOf(
  jwk: Readonly<Record<string, unknown>>,
  operation: 'verify' | 'sign' = 'verify',
): string | null {
  const { kty, use, alg, d, key_ops: operations } = jwk;
  if (operation === 'verify' && d !== undefined) return 'it is a private key (it has "d")';
  if (use !== undefined && use !== 'sig') return 'its "use" is not "sig"';
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes(operation))) {
    return `its "key_ops" lack "${operation}"`;
  }
  const algorithms = ALGORITHMS[String(kty)] ?? [];
  return alg === undefined || algorithms.includes(alg) ? null : `its "alg" is not ${algorithms.join(' or ')}`;
}
