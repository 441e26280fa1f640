/** French says "1er décembre", and no other day so. */
import { expect, test } from '@jest/globals';
import { firstOfMonth } from '../../../src/protocol/first-of-month.js';

const format = (language: string, day: string, options: Intl.DateTimeFormatOptions) =>
  firstOfMonth(new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(Date.parse(day)), language);

test.each([
  ['fr', '2026-12-01', 'long', '1er décembre 2026'],
  ['fr-CA', '2026-08-01', 'long', '1er août 2026'],
  ['fr', '2026-02-01', 'medium', '1er févr. 2026'],
  ['fr', '2026-12-11', 'long', '11 décembre 2026'],
  ['fr', '2026-12-21', 'long', '21 décembre 2026'],
  ['es', '2026-12-01', 'long', '1 de diciembre de 2026'],
  ['en', '2026-12-01', 'long', 'December 1, 2026'],
] as const)('%s, %s, %s', (language, day, dateStyle, wanted) => {
  expect(format(language, day, { dateStyle })).toBe(wanted);
});

test('every month', () => {
  const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-01`);
  for (const day of months) {
    expect(format('fr', day, { weekday: 'long', day: 'numeric', month: 'long' })).toContain(' 1er ');
    expect(format('fr', day, { day: 'numeric', month: 'short' })).toMatch(/^1er /);
  }
});
