/**
 * The hosts that policies and the catalogue name, found by the bytes of a host as a log has it, without making a string of
 * it: each domain above it, from the last label on, is looked up by a hash that comes by the way.
 */
import { isIPv4 } from 'node:net';

/** No host that is named takes the host in. */
export const NOBODY = -1;
/** The host is not written plainly: a URL parser has to say what it is. */
export const NOT_PLAIN = -2;

const [DASH, DOT, LOWER_A, LOWER_N, LOWER_X, LOWER_Z] = [45, 46, 97, 110, 120, 122];

/** Characters of a plain host, in lower case; 0: what ends one, or makes it not plain. */
export const HOST_CHARACTERS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_') {
  HOST_CHARACTERS[character.charCodeAt(0)] = character.toLowerCase().charCodeAt(0);
}

export class KnownHosts {
  readonly hosts: readonly string[];
  /** Whether what was found last is the host itself, and not one above it. */
  isSame = false;
  /** One more than the place of a host, by its hash or at the next free slot; 0: free. */
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;
  /** The hosts one after another, and where each begins. */
  readonly #text: Buffer;
  readonly #starts: Uint32Array;

  constructor(hosts: Iterable<string>) {
    this.hosts = [...new Set(hosts)];
    this.#text = Buffer.from(this.hosts.join(''), 'latin1');
    this.#starts = new Uint32Array(this.hosts.length + 1);
    this.#hashes = new Int32Array(this.hosts.length);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(this.hosts.length * 4 + 2)));
    for (const [place, host] of this.hosts.entries()) {
      this.#starts[place + 1] = (this.#starts[place] ?? 0) + host.length;
      const hash = hashOf(host);
      this.#hashes[place] = hash;
      let slot = this.#slotOf(hash);
      while (this.#slots[slot] !== 0) slot = this.#after(slot);
      this.#slots[slot] = place + 1;
    }
  }

  /**
   * The place in `hosts` of the longest that is the written host or a domain above it, or `NOBODY`, or `NOT_PLAIN`.
   * @param bytes characters of a plain host between start and end
   */
  nearest(bytes: Buffer, start: number, end: number): number {
    let hash = 0;
    let above = NOBODY;
    let isLast = true;
    for (let at = end - 1; at >= start; at -= 1) {
      const byte = folded(bytes, at);
      if (byte === DOT) {
        if (isLast && !isLetter(bytes, at + 1, end)) return this.#ofNumber(bytes, start, end);
        isLast = false;
        above = this.#find(hash, bytes, at + 1, end) ?? above;
      }
      hash = hashedWith(hash, byte);
    }
    if (isLast && !isLetter(bytes, start, end)) return NOT_PLAIN;
    const own = this.#find(hash, bytes, start, end);
    this.isSame = own !== null;
    const found = own ?? above;
    return found !== NOBODY && hasEncodedLabel(bytes, start, end) ? NOT_PLAIN : found;
  }

  /** Nothing lies above an IPv4 address. In any spelling but the usual one it is another address. */
  #ofNumber(bytes: Buffer, start: number, end: number): number {
    const host = bytes.toString('latin1', start, end);
    this.isSame = true;
    return isIPv4(host) ? (this.#find(hashOf(host), bytes, start, end) ?? NOBODY) : NOT_PLAIN;
  }

  #find(hash: number, bytes: Buffer, start: number, end: number): number | null {
    for (let slot = this.#slotOf(hash); ; slot = this.#after(slot)) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place === -1) return null;
      if (this.#hashes[place] === hash && this.#isAt(place, bytes, start, end)) return place;
    }
  }

  #isAt(place: number, bytes: Buffer, start: number, end: number): boolean {
    const text = this.#starts[place] ?? 0;
    if ((this.#starts[place + 1] ?? 0) - text !== end - start) return false;
    for (let at = start; at < end; at += 1) {
      if (folded(bytes, at) !== this.#text[text + at - start]) return false;
    }
    return true;
  }

  #slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
  }

  #after(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }
}

const hashedWith = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** From its end, so that the hashes of all domains above come by the way. */
function hashOf(host: string): number {
  let hash = 0;
  for (let at = host.length - 1; at >= 0; at -= 1) hash = hashedWith(hash, host.charCodeAt(at));
  return hash;
}

const folded = (bytes: Buffer, at: number): number => HOST_CHARACTERS[bytes[at] ?? 0] ?? 0;

/** A last label that begins otherwise is part of a number, or empty: a URL parser changes such a host. */
function isLetter(bytes: Buffer, at: number, end: number): boolean {
  const byte = at < end ? folded(bytes, at) : 0;
  return byte >= LOWER_A && byte <= LOWER_Z;
}

/** Whether there may be an `xn--` label, which a URL parser can refuse. */
function hasEncodedLabel(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at + 3 < end; at += 1) {
    if (bytes[at + 2] !== DASH || bytes[at + 3] !== DASH) continue;
    if (folded(bytes, at) === LOWER_X && folded(bytes, at + 1) === LOWER_N) return true;
  }
  return false;
}
