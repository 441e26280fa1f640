/**
 * Hashes of 64 bits, as two halves, under a company's key: the same text has other fingerprints in another company's filter.
 * Fast, and not cryptographic: whoever holds a filter and its key can try guesses at any speed, whatever the hash.
 */
const KEY = /^[0-9a-f]{32}$/i;

/** Of 16 bytes, as a policy names them. */
export function isFingerprintKey(key: string): boolean {
  return KEY.test(key);
}

/** The finaliser of MurmurHash3: every bit of the value turns about half of the bits of the result. */
export function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One half of the hash: a polynomial in the values of symbols, modulo 2^32. */
export interface Half {
  readonly factor: number;
  readonly seed: number;
}

export interface KeyedHash {
  readonly halves: readonly [Half, Half];
  readonly rounds: readonly [number, number, number];
}

/** @param key 32 hexadecimal digits @throws RangeError for anything else */
export function keyedHash(key: string): KeyedHash {
  if (!isFingerprintKey(key)) throw new RangeError('the key of fingerprints must be 32 hexadecimal digits (16 bytes)');
  const words = [0, 8, 16, 24].map((at) => Number.parseInt(key.slice(at, at + 8), 16));
  const part = (number: number): number => words.reduce((hash, word) => mixed((hash + word) ^ 0x9e3779b9), number + 1);
  // 5 modulo 8: such factors have the longest period modulo a power of two.
  const half = (number: number): Half => ({ factor: ((part(number) & ~7) | 5) >>> 0, seed: part(number + 1) });
  return { halves: [half(0), half(2)], rounds: [part(4), part(5), part(6)] };
}

/** Of 32 bits: tells whether two files were made with the same key, and nothing else of it. */
export function keyMark(key: string): number {
  const pair = new Uint32Array(2);
  finish(keyedHash(key), 0x6b65, 0x79, pair, 0);
  return pair[0] ?? 0;
}

/** Both halves mixed with one another and the key, without losing any: three rounds of a Feistel network, into `into` at `at`. */
export function finish({ rounds }: KeyedHash, first: number, second: number, into: Uint32Array, at: number): void {
  const left = first ^ mixed(second + rounds[0]);
  const right = second ^ mixed(left + rounds[1]);
  into[at] = left ^ mixed(right + rounds[2]);
  into[at + 1] = right;
}
