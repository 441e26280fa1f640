/** The pairs of a line, beside a pattern that says the same more slowly. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pairAfter, valueOf } from '../../../../src/cli/logs/key-value-pairs.js';

const PAIR = /(?<![\w.[\]-])([\w.[\]-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))/g;

function byPattern(line: string): [string, string][] {
  return [...line.matchAll(PAIR)].map(([, key = '', quoted, plain = '']) => [
    key,
    quoted === undefined ? plain : quoted.replace(/\\(["\\])/g, '$1'),
  ]);
}

function byHand(line: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (let pair = pairAfter(line, 0); pair !== null; pair = pairAfter(line, pair.end))
    pairs.push([pair.key, valueOf(line, pair)]);
  return pairs;
}

test.each([
  [
    'plain and quoted',
    'a=1 b="two words" c=',
    [
      ['a', '1'],
      ['b', 'two words'],
      ['c', ''],
    ],
  ],
  [
    'escaped',
    String.raw`a="say \"x\" \\" b=c\d`,
    [
      ['a', String.raw`say "x" \ `.trimEnd()],
      ['b', String.raw`c\d`],
    ],
  ],
  [
    'a quote that is never closed',
    'a="b c=d',
    [
      ['a', ''],
      ['c', 'd'],
    ],
  ],
  ['equals signs within', 'url=/x?a=b&c=d = e', [['url', '/x?a=b&c=d']]],
])('%s', (_, line, pairs) => {
  expect(byHand(line)).toEqual(pairs);
});

test('whatever a line holds', () => {
  const signs = fc.constantFrom('a', 'K', '7', '=', '=', '"', '\\', ' ', '\t', '-', '.', '[', '|', 'é', '\u00a0', '{');
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 40 }), (parts) => {
      const line = parts.join('');
      expect(byHand(line)).toEqual(byPattern(line));
    }),
    { numRuns: 5_000 },
  );
});
