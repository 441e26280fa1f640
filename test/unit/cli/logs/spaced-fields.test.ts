/** Fields are found 32 bytes at a time; where they end must be what reading byte by byte says. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SpacedFields } from '../../../../src/cli/logs/spaced-fields.js';

const MOST = 10;

/** As `split` of a string would have it. */
function found(bytes: Buffer, start: number, end: number): string[] {
  const fields = new SpacedFields(MOST);
  const count = fields.split(bytes, start, end);
  return Array.from({ length: count }, (_, field) =>
    bytes.toString('latin1', fields.start(bytes, field), fields.ends[field]),
  );
}

const expected = (line: string) =>
  line
    .split(' ')
    .filter((field) => field !== '')
    .slice(0, MOST);

/** Bytes near a space, and those that a sum could carry into their neighbours. */
const byte = fc.constantFrom(0x00, 0x1f, 0x20, 0x20, 0x20, 0x21, 0x41, 0x7f, 0x80, 0x9f, 0xa0, 0xa1, 0xdf, 0xff);
const text = (maxLength: number) =>
  fc.array(byte, { maxLength, size: 'max' }).map((bytes) => Buffer.from(bytes).toString('latin1'));

test('the same fields as byte by byte, wherever the line stands among others', () => {
  fc.assert(
    fc.property(text(40), text(150), text(40), (before, line, after) => {
      const bytes = Buffer.from(before + line + after, 'latin1');
      expect(found(bytes, before.length, before.length + line.length)).toEqual(expected(line));
    }),
    { numRuns: 3000 },
  );
});

test.each(Array.from({ length: 70 }, (_, length) => length))(
  'a field of %i bytes, alone and before another',
  (length) => {
    const field = 'x'.repeat(length);
    for (const line of [field, `${field} y`, ` ${field} `, `${field}  y`])
      for (const after of ['', 'z', ' z'.repeat(40)]) {
        const bytes = Buffer.from(line + after);
        expect(found(bytes, 0, line.length)).toEqual(expected(line));
      }
  },
);

test('what stands in the buffer later is read anew', () => {
  const fields = new SpacedFields(MOST);
  const bytes = Buffer.from('one two   three'.padEnd(64));
  expect(fields.split(bytes, 0, bytes.length)).toBe(3);
  bytes.write('four fivesix'.padEnd(64));
  expect(fields.split(bytes, 0, bytes.length)).toBe(2);
  expect(bytes.toString('latin1', fields.start(bytes, 1), fields.ends[1])).toBe('fivesix');
});
