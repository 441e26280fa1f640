/** The forms in which tools hand out a signature, and the 64 bytes a JWS wants. Pure. */
import type { Algorithm } from '../../trust/trusted-key.js';

const SIGNATURE_BYTES = 64;

/**
 * Every 64-byte signature that the output may stand for: raw bytes, base64 or base64url text, and for ES256 DER, which
 * KMS and openssl give. Which of them it is, only verifying can tell.
 */
export function signatureCandidates(printed: Uint8Array, algorithm: Algorithm): Uint8Array[] {
  const decoded = fromBase64(printed);
  const forms = decoded === null ? [printed] : [printed, decoded];
  return forms.flatMap((bytes) => {
    const plain = bytes.byteLength === SIGNATURE_BYTES ? [bytes] : [];
    const joined = algorithm === 'ES256' ? fromDer(bytes) : null;
    return joined === null ? plain : [...plain, joined];
  });
}

function fromBase64(printed: Uint8Array): Uint8Array | null {
  const text = Buffer.from(printed).toString('latin1').replace(/\s+/g, '');
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
}

/** SEQUENCE { INTEGER r, INTEGER s }; null when it is anything else. */
function fromDer(bytes: Uint8Array): Uint8Array | null {
  const [tag, length] = bytes;
  if (tag !== 0x30 || length !== bytes.byteLength - 2) return null;
  const r = integerAt(bytes, 2);
  const s = r === null ? null : integerAt(bytes, r.end);
  if (r === null || s?.end !== bytes.byteLength) return null;
  const joined = new Uint8Array(SIGNATURE_BYTES);
  joined.set(r.digits, SIGNATURE_BYTES / 2 - r.digits.byteLength);
  joined.set(s.digits, SIGNATURE_BYTES - s.digits.byteLength);
  return joined;
}

/** The integer's bytes without leading zeros: 32 at most. */
function integerAt(bytes: Uint8Array, start: number): { digits: Uint8Array; end: number } | null {
  const length = bytes[start + 1] ?? 0;
  const end = start + 2 + length;
  if (bytes[start] !== 0x02 || length === 0 || end > bytes.byteLength) return null;
  const digits = bytes.subarray(start + 2, end);
  const first = digits.findIndex((byte) => byte !== 0);
  const significant = first < 0 ? digits.subarray(length) : digits.subarray(first);
  return significant.byteLength > SIGNATURE_BYTES / 2 ? null : { digits: significant, end };
}
