/** A text eight times as long takes about eight times as long, whatever it is made of: each keyword, and what patterns repeat. */
import { expect, test } from '@jest/globals';
import { shippedDetectors, shippedFacts } from '../../../src/data/detector-set.js';
import { scan } from '../../../src/data/scan.js';
import { fastestMs } from '../../support/processor-time.js';

const SHORT = 5_000;
const FACTOR = 8;
/** Linear is 8, quadratic 64; a busy machine stretches both. */
const MOST = 30;
/** Below this a machine's own noise is larger than what is measured. */
const NEGLIGIBLE_MS = 5;

/** What is put behind the keyword, again and again: more of what a pattern accepts, and what ends it late. */
const TAILS = [
  '',
  'a',
  'aA1',
  '=',
  ' = "',
  ': ',
  '.eyJ',
  '-----',
  'a1_-',
  '@',
  '/',
  '\n',
  ' 1',
  'x://a:',
  '{',
  '(',
  '0-',
  ';\n',
];
const ALONE = [
  '1',
  '1 ',
  '1-',
  '12.',
  'a@b.',
  'A1',
  'AB1',
  '(1',
  '4111 1111 ',
  'DE89 ',
  ' = ',
  'a b c ',
  'if (',
  '<a ',
  '"',
  '$',
  '_',
  '\\',
  '{\n',
  'x();\n',
  'at a(',
  '[1',
];

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

const fastest = (text: string, runs: number): number =>
  fastestMs(runs, () => {
    scan(text);
  });

function growth(unit: string): number {
  const long = repeated(unit, SHORT * FACTOR);
  if (fastest(long, 1) < NEGLIGIBLE_MS * FACTOR) return 0;
  return fastest(long, 3) / fastest(repeated(unit, SHORT), 3);
}

const KEYWORDS = [...new Set(shippedDetectors().listeners.flatMap(({ detector }) => detector?.keywords ?? []))];

test('there is a keyword for each detector that has its own shape', () => {
  expect(KEYWORDS.length).toBeGreaterThan(300);
  expect(KEYWORDS.filter((keyword) => keyword.length < 2)).toEqual([]);
  expect(new Set(shippedFacts().map(({ id }) => id)).size).toBe(shippedFacts().length);
});

test.each(TAILS)('keywords with %j behind them, repeated', (tail) => {
  const turn = TAILS.indexOf(tail);
  const slow = KEYWORDS.flatMap((keyword, at) => {
    // Each keyword meets two of the tails, in its own case and in capitals.
    if ([0, 7].every((step) => (at + step) % TAILS.length !== turn)) return [];
    const unit = (at % 2 === 0 ? keyword : keyword.toUpperCase()) + tail;
    return growth(unit) > MOST ? [unit] : [];
  });
  expect(slow).toEqual([]);
});

test.each(ALONE)('%j repeated', (unit) => {
  expect(growth(unit)).toBeLessThan(MOST);
});
