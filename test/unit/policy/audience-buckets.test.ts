/** Buckets are spread evenly and independently. The ids are fixed, so that a result is the same on every run. */
import { expect, test } from '@jest/globals';
import { bucketOf } from '../../../src/policy/audience.js';

const CELLS = 100;

/**
 * Chi-squared with 99 degrees of freedom leaves this range once in 5,000 draws of a fair source: 1e-4 on either side.
 * Too small a value is as suspicious as too large a one, for a count that goes round gives zero.
 */
const CHI_SQUARED_RANGE = [54.9, 160.1] as const;

function chiSquared(cells: readonly number[]): number {
  const counts = new Array<number>(CELLS).fill(0);
  for (const cell of cells) counts[cell] = (counts[cell] ?? Number.NaN) + 1;
  const expected = cells.length / CELLS;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function expectEven(cells: readonly number[]): void {
  const value = chiSquared(cells);
  expect(value).toBeGreaterThan(CHI_SQUARED_RANGE[0]);
  expect(value).toBeLessThan(CHI_SQUARED_RANGE[1]);
}

/** A digest that is under way costs tens of kilobytes: forty thousand at once are more than a process may hold. */
const AT_ONCE = 1_000;

async function bucketsOf(rolloutId: string, count: number): Promise<number[]> {
  const buckets: number[] = [];
  while (buckets.length < count) {
    const length = Math.min(AT_ONCE, count - buckets.length);
    const first = buckets.length;
    const next = Array.from({ length }, (_, index) => bucketOf(rolloutId, `install-${first + index}`));
    buckets.push(...(await Promise.all(next)));
  }
  return buckets;
}

test('40,000 browsers spread evenly over the buckets', async () => {
  const buckets = await bucketsOf('images', 40_000);
  expect(buckets.every((bucket) => Number.isInteger(bucket) && bucket >= 0 && bucket <= 9999)).toBe(true);
  expectEven(buckets.map((bucket) => Math.floor(bucket / 100)));
  expectEven(buckets.map((bucket) => bucket % 100));
});

test('one rollout says nothing about another', async () => {
  const [one, other] = await Promise.all([bucketsOf('rollout-1', 20_000), bucketsOf('rollout-2', 20_000)]);
  const tenth = (bucket: number | undefined) => Math.floor((bucket ?? Number.NaN) / 1000);
  expectEven(one.map((bucket, index) => tenth(bucket) * 10 + tenth(other[index])));
});

test('a bucket does not change with the version', async () => {
  // printf 'images\0install-1' | sha256sum | cut -c1-12, modulo 10,000
  expect(await bucketOf('images', 'install-1')).toBe(1404);
});

test('where the one id ends and the other begins makes a difference', async () => {
  const pairs = [
    ['a', 'bc'],
    ['ab', 'c'],
    ['', 'abc'],
    ['abc', ''],
  ] as const;
  const buckets = await Promise.all(pairs.map(([rolloutId, installId]) => bucketOf(rolloutId, installId)));
  expect(new Set(buckets).size).toBe(pairs.length);
});
