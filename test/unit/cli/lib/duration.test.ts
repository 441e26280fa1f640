import { describe, expect, test } from '@jest/globals';
import { inWords, parseDurationMs } from '../../../../src/cli/lib/duration.js';

describe('a duration', () => {
  test.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
  ])('%s is read', (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });

  test.each(['', '2', 'h', '0h', '-1h', '1.5h', '2 h', '2H', '2w', '1h30', '9999999d'])('%j is none', (text) => {
    expect(parseDurationMs(text)).toBeNull();
  });

  test.each([
    [1_000, '1 second'],
    [900_000, '15 minutes'],
    [5_399_001, '1 hour 30 minutes'],
    [90_061_000, '1 day 1 hour'],
    [0, '0 seconds'],
  ])('%d ms is said in words', (ms, words) => {
    expect(inWords(ms)).toBe(words);
  });
});
