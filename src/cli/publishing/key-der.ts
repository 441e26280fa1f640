/** Keys as DER: what stands in PEM, in files of a KMS, and as base64 in their answers. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, sequence: 0x30, publicKey: 0xa1, bitsInPlace: 0x81 };

/** A public key (SPKI) or a private one (PKCS#8 of either version, SEC1); null when it is none. */
export function keyFromDer(der: Buffer): KeyObject | null {
  return (
    tried(() => createPublicKey({ key: der, format: 'der', type: 'spki' })) ??
    tried(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })) ??
    tried(() => createPrivateKey({ key: der, format: 'der', type: 'sec1' })) ??
    versionTwo(der)
  );
}

/** Whether the bytes are one value of DER from the first to the last. */
export function looksLikeDer(bytes: Buffer): boolean {
  const [value, ...others] = valuesIn(bytes) ?? [];
  return value?.tag === TAG.sequence && others.length === 0;
}

/**
 * PKCS#8 of version 2 (RFC 5958) carries the public key behind the private one, and OpenSSL reads version 1 only: the same key is
 * written as that. Null too when the two halves do not belong together.
 */
function versionTwo(der: Buffer): KeyObject | null {
  const inside = valuesIn(valuesIn(der)?.[0]?.content ?? Buffer.alloc(0));
  const [version, algorithm, privateKey, ...more] = inside ?? [];
  if (version?.tag !== TAG.integer || version.content[0] !== 1 || algorithm?.tag !== TAG.sequence) return null;
  if (privateKey?.tag !== TAG.octets) return null;
  const first = Buffer.from([TAG.integer, 1, 0]);
  const body = Buffer.concat([first, algorithm.whole, privateKey.whole]);
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  if (body.length > 255) return null;
  const key = tried(() =>
    createPrivateKey({
      key: Buffer.concat([Buffer.from([TAG.sequence, ...length]), body]),
      format: 'der',
      type: 'pkcs8',
    }),
  );
  const stated = more.find(({ tag }) => tag === TAG.bitsInPlace || tag === TAG.publicKey);
  if (key === null || stated === undefined) return key;
  const bits = stated.tag === TAG.bitsInPlace ? stated.content : valuesIn(stated.content)?.[0]?.content;
  // The first byte of a bit string counts the bits that are left over.
  return bits?.[0] === 0 && publicBitsOf(key).equals(bits.subarray(1)) ? key : null;
}

function publicBitsOf(privateKey: KeyObject): Buffer {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const bits = valuesIn(valuesIn(spki)?.[0]?.content ?? Buffer.alloc(0))?.[1]?.content;
  return bits?.subarray(1) ?? Buffer.alloc(0);
}

interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length. */
  readonly whole: Buffer;
}

/** The values that follow each other; null when the bytes are none. Lengths of two bytes at most: no key of ours is longer. */
function valuesIn(bytes: Buffer): DerValue[] | null {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const [tag, short] = bytes.subarray(at, at + 2);
    if (tag === undefined || short === undefined) return null;
    const more = short < 128 ? 0 : short - 128;
    if (more > 2 || short === 128) return null;
    const start = at + 2 + more;
    const length = more === 0 ? short : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    if (start + length > bytes.length) return null;
    values.push({ tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return values;
}

function tried(work: () => KeyObject): KeyObject | null {
  try {
    return work();
  } catch {
    return null;
  }
}
