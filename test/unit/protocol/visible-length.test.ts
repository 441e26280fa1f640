import { expect, test } from '@jest/globals';
import { visibleLength } from '../../../src/protocol/visible-length.js';

test.each([
  ['', 0],
  [' \n\t\u00a0\u3000', 0],
  ['\u200b\u200c\u200d\u2060\ufeff\u00ad', 0],
  ['\u2800\u3164\u115f\u1160\uffa0\u180e\u034f\ufe0f\u{e0020}\u{1d173}', 0],
  ['\u0007\u202e\ue000\u0301', 0],
  ['.', 1],
  ['a b', 2],
  ['e\u0301tude', 5],
  ['\u6570\u636e', 2],
  ['\u{1f600}\u200d\u{1f600}', 2],
])('of %j is %i', (text, length) => {
  expect(visibleLength(text)).toBe(length);
});
