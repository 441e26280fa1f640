/** How much of a text a filter knows: different fingerprints within a stretch, not their total. */
import { expect, test } from '@jest/globals';
import { densest, isRecognised } from '../../../../src/data/fingerprint/density.js';
import type { CodeFilter } from '../../../../src/data/fingerprint/filter.js';

/** Knows what has an odd first half. */
const ODD: Pick<CodeFilter, 'has'> = { has: (high) => high % 2 === 1 };

function at(...places: readonly (readonly [place: number, high: number, low?: number])[]) {
  return {
    at: Uint32Array.from(places, ([place]) => place),
    hashes: Uint32Array.from(places.flatMap(([, high, low = 0]) => [high, low])),
  };
}

test('nothing known is nothing', () => {
  expect(densest(at(), ODD)).toBe(0);
  expect(densest(at([0, 2], [5, 4]), ODD)).toBe(0);
});

test('known ones count within a stretch', () => {
  expect(densest(at([0, 1], [10, 2], [290, 3], [300, 5]), ODD)).toBe(3);
  expect(densest(at([0, 1], [200, 3], [301, 5], [500, 7]), ODD)).toBe(3);
  expect(densest(at([0, 1], [1_001, 3], [2_002, 5], [3_003, 7]), ODD)).toBe(1);
});

test('the same one counts once, as long as it is there', () => {
  expect(densest(at([0, 1], [10, 1], [20, 1]), ODD)).toBe(1);
  expect(densest(at([0, 1], [290, 1], [400, 3]), ODD)).toBe(2);
  expect(densest(at([0, 4_294_967_295], [1, 4_294_967_293], [2, 4_294_967_293, 4_294_967_295]), ODD)).toBe(3);
});

test('four are enough, three in a short text, five in a long one', () => {
  const some = (count: number, last: number) =>
    at(...Array.from({ length: count }, (_, index) => [index, index * 2 + 1] as const), [last, 2]);
  expect(isRecognised(some(3, 399), ODD)).toBe(true);
  expect(isRecognised(some(2, 399), ODD)).toBe(false);
  expect(isRecognised(some(3, 400), ODD)).toBe(false);
  expect(isRecognised(some(4, 1_499), ODD)).toBe(true);
  expect(isRecognised(some(4, 1_500), ODD)).toBe(false);
  expect(isRecognised(some(5, 90_000), ODD)).toBe(true);
});
