import { describe, expect, test } from '@jest/globals';
import { ago, dayAndTime, longDate } from '../../../../src/pages/shared/date-format.js';
import { DAY_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';

const HOUR_MS = 60 * MINUTE_MS;

describe('how long ago', () => {
  test.each([
    [0, 'just now'],
    [MINUTE_MS - 1, 'just now'],
    [MINUTE_MS, '1 minute ago'],
    [2 * MINUTE_MS - 1, '1 minute ago'],
    [59 * MINUTE_MS, '59 minutes ago'],
    [HOUR_MS, '1 hour ago'],
    [23 * HOUR_MS, '23 hours ago'],
    [DAY_MS, 'yesterday'],
    [3 * DAY_MS, '3 days ago'],
    [-5 * MINUTE_MS, 'just now'],
    [-3 * DAY_MS, 'just now'],
  ])('%i ms is "%s"', (ms, expected) => {
    expect(ago(NOW_MS - ms, NOW_MS, 'en', 'just now')).toBe(expected);
  });

  test('is told in the reader’s language', () => {
    expect(ago(NOW_MS - 3 * MINUTE_MS, NOW_MS, 'fr', 'à l’instant')).toBe('il y a 3 minutes');
  });
});

test.each([
  ['2026-11-23T12:00:00Z', 'en-GB', '23 November 2026'],
  [Date.parse('2026-11-23T12:00:00Z'), 'fr', '23 novembre 2026'],
])('the date of %s in %s is %s', (moment, language, expected) => {
  expect(longDate(moment, language)).toBe(expected);
});

describe('a day and a time of day', () => {
  const noon = new Date(NOW_MS).setHours(12, 0);
  const six = new Date(NOW_MS).setHours(18, 0);

  test.each([
    ['en-GB', 'today at 18:00'],
    ['fr', 'aujourd’hui à 18\u00a0h'],
    ['de', 'heute um 18:00 Uhr'],
    ['es', 'hoy a las 18:00'],
    ['he', 'היום, 18:00'],
  ])('are joined as one says it in %s', (language, expected) => {
    expect(dayAndTime(six, noon, language)).toBe(expected);
  });

  test.each([
    ['fr', 9, 5, 'aujourd’hui à 9\u00a0h\u00a005'],
    ['es', 1, 0, 'hoy a la 1:00'],
    ['es', 13, 0, 'hoy a las 13:00'],
  ])('are written in %s as one writes %i:%i', (language, hours, minutes, expected) => {
    expect(dayAndTime(new Date(NOW_MS).setHours(hours, minutes), noon, language)).toBe(expected);
  });

  test.each([
    ['en-GB', /^\w+ 1 December at 18:00$|^\w+,? 1 December at 18:00$/],
    ['de', /^\w+, 1\. Dezember um 18:00 Uhr$/],
    ['fr', /^\w+ 1er décembre à 18\u00a0h$/],
    ['es', /^\p{L}+, 1 de diciembre a las 18:00$/u],
  ])('of another week are the day’s name and date in %s', (language, expected) => {
    expect(dayAndTime(new Date(2026, 11, 1, 18).getTime(), new Date(2026, 10, 23, 12).getTime(), language)).toMatch(
      expected,
    );
  });
});
