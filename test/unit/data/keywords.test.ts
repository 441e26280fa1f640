/** The one pass over a text: where keywords end, whatever their case, accents, ligatures and white space; digits and at signs. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexKeywords, pass } from '../../../src/data/keywords.js';
import { folded } from '../../../src/data/symbols.js';

const KEYWORDS = [
  'x',
  'ß',
  'sk',
  'a b',
  'x  ray',
  'Straße',
  'strass',
  'oeuvre',
  'aeon',
  'tasse',
  'sse x',
  'id:1',
  '1-2',
  'mdp',
];
const INDEX = indexKeywords(KEYWORDS, true);

function hitsIn(text: string): [string, number][] {
  const { hits } = pass(text, INDEX);
  return Array.from({ length: hits.length / 2 }, (_, at) => [KEYWORDS[hits[at * 2] ?? 0] ?? '', hits[at * 2 + 1] ?? 0]);
}

test.each([
  ['x', [['x', 1]]],
  ['ask', [['sk', 3]]],
  ['A\t \n b', [['a b', 6]]],
  [
    'X\u00A0\u2009RAY',
    [
      ['x', 1],
      ['x  ray', 6],
    ],
  ],
  [
    'STRASSE',
    [
      ['strass', 6],
      ['ß', 6],
      ['Straße', 7],
    ],
  ],
  [
    'stra\u00ADße',
    [
      ['strass', 6],
      ['ß', 6],
      ['Straße', 7],
    ],
  ],
  [
    'ŒUVRE Æon',
    [
      ['oeuvre', 5],
      ['aeon', 9],
    ],
  ],
  [
    'ta\u0301ssé',
    [
      ['ß', 5],
      ['tasse', 6],
    ],
  ],
  [
    'mdpx',
    [
      ['mdp', 3],
      ['x', 4],
    ],
  ],
  ['md p', []],
])('%j', (text, expected) => {
  expect(hitsIn(text).sort(([, one], [, other]) => one - other)).toEqual(expected);
});

/** The ends of a keyword, found by comparing every stretch of the text. Half a ligature is no letter. */
function endsOf(keyword: string, text: string): number[] {
  const places = Array.from({ length: text.length }, (_, place) => place);
  return places
    .map((place) => place + 1)
    .filter((end) => !/[\s\p{M}\p{Cf}]/u.test(text[end - 1] ?? ''))
    .filter((end) => places.some((start) => start < end && folded(text.slice(start, end)) === folded(keyword)));
}

test('finds what a comparison at every place finds', () => {
  const parts = [
    'x',
    'X',
    'ß',
    'ss',
    's',
    ' ',
    '\n',
    '\u00A0',
    '\u00AD',
    '\u0301',
    'sk',
    'a',
    'b',
    'ray',
    'stra',
    'œ',
    'o',
    'e',
  ];
  const more = ['uvre', 'æ', 'on', 't', 'id:', '1', '-', '2', 'mdp', 'é', '\u200B', '.', '$'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts, ...more), { maxLength: 12 }), (chosen) => {
      const text = chosen.join('');
      for (const keyword of KEYWORDS) {
        const found = hitsIn(text).flatMap(([hit, end]) => (hit === keyword ? [end] : []));
        expect({ keyword, ends: found.sort((one, other) => one - other) }).toEqual({
          keyword,
          ends: endsOf(keyword, text),
        });
      }
    }),
    { numRuns: 300 },
  );
});

test('notes where digits begin and at signs stand, and nothing of it where numbers are not asked for', () => {
  const text = '12 a1\u00AD2 b@3 x45';
  const { digits, ats } = pass(text, INDEX);
  expect([...digits]).toEqual([0, 4, 10, 13]);
  expect([...ats]).toEqual([9]);
  const without = pass(text, indexKeywords(KEYWORDS, false));
  expect([...without.digits, ...without.ats]).toEqual([]);
});
