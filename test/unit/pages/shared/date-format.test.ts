import { describe, expect, test } from '@jest/globals';
import { ago, longDate } from '../../../../src/pages/shared/date-format.js';
import { DAY_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';

const HOUR_MS = 60 * MINUTE_MS;

describe('how long ago', () => {
  test.each([
    [0, 'now'],
    [MINUTE_MS - 1, 'now'],
    [MINUTE_MS, '1 minute ago'],
    [2 * MINUTE_MS - 1, '1 minute ago'],
    [59 * MINUTE_MS, '59 minutes ago'],
    [HOUR_MS, '1 hour ago'],
    [23 * HOUR_MS, '23 hours ago'],
    [DAY_MS, 'yesterday'],
    [3 * DAY_MS, '3 days ago'],
    [-5 * MINUTE_MS, 'now'],
    [-3 * DAY_MS, 'now'],
  ])('%i ms is "%s"', (ms, expected) => {
    expect(ago(NOW_MS - ms, NOW_MS, 'en')).toBe(expected);
  });

  test('is told in the reader’s language', () => {
    expect(ago(NOW_MS - 3 * MINUTE_MS, NOW_MS, 'fr')).toBe('il y a 3 minutes');
  });
});

test.each([
  ['2026-11-23T12:00:00Z', 'en-GB', '23 November 2026'],
  [Date.parse('2026-11-23T12:00:00Z'), 'fr', '23 novembre 2026'],
])('the date of %s in %s is %s', (moment, language, expected) => {
  expect(longDate(moment, language)).toBe(expected);
});
