/** The filter: everything put in is found, hardly anything else, and damaged bytes are refused in words. */
import { describe, expect, test } from '@jest/globals';
import { buildFilter } from '../../../../src/data/fingerprint/build-filter.js';
import type { FingerprintKind } from '../../../../src/data/fingerprint/grams.js';
import { keyMark } from '../../../../src/data/fingerprint/keyed-hash.js';
import { DamagedFilter, openFilter } from '../../../../src/data/fingerprint/filter.js';

const KEY = '000102030405060708090a0b0c0d0e0f';
const made = (kind: FingerprintKind) => ({ kind, key: KEY });

/** As evenly spread as finished hashes are. */
function someHashes(count: number, seed = 1): Uint32Array {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  return Uint32Array.from({ length: count * 2 }, () => next() ^ (next() >>> 16));
}

test.each([0, 1, 2, 3, 10, 1_000, 50_000])('%i fingerprints: each is found', (count) => {
  const hashes = someHashes(count);
  const filter = openFilter(buildFilter(hashes, made('code')));
  expect(filter).toMatchObject({ kind: 'code', count });
  for (let at = 0; at < count; at += 1) {
    if (!filter.has(hashes[at * 2] ?? 0, hashes[at * 2 + 1] ?? 0)) throw new Error(`number ${at} is not found`);
  }
});

test('of 200,000 others hardly one is taken for one of them', () => {
  const filter = openFilter(buildFilter(someHashes(20_000), made('both')));
  const others = someHashes(200_000, 77);
  let found = 0;
  for (let at = 0; at < others.length; at += 2) if (filter.has(others[at] ?? 0, others[at + 1] ?? 0)) found += 1;
  expect(found).toBeLessThan(20);
});

test('takes about 18 bits for each, a little more the fewer there are', () => {
  expect((buildFilter(someHashes(100_000), made('code')).length * 8) / 100_000).toBeLessThan(20);
});

test('the same fingerprints give the same bytes', () => {
  expect(buildFilter(someHashes(500), made('text'))).toEqual(buildFilter(someHashes(500), made('text')));
});

test('bytes at an odd place in a larger buffer are read as well', () => {
  const bytes = buildFilter(someHashes(100), made('code'));
  const moved = new Uint8Array(bytes.length + 1);
  moved.set(bytes, 1);
  expect(openFilter(moved.subarray(1)).count).toBe(100);
});

describe('damaged bytes', () => {
  const whole = buildFilter(someHashes(200), made('code'));

  test.each<[string, Uint8Array, string]>([
    ['none', new Uint8Array(0), 'too short'],
    ['a part of the header', whole.subarray(0, 30), 'too short'],
    ['another file', new TextEncoder().encode('<!doctype html>'.repeat(10)), 'another kind of file'],
    ['cut off', whole.subarray(0, whole.length - 2), 'part of it is missing'],
    ['longer', new Uint8Array([...whole, 0, 0]), 'part of it is missing'],
    ['of another format', whole.with(4, 2), 'its format is 2'],
  ])('%s', (_, bytes, message) => {
    expect(() => openFilter(bytes)).toThrow(DamagedFilter);
    expect(() => openFilter(bytes)).toThrow(message);
  });

  test('any single byte that was changed is noticed', () => {
    for (let at = 0; at < whole.length; at += 1) {
      const changed = whole.with(at, (whole[at] ?? 0) ^ 0x40);
      expect(() => openFilter(changed)).toThrow(DamagedFilter);
    }
  });
});

test('says with which key it was made, and not the key', () => {
  const bytes = buildFilter(someHashes(10), made('code'));
  expect(openFilter(bytes).keyMark).toBe(keyMark(KEY));
  expect(keyMark(KEY)).not.toBe(keyMark(KEY.replace(/.$/, 'e')));
  expect(Buffer.from(bytes).toString('hex')).not.toContain(KEY);
});
