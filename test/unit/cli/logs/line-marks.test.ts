/** The marks that WebAssembly finds in 16 bytes at once are those that one finds byte by byte. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineMarks, MOST_BYTES } from '../../../../src/cli/logs/line-marks.js';

const KINDS = [0x20, 0x22, 0xff];
const byte = fc.constantFrom(0x00, 0x0a, 0x0b, 0x20, 0x21, 0x22, 0x41, 0x7f, 0x80, 0xa0, 0xfe, 0xff);
const some = fc.array(byte, { maxLength: 200, size: 'max' });

/** Those of the lines that were found, and where the last one ends. */
function marksIn(marks: LineMarks, bytes: Buffer, from: number, to: number) {
  const end = marks.find(bytes, from, to);
  const count = marks.positions.indexOf(end - 1) + 1;
  return { end, positions: end === from ? [] : [...marks.positions.subarray(0, count)] };
}

function expected(bytes: Buffer, from: number, to: number) {
  const end = bytes.subarray(0, to).lastIndexOf(0x0a) + 1;
  if (end <= from) return { end: from, positions: [] };
  const all = [...bytes.keys()].filter((at) => [0x0a, ...KINDS].includes(bytes[at] ?? 0));
  return { end, positions: all.filter((at) => at >= from && at < end) };
}

test.each([
  ['together', () => new LineMarks(KINDS)],
  ['one by one', () => new LineMarks(KINDS, 0, null)],
])('%s: of whole lines, wherever they stand, and after longer ones', (_, newMarks) => {
  const marks = newMarks();
  fc.assert(
    fc.property(some, some, some, (before, own, after) => {
      const bytes = Buffer.from([...before, ...own, ...after]);
      const [from, to] = [before.length, before.length + own.length];
      expect(marksIn(marks, bytes, from, to)).toEqual(expected(bytes, from, to));
    }),
    { numRuns: 2000 },
  );
});

test('as many lines as there is room for, and none when the first one is longer', () => {
  const marks = new LineMarks(KINDS);
  const bytes = Buffer.from(`${' '.repeat(MOST_BYTES - 3)}\n\n${'x'.repeat(MOST_BYTES)}\n`);
  expect(marks.find(bytes, 0, bytes.length)).toBe(MOST_BYTES - 1);
  expect(marks.positions[MOST_BYTES - 2]).toBe(MOST_BYTES - 2);
  expect(marks.find(bytes, MOST_BYTES - 1, bytes.length)).toBe(MOST_BYTES - 1);
});

test('WebAssembly is there to be used', () => {
  const singly = new LineMarks(KINDS, 0, null);
  expect(new LineMarks(KINDS).positions.buffer.byteLength).toBeGreaterThan(singly.positions.buffer.byteLength);
});
