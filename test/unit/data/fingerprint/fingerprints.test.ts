/** Fingerprints of a text: what changes on its way into a prompt changes none of them, and no text is too odd or too long. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintsOf } from '../../../../src/data/fingerprint/fingerprints.js';
import { GRAM, gramsOf } from '../../../../src/data/fingerprint/grams.js';
import { winnowed } from '../../../../src/data/fingerprint/winnow.js';
import { fastestMs } from '../../../support/processor-time.js';

const KEY = '000102030405060708090a0b0c0d0e0f';
const code = (text: string) => fingerprintsOf(text, { key: KEY, kind: 'code' });
const words = (text: string) => fingerprintsOf(text, { key: KEY, kind: 'text' });

const LINES = [
  "import { readLedger } from './ledger.js';",
  '',
  'export function settle(account, payments) {',
  '  const ledger = readLedger(account.id);',
  "  const open = payments.filter((payment) => payment.state === 'open');",
  '  for (const payment of open) {',
  '    ledger.book(payment.amount, payment.currency);',
  "    payment.state = 'settled';",
  '  }',
  '  return ledger.balance();',
  '}',
];
const PLAIN = LINES.join('\n');

describe('the same code in another form', () => {
  test.each<[string, string]>([
    ['indented with tabs', LINES.map((line) => `\t\t${line.trim()}`).join('\n')],
    ['with the line ends of Windows', LINES.join('\r\n')],
    ['on one line', LINES.join(' ')],
    ['with other quotes and without semicolons', PLAIN.replaceAll("'", '"').replaceAll(';', '')],
    ['as added lines of a diff', LINES.map((line) => `+${line}`).join('\n')],
    ['quoted in a mail', LINES.map((line) => `> ${line}`).join('\n')],
    ['with line numbers', LINES.map((line, at) => `${String(98 + at).padStart(5)}  ${line}`).join('\n')],
    ['with line numbers and a sign behind', LINES.map((line, at) => `${at + 1}: ${line}`).join('\n')],
    ['with line numbers in a diff', LINES.map((line, at) => `+ ${at + 1} | ${line}`).join('\n')],
    ['in capitals', PLAIN.toUpperCase()],
  ])('%s', (_, changed) => {
    expect(code(PLAIN).at.length).toBeGreaterThan(10);
    expect(code(changed)).toEqual(code(PLAIN));
  });

  test('other code, and the same under another key, has none of them', () => {
    const known = new Set(pairs(code(PLAIN).hashes));
    const other = code(PLAIN.replaceAll(/e/g, 'a').replaceAll('t', 's')).hashes;
    expect(pairs(other).filter((pair) => known.has(pair))).toEqual([]);
    const foreign = fingerprintsOf(PLAIN, { key: KEY.replace('f', 'e'), kind: 'code' }).hashes;
    expect(pairs(foreign).filter((pair) => known.has(pair))).toEqual([]);
  });

  test('a number that begins one line alone is a part of it', () => {
    expect(code(`${PLAIN}\n42 is what the ledger of that account has been waiting for`)).not.toEqual(
      code(`${PLAIN}\nis what the ledger of that account has been waiting for`),
    );
  });
});

describe('documents', () => {
  const MINUTES =
    'The board agreed to sell the harbour site to the second bidder before the end of March, and to tell nobody until then.';

  test('the same with other line breaks, punctuation and case', () => {
    expect(words(MINUTES).at.length).toBeGreaterThan(5);
    expect(words(MINUTES.toUpperCase().replaceAll(' ', '\n> ').replaceAll(',', ' –'))).toEqual(words(MINUTES));
  });

  test('a script that sets no spaces has fingerprints too', () => {
    expect(
      words('取締役会は港の土地を三月末までに第二の入札者に売却しそれまで誰にも話さないことに同意した').at.length,
    ).toBeGreaterThan(5);
  });

  test('both kinds at once: those of each, further apart than a stretch', () => {
    const both = fingerprintsOf(MINUTES, { key: KEY, kind: 'both' });
    expect(pairs(both.hashes)).toEqual([...pairs(code(MINUTES).hashes), ...pairs(words(MINUTES).hashes)]);
    const gap = (both.at[code(MINUTES).at.length] ?? 0) - (both.at[code(MINUTES).at.length - 1] ?? 0);
    expect(gap).toBeGreaterThan(300);
  });
});

describe('any text', () => {
  test('never throws, and gives a place for each fingerprint, in order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('code', 'text', 'both'),
        (text, kind) => {
          const { hashes, at } = fingerprintsOf(text, { key: KEY, kind });
          expect(hashes.length).toBe(at.length * 2);
          expect([...at]).toEqual([...at].sort((one, other) => one - other));
        },
      ),
      { numRuns: 40 },
    );
    expect(code('\ud800'.repeat(100)).hashes.length).toBeGreaterThan(0);
  });

  test('a part of a file has every fingerprint that the whole file has there', () => {
    const file = Array.from({ length: 12 }, (_, at) => PLAIN.replaceAll('e', `e${at}`)).join('\n');
    const [grams] = gramsOf(file, { key: KEY, kind: 'code' });
    if (grams === undefined) throw new Error('there are grams');
    const whole = winnowed(grams);
    const lengthOf = (text: string): number => text.replace(/[^a-z0-9]/gi, '').length;
    for (const [from, to] of [
      [100, 170],
      [333, 900],
      [1_000, 3_000],
    ] as const) {
      const [start, end] = [lengthOf(file.slice(0, from)), lengthOf(file.slice(0, to))];
      const there = pairs(whole.hashes).filter((_, index) => {
        const at = whole.at[index] ?? 0;
        return at >= start && at + GRAM.characters <= end;
      });
      const part = new Set(pairs(code(file.slice(from, to)).hashes));
      expect(there.length).toBeGreaterThan(1);
      expect(there.filter((pair) => !part.has(pair))).toEqual([]);
    }
  });

  test.each(['a', '0', '1\n', ' ', '\n', 'ab1_', '漢', '\ud800', '999999 '])(
    '%j again and again takes linear time',
    (unit) => {
      const [short, long] = [unit.repeat(2_000), unit.repeat(16_000)].map((text) =>
        fastestMs(2, () => fingerprintsOf(text, { key: KEY, kind: 'both' })),
      );
      expect(long).toBeLessThan(Math.max(short ?? 0, 5) * 30);
    },
  );
});

test('a key that is none is refused in words', () => {
  for (const key of ['', 'abc', `${KEY}00`, KEY.replace('0', 'g')])
    expect(() => fingerprintsOf('text', { key, kind: 'code' })).toThrow('32 hexadecimal digits');
});

function pairs(hashes: Uint32Array): string[] {
  return Array.from({ length: hashes.length / 2 }, (_, at) => `${hashes[at * 2] ?? 0}:${hashes[at * 2 + 1] ?? 0}`);
}
