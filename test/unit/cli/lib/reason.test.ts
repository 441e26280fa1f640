import { expect, test } from '@jest/globals';
import { parseReason } from '../../../../src/cli/lib/reason.js';

test.each([
  ['', /a reason/],
  [' \t', /a reason/],
  ['\u200B', /a reason/],
  ['\u2800 \u3164', /a reason/],
  ['approved\nby nobody', /one line/],
  ['\u001B[31mapproved', /one line/],
  ['x'.repeat(301), /300 characters/],
])('%j is no reason', (text, expected) => {
  expect(() => parseReason(text)).toThrow(expected);
});

test.each([
  [' the pilot is over ', 'the pilot is over'],
  ['.', '.'],
  ['x'.repeat(300), 'x'.repeat(300)],
])('%j is one', (text, reason) => {
  expect(parseReason(text)).toBe(reason);
});
