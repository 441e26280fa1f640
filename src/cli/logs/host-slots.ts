/**
 * A number for each plainly written host of a log, found by its bytes, so that what was found out about a host is found again. The
 * numbers are few: a host may take the one of another, which its turn tells.
 */

const SLASH = 47;
const COLON = 58;
const QUESTION = 63;
const HASH = 35;
const LONGEST = 48;
/** A power of two. */
export const SLOTS = 65_536;
/** The host is long, or not written plainly. */
export const NO_SLOT = -1;

/** What a plain host is written with. */
const CHARACTERS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_') {
  CHARACTERS[character.charCodeAt(0)] = 1;
}

export class HostSlots {
  /** How many hosts have had the slot. */
  readonly turns = new Int32Array(SLOTS);
  /** Where the host that was found last ends. */
  end = 0;
  readonly #bytes = new Uint8Array(SLOTS * LONGEST);
  readonly #lengths = new Uint8Array(SLOTS);

  /** The slot of the host from `start`, behind which stands nothing that can make it another one. */
  find(bytes: Buffer, start: number, end: number): number {
    let hash = 0;
    let at = start;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (CHARACTERS[byte] === 0) break;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.end = at;
    const length = at - start;
    if (length === 0 || length > LONGEST || !isPlainRest(bytes, at, end)) return NO_SLOT;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.#lengths[slot] === length && this.#isAt(slot * LONGEST, bytes, start, at)) return slot;
    this.#bytes.set(bytes.subarray(start, at), slot * LONGEST);
    this.#lengths[slot] = length;
    this.turns[slot] = (this.turns[slot] ?? 0) + 1;
    return slot;
  }

  #isAt(from: number, bytes: Buffer, start: number, end: number): boolean {
    const kept = this.#bytes;
    for (let at = start; at < end; at += 1) if (kept[from + at - start] !== bytes[at]) return false;
    return true;
  }
}

/** Nothing, a port of four digits at most, or the beginning of path, query or fragment. */
export function isPlainRest(bytes: Buffer, hostEnd: number, end: number): boolean {
  if (hostEnd === end) return true;
  let at = hostEnd;
  if (bytes[at] === COLON) {
    at += 1;
    const portStart = at;
    while (at < end && (bytes[at] ?? 0) >= 48 && (bytes[at] ?? 0) <= 57) at += 1;
    // Four digits are a port whichever they are.
    if (at - portStart > 4) return false;
    if (at === end) return true;
  }
  const next = bytes[at];
  return next === SLASH || next === QUESTION || next === HASH;
}
