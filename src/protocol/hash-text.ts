/** Fingerprints as one text: the browsers turn arrays of a message into lists of numbers, which take many times as long. */

/** Eight bytes each, in base64. */
export const HASH_TEXT = /^[A-Za-z0-9+/]*={0,2}$/;
export const BYTES_PER_HASH = 8;
/** Of one message: a text has about one for ten characters. */
export const MAX_HASHES = 50_000;

/** Of one call of `String.fromCharCode`. */
const PART = 8_192;

/** @param hashes pairs of a high and a low half */
export function textOfHashes(hashes: Uint32Array): string {
  const bytes = new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  let binary = '';
  for (let at = 0; at < bytes.length; at += PART) binary += String.fromCharCode(...bytes.subarray(at, at + PART));
  return btoa(binary);
}

/** What does not fill a pair is left out. */
export function hashesIn(text: string): Uint32Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length - (binary.length % BYTES_PER_HASH));
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return new Uint32Array(bytes.buffer);
}
