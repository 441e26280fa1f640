/** The one way in: places, masked samples, thresholds, what is switched off, and what no text may do to it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { prepareDetectors, shippedDetectors, type DetectorSet } from '../../../src/data/detector-set.js';
import { scan } from '../../../src/data/scan.js';
import { loadCorpus } from '../../corpus/corpus.js';
import { card, iban } from '../../corpus/numbers.js';
import { Chance } from '../../corpus/random.js';

const chance = new Chance(1);
const KEY = chance.fill('gh·p_{a36}');
const ACCOUNT = iban(' ')(chance);

test('says kind, detector, grade and place of each finding, in the order of the text', () => {
  const { findings, unchecked } = scan(`first line\nuse ${KEY}\r\n\nand pay to ${ACCOUNT}.`);
  expect(unchecked).toEqual([]);
  expect(findings).toEqual([
    expect.objectContaining({
      ...{ kind: 'secret', detector: 'github-token', label: 'GitHub token', grade: 'block', count: 1 },
      place: { start: 15, end: 15 + KEY.length, line: 2 },
    }),
    expect.objectContaining({
      kind: 'personal',
      detector: 'iban',
      label: 'IBAN',
      place: expect.objectContaining({ line: 4 }),
    }),
  ]);
});

test('has nothing to say of an empty text', () => {
  expect(scan('')).toEqual({ findings: [], unchecked: [] });
});

test('shows four characters of a text at most, and none of a password or of code', () => {
  for (const { text } of loadCorpus())
    for (const { kind, sample, place } of scan(text).findings) {
      const value = text.slice(place.start, place.end).replace(/\s/g, ' ');
      const shown = sample.replace('…', '');
      expect(shown.length).toBeLessThanOrEqual(4);
      expect(shown.length).toBeLessThanOrEqual(value.length / 2);
      if (kind === 'code' || kind === 'log') expect(sample).toBe('');
    }
});

test.each(['secret', 'github-token'])('does not look for %s when that is off', (off) => {
  const detectors = prepareDetectors({ off: [off] });
  expect(scan(`use ${KEY} for ${ACCOUNT}`, { detectors }).findings.map(({ kind }) => kind)).toEqual(['personal']);
});

test('needs a word, a group or a right neighbour for a card, and believes no number among others that fail', () => {
  const bare = card('')(chance);
  expect(scan(`please charge ${bare}`).findings).toHaveLength(1);
  expect(scan(`Order ${bare} was shipped`).findings).toEqual([]);
  const numbers = Array.from({ length: 20 }, () => `1${chance.text('d', 15)}`);
  expect(scan([...numbers.slice(0, 10), bare, ...numbers.slice(10)].join('\n')).findings).toEqual([]);
});

test('counts addresses: a few are a mail, ten are a list', () => {
  const addresses = Array.from({ length: 10 }, (_, at) => `person${at}@contoso.com`);
  expect(scan(addresses.slice(0, 9).join(', ')).findings).toEqual([]);
  const [list] = scan(addresses.join(', ')).findings;
  expect(list).toMatchObject({ detector: 'email-list', count: 10 });
  expect(list?.places).toHaveLength(10);
  expect(scan(addresses.slice(0, 3).join(', '), { thresholds: { emails: 3 } }).findings).toHaveLength(1);
});

test('names a detector that fails, and goes on with the others', () => {
  const shipped = shippedDetectors();
  const failing: DetectorSet = {
    ...shipped,
    listeners: shipped.listeners.map((listener) =>
      listener.detector?.id === 'github-token'
        ? {
            ...listener,
            detector: {
              ...listener.detector,
              find: () => {
                throw new RangeError('too much recursion');
              },
            },
          }
        : listener,
    ),
  };
  const { findings, unchecked } = scan(`${KEY} and ${ACCOUNT}`, { detectors: failing });
  expect(unchecked).toEqual(['github-token']);
  expect(findings.map(({ detector }) => detector)).toEqual(['iban']);
});

describe('no text', () => {
  const PIECES = [
    ...[
      '-----BEGIN',
      'PRIVATE KEY-----',
      'password=',
      'eyJ',
      '://',
      '@',
      ':',
      '\n',
      ' ',
      '  at x(',
      '{',
      ';',
      'DE89',
      '4111',
      '-',
      '.',
      '(',
      ')',
    ],
    ...[
      'sk_live_',
      '\uD800',
      '\uDC00',
      '\u0301',
      '\u00AD',
      'ß',
      'æ',
      '\u202F',
      '\0',
      '<',
      '|',
      'TLP:',
      'confidential',
      '0',
      '12',
      '=',
      '"',
    ],
  ];

  test('makes it throw, and every place is inside the text', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary' }), fc.string()), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (pieces) => {
        const joined = pieces.join('');
        const { findings, unchecked } = scan(joined);
        expect(unchecked).toEqual([]);
        let before = 0;
        for (const { place, places, count, sample } of findings) {
          expect(places[0]).toEqual(place);
          expect(place.start).toBeGreaterThanOrEqual(before);
          before = place.start;
          for (const { start, end, line } of places) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(joined.length);
            expect(line).toBe(joined.slice(0, start).split('\n').length);
          }
          expect(count).toBeGreaterThanOrEqual(1);
          expect(sample.length).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
