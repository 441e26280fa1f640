/** Makes the filter that browsers fetch. Only the command does: a page never builds one. */
import { crc32 } from '../files/crc32.js';
import { FILTER_KINDS, FORMAT, gramNumber, HEADER_BYTES, MAGIC, Places, type Arrangement } from './filter.js';
import type { FingerprintOptions } from './grams.js';
import { keyMark, mixed } from './keyed-hash.js';

/** Each try succeeds with a probability far above one half. */
const MOST_TRIES = 100;

/**
 * The same fingerprints in the same order give the same bytes.
 * @param hashes pairs: high and low half, each pair once; sorted ones take the least time
 * @param made how they were made
 */
export function buildFilter(hashes: Uint32Array, made: FingerprintOptions): Uint8Array {
  const count = hashes.length / 2;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const arrangement = arrangementFor(count, mixed(attempt + 1));
    const slots = filled(hashes, arrangement);
    if (slots !== null) return written(slots, arrangement, count, made);
  }
  throw new Error('no arrangement of the filter was found: fingerprints are there twice');
}

/** Sizes after the paper's own implementation, for three slots a fingerprint. */
function arrangementFor(count: number, seed: number): Arrangement {
  const size = Math.max(count, 2);
  const segmentLength = Math.min(2 ** 18, 2 ** Math.floor(Math.log(size) / Math.log(3.33) + 2.25));
  const factor = Math.max(1.125, 0.875 + (0.25 * Math.log(1_000_000)) / Math.log(size));
  const segments = Math.max(1, Math.ceil(Math.round(size * factor) / segmentLength) - 2);
  return { seed, segmentLength, segments };
}

/** Null when some fingerprints share all their slots with others: another seed will do. */
function filled(hashes: Uint32Array, arrangement: Arrangement): Uint16Array | null {
  const count = hashes.length / 2;
  const size = (arrangement.segments + 2) * arrangement.segmentLength;
  const place = new Places(arrangement);
  const find = (key: number): void => {
    place.find(hashes[key * 2] ?? 0, hashes[key * 2 + 1] ?? 0);
  };
  const { order, alone, left } = peeled(count, size, place, find);
  if (left > 0) return null;
  const slots = new Uint16Array(size);
  for (let at = count - 1; at >= 0; at -= 1) {
    find(order[at] ?? 0);
    const free = alone[at] ?? 0;
    const others = (slots[place.first] ?? 0) ^ (slots[place.second] ?? 0) ^ (slots[place.third] ?? 0);
    slots[free] = (slots[free] ?? 0) ^ others ^ place.check;
  }
  return slots;
}

interface Peeled {
  /** Fingerprints, by the order in which they were alone in a slot. */
  readonly order: Uint32Array;
  /** That slot. */
  readonly alone: Uint32Array;
  readonly left: number;
}

/** Takes out, again and again, a fingerprint that is alone in one of its slots. */
function peeled(count: number, size: number, place: Places, find: (key: number) => void): Peeled {
  const many = new Uint32Array(size);
  // All fingerprints of a slot, as exclusive or: of one it is the one.
  const all = new Uint32Array(size);
  const turn = (slot: number, key: number, change: number): void => {
    many[slot] = (many[slot] ?? 0) + change;
    all[slot] = (all[slot] ?? 0) ^ key;
  };
  for (let key = 0; key < count; key += 1) {
    find(key);
    turn(place.first, key, 1);
    turn(place.second, key, 1);
    turn(place.third, key, 1);
  }
  const [order, alone] = [new Uint32Array(count), new Uint32Array(count)];
  const queue = new Uint32Array(size);
  let [waiting, done] = [0, 0];
  const lookAt = (slot: number): void => {
    if (many[slot] === 1) queue[waiting++] = slot;
  };
  for (let slot = 0; slot < size; slot += 1) lookAt(slot);
  while (waiting > 0) {
    waiting -= 1;
    const slot = queue[waiting] ?? 0;
    if (many[slot] !== 1) continue;
    const key = all[slot] ?? 0;
    [order[done], alone[done]] = [key, slot];
    done += 1;
    find(key);
    const { first, second, third } = place;
    turn(first, key, -1);
    turn(second, key, -1);
    turn(third, key, -1);
    lookAt(first);
    lookAt(second);
    lookAt(third);
  }
  return { order, alone, left: count - done };
}

function written(
  slots: Uint16Array,
  { seed, segmentLength, segments }: Arrangement,
  count: number,
  { kind, key }: FingerprintOptions,
): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + slots.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < slots.length; at += 1) view.setUint16(HEADER_BYTES + at * 2, slots[at] ?? 0, true);
  const header = [
    ...[MAGIC, FORMAT, FILTER_KINDS.indexOf(kind), gramNumber(), count],
    ...[seed, segmentLength, segments, keyMark(key)],
  ];
  for (const [place, number] of header.entries()) view.setUint32(place * 4, number, true);
  view.setUint32(36, crc32(bytes.subarray(HEADER_BYTES)), true);
  view.setUint32(40, crc32(bytes.subarray(0, HEADER_BYTES - 4)), true);
  return bytes;
}
