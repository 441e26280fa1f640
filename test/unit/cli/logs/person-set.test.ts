/** Counting people: exactly while they are few, within the stated error when they are many, each once. */
import { describe, expect, test } from '@jest/globals';
import { hashBytes, lastHash } from '../../../../src/cli/logs/byte-hash.js';
import { PersonSet } from '../../../../src/cli/logs/person-set.js';

function counted(names: Iterable<string>): PersonSet {
  const set = new PersonSet();
  for (const name of names) {
    const bytes = Buffer.from(name);
    hashBytes(bytes, 0, bytes.length);
    set.add(lastHash.high, lastHash.low);
  }
  return set;
}

const users = (count: number) => Array.from({ length: count }, (_, index) => `CORP\\user${index}`);

describe('the count', () => {
  test.each([0, 1, 17, 500, 2048])('of %i is exact, however often each comes', (count) => {
    const set = counted([...users(count), ...users(count)]);
    expect([set.count, set.isExact]).toEqual([count, true]);
  });

  // Four standard errors.
  test.each([2049, 10_000, 60_000, 400_000])('of %i is estimated within 3.2 %%', (count) => {
    const set = counted([...users(count), ...users(Math.min(count, 5000))]);
    expect(set.isExact).toBe(false);
    expect(Math.abs(set.count - count) / count).toBeLessThan(0.032);
  });

  // Where older estimators hand over to each other, and are 2 % too high.
  test('of 40,000 errs by 0.8 % as often above as below', () => {
    const groups = Array.from({ length: 12 }, (_, group) => group);
    const errors = groups.map((group) => {
      const set = counted(Array.from({ length: 40_000 }, (_, index) => `10.${group}.${index >> 8}.${index & 255}`));
      return (set.count / 40_000 - 1) * 100;
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    // Four of its own standard errors.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.8) / Math.sqrt(errors.length));
    expect(deviation).toBeLessThan(1);
  });

  test('tells addresses apart that differ in one digit', () => {
    const addresses = Array.from({ length: 2000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    expect(counted(addresses).count).toBe(2000);
  });
});
