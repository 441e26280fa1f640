/**
 * The hosts that policies and the catalogue name, found by the bytes of a host as a log has it, without making a string of
 * it: one pass finds where the host ends, and the hashes of it and of each domain above it come by the way.
 */
import { isIPv4 } from 'node:net';

// Plain and first, so that the build writes the numbers where they are asked for: once for each byte.
const DASH = 45;
const DOT = 46;
const LOWER_A = 97;
const LOWER_N = 110;
const LOWER_X = 120;
const LOWER_Z = 122;
/** Of bytes; a longer one is left to the URL parser. */
const LONGEST_HOST = 255;
/**
 * A host's hash is a number whose digits are its characters, to this base, cut off at 32 bits. So the hash of a domain above
 * it is that of all of it, less what stands before at its place.
 */
const BASE = 0x01000193;

/** No host that is named takes the host in. */
export const NOBODY = -1;
/** The host is not written plainly: a URL parser has to say what it is. */
export const NOT_PLAIN = -2;

/** Characters of a plain host, in lower case; 0: what ends one, or makes it not plain. */
const HOST_CHARACTERS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_') {
  HOST_CHARACTERS[character.charCodeAt(0)] = character.toLowerCase().charCodeAt(0);
}

const POWERS = new Int32Array(LONGEST_HOST + 1).fill(1);
for (let place = 1; place < POWERS.length; place += 1) POWERS[place] = Math.imul(POWERS[place - 1] ?? 0, BASE);

export class KnownHosts {
  readonly hosts: readonly string[];
  /** Where the host that was read last ends. */
  end = 0;
  /** The hash of all of it, whatever its case. */
  hash = 0;
  /** Whether what was found is that host itself, and not one above it. */
  isSame = false;
  /** One more than the place of a host, by its hash or at the next free slot; 0: free. */
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;
  /** The hosts one after another, and where each begins. */
  readonly #text: Buffer;
  readonly #starts: Uint32Array;
  /** Where the labels of the host begin that is being read, and the hash of what stands before each. */
  readonly #labels = new Int32Array(LONGEST_HOST + 1);
  readonly #before = new Int32Array(LONGEST_HOST + 1);

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
   * Reads the host that begins at `start` and ends before the first byte that is none of a plain host.
   * @returns the place in `hosts` of the longest that is this host or a domain above it, or `NOBODY`, or `NOT_PLAIN`
   */
  nearest(bytes: Buffer, start: number, end: number): number {
    const last = this.#read(bytes, start, end);
    const hostEnd = this.end;
    if (last === NOT_PLAIN) return NOT_PLAIN;
    if (!isLetter(bytes, this.#labels[last] ?? hostEnd, hostEnd)) return this.#ofNumber(bytes, start, hostEnd);
    for (let label = 0; label <= last; label += 1) {
      const from = this.#labels[label] ?? 0;
      const hash = (this.hash - Math.imul(this.#before[label] ?? 0, POWERS[hostEnd - from] ?? 0)) | 0;
      const place = this.#find(hash, bytes, from, hostEnd);
      if (place === NOBODY) continue;
      this.isSame = label === 0;
      return hasEncodedLabel(bytes, start, hostEnd) ? NOT_PLAIN : place;
    }
    return NOBODY;
  }

  /** Fills in the labels. @returns the number of the last one, from 0, or `NOT_PLAIN` when the host is empty or too long */
  #read(bytes: Buffer, start: number, end: number): number {
    const labels = this.#labels;
    const before = this.#before;
    const characters = HOST_CHARACTERS;
    const most = Math.min(end, start + LONGEST_HOST + 1);
    labels[0] = start;
    let hash = 0;
    let label = 0;
    let at = start;
    for (; at < most; at += 1) {
      const byte = characters[bytes[at] ?? 0] ?? 0;
      if (byte === 0) break;
      hash = hashedWith(hash, byte);
      // Where the next label begins if this is a dot, without asking: a processor guesses that wrong for most hosts.
      labels[label + 1] = at + 1;
      before[label + 1] = hash;
      label += ((byte ^ DOT) - 1) >>> 31;
    }
    this.end = at;
    this.hash = hash;
    return at === start || at - start > LONGEST_HOST ? NOT_PLAIN : label;
  }

  /** Nothing lies above an IPv4 address. In any spelling but the usual one it is another address. */
  #ofNumber(bytes: Buffer, start: number, end: number): number {
    this.isSame = true;
    return isIPv4(bytes.toString('latin1', start, end)) ? this.#find(this.hash, bytes, start, end) : NOT_PLAIN;
  }

  #find(hash: number, bytes: Buffer, start: number, end: number): number {
    for (let slot = this.#slotOf(hash); ; slot = this.#after(slot)) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place === NOBODY) return NOBODY;
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

function hashedWith(hash: number, byte: number): number {
  return (Math.imul(hash, BASE) + byte) | 0;
}

function hashOf(host: string): number {
  let hash = 0;
  for (let at = 0; at < host.length; at += 1) hash = hashedWith(hash, host.charCodeAt(at));
  return hash;
}

function folded(bytes: Buffer, at: number): number {
  return HOST_CHARACTERS[bytes[at] ?? 0] ?? 0;
}

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
