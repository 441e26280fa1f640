import { expect, test } from '@jest/globals';
import { shownLine, shownText } from '../../../src/policy/shown-text.js';

test.each([
  ['Chat\u202etpG', 'ChattpG'],
  ['a\u2066b\u2069c\u200f', 'abc\u200f'],
  ['one\u0000two\u001b[31m', 'onetwo[31m'],
  ['one\ntwo\tthree', 'one\ntwo\tthree'],
  ['<script>', '<script>'],
])('%j is shown as %j', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

test('a name is one line', () => {
  expect(shownLine(' Chat\n  GPT\u202e ')).toBe('Chat GPT');
});
