/** Fingerprints in a message: what comes out is what went in. */
import { expect, test } from '@jest/globals';
import { HASH_TEXT, hashesIn, textOfHashes } from '../../../src/protocol/hash-text.js';

test.each([0, 1, 3, 5_000])('%i fingerprints come through', (count) => {
  const hashes = Uint32Array.from({ length: count * 2 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 0);
  const text = textOfHashes(hashes);
  expect(text).toMatch(HASH_TEXT);
  expect(hashesIn(text)).toEqual(hashes);
});

test('a part of a larger list comes through alone', () => {
  const hashes = Uint32Array.from([1, 2, 3, 4, 5, 6]).subarray(2, 4);
  expect(hashesIn(textOfHashes(hashes))).toEqual(Uint32Array.from([3, 4]));
});

test('what is no whole fingerprint is left out', () => {
  expect(hashesIn(btoa('123456789abc'))).toHaveLength(2);
});
