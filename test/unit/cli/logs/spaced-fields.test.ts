/** A line's fields are those that a string would be split into, of the line alone and among the marks of many. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineMarks, SPACE } from '../../../../src/cli/logs/line-marks.js';
import { SpacedFields } from '../../../../src/cli/logs/spaced-fields.js';

const MOST = 10;
const fields = new SpacedFields(MOST);

const found = (bytes: Buffer, count: number): string[] =>
  Array.from({ length: count }, (_, field) => bytes.toString('latin1', fields.starts[field], fields.ends[field]));

const expected = (line: string) =>
  line
    .split(' ')
    .filter((field) => field !== '')
    .slice(0, MOST);

const byte = fc.constantFrom(0x00, 0x09, 0x1f, 0x20, 0x20, 0x20, 0x21, 0x41, 0x7f, 0x80, 0xa0, 0xff);
const line = fc.array(byte, { maxLength: 150, size: 'max' }).map((bytes) => Buffer.from(bytes).toString('latin1'));

test('the fields of a line alone, wherever it stands', () => {
  fc.assert(
    fc.property(line, line, line, (before, own, after) => {
      const bytes = Buffer.from(before + own + after, 'latin1');
      expect(found(bytes, fields.split(bytes, before.length, before.length + own.length))).toEqual(expected(own));
    }),
    { numRuns: 2000 },
  );
});

test('the fields of each line of many, with ends of both kinds', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const bytes = Buffer.from(lines.map((each) => each + end).join(''), 'latin1');
      const marks = new LineMarks([SPACE]);
      expect(marks.find(bytes, 0, bytes.length)).toBe(bytes.length);
      let start = 0;
      for (const each of lines) {
        expect(found(bytes, fields.take(bytes, start, marks))).toEqual(expected(each));
        start += each.length + end.length;
        marks.at = marks.positions.indexOf(start - 1) + 1;
      }
    }),
    { numRuns: 2000 },
  );
});
