/**
 * The filter of a company's fingerprints, as browsers hold it: a binary fuse filter with 16 bits for each (Graf and Lemire,
 * "Binary Fuse Filters", 2022). It knows every fingerprint it was made of, and takes about 1 of 65,536 others for one; what it
 * was made of cannot be read out of it.
 */
import { crc32 } from '../files/crc32.js';
import { GRAM, type FingerprintKind } from './grams.js';
import { mixed } from './keyed-hash.js';

export interface CodeFilter {
  /** What it holds fingerprints of: those of a text are to be of the same kind. */
  readonly kind: FingerprintKind;
  /** Of fingerprints. */
  readonly count: number;
  /** Of the key that they were made with (`keyMark`). */
  readonly keyMark: number;
  has(high: number, low: number): boolean;
}

/** Of a filter's bytes: `GPFP`, then the numbers of its header, then two bytes a slot, all little-endian. */
export const MAGIC = 0x50465047;
/** Raise it with every change of how texts are normalised, hashed or looked up. */
export const FORMAT = 1;
export const HEADER_BYTES = 44;
export const FILTER_KINDS: readonly FingerprintKind[] = ['code', 'text', 'both'];

/** How the slots are arranged: three in neighbouring segments belong to a fingerprint. */
export interface Arrangement {
  readonly seed: number;
  readonly segmentLength: number;
  /** Segments in which a fingerprint's first slot may lie. */
  readonly segments: number;
}

export class DamagedFilter extends Error {
  constructor(reason: string) {
    super(`the fingerprint filter cannot be used: ${reason}`);
  }
}

/** @param bytes what `gatepost fingerprint` wrote @throws DamagedFilter for anything else */
export function openFilter(bytes: Uint8Array): CodeFilter {
  if (bytes.length < HEADER_BYTES) throw new DamagedFilter('it is too short to be one');
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const number = (place: number): number => header.getUint32(place * 4, true);
  if (number(0) !== MAGIC) throw new DamagedFilter('it is another kind of file');
  if (number(1) !== FORMAT)
    throw new DamagedFilter(`its format is ${number(1)} and not ${FORMAT}: make it anew with gatepost fingerprint`);
  const kind = FILTER_KINDS[number(2)];
  if (kind === undefined || number(3) !== gramNumber()) throw new DamagedFilter('its header is damaged');
  const [count, seed, segmentLength, segments] = [number(4), number(5), number(6), number(7)];
  const slots = bytes.subarray(HEADER_BYTES);
  const isPower = segmentLength > 0 && (segmentLength & (segmentLength - 1)) === 0;
  if (!isPower || segments === 0 || (segments + 2) * segmentLength * 2 !== slots.length)
    throw new DamagedFilter('it is not as long as its header says: part of it is missing');
  if (number(10) !== crc32(bytes.subarray(0, HEADER_BYTES - 4)) || number(9) !== crc32(slots))
    throw new DamagedFilter('its check sum is wrong: it was changed or damaged on its way');
  return lookUp({ kind, count, keyMark: number(8) }, { seed, segmentLength, segments }, slotsOf(slots));
}

/** What grams are: in the header, so that no filter is asked for others than it holds. */
export function gramNumber(): number {
  return (GRAM.characters << 16) | (GRAM.words << 8) | GRAM.leastCharacters;
}

function slotsOf(bytes: Uint8Array): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const slots = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < slots.length; at += 1) slots[at] = view.getUint16(at * 2, true);
  return slots;
}

function lookUp(facts: Omit<CodeFilter, 'has'>, arrangement: Arrangement, slots: Uint16Array): CodeFilter {
  const place = new Places(arrangement);
  return {
    ...facts,
    has(high, low) {
      if (facts.count === 0) return false;
      place.find(high, low);
      return ((slots[place.first] ?? 0) ^ (slots[place.second] ?? 0) ^ (slots[place.third] ?? 0)) === place.check;
    },
  };
}

/** The slots of one fingerprint after another, and what they give together. Made once: a look-up makes no objects. */
export class Places {
  first = 0;
  second = 0;
  third = 0;
  check = 0;
  readonly #range: number;
  readonly #mask: number;

  constructor(private readonly arrangement: Arrangement) {
    this.#range = arrangement.segments * arrangement.segmentLength;
    this.#mask = arrangement.segmentLength - 1;
  }

  find(high: number, low: number): void {
    const { seed, segmentLength } = this.arrangement;
    const other = mixed(low ^ seed);
    const third = mixed(high + other);
    // By the high half as it is: whoever builds a filter of sorted fingerprints goes through its slots in order.
    this.first = Math.floor((high / 0x1_0000_0000) * this.#range);
    this.second = (this.first + segmentLength) ^ (other & this.#mask);
    this.third = (this.first + 2 * segmentLength) ^ (third & this.#mask);
    this.check = mixed(other ^ third) & 0xffff;
  }
}
