import { describe, expect, test } from '@jest/globals';
import { windowState, type RuleWindow } from '../../../src/policy/window.js';

type Slot = NonNullable<RuleWindow['weekly']>[number];

/** The first opening after a moment and the closing after it, such as `2026-03-29 01:00 - 2026-03-29 04:00`. */
function nextOpening(days: string, hours: string, after: string, timeZone: string): string {
  const [from = '', to = ''] = hours.split('-');
  const window = { timeZone, weekly: [{ days: days.split('+') as Slot['days'], from, to }] };
  const closed = windowState(window, Date.parse(after), 'UTC');
  expect(closed.open).toBe(false);
  const opened = windowState(window, closed.changesAtMs ?? Number.NaN, 'UTC');
  expect(opened.open).toBe(true);
  return [closed.changesAtMs, opened.changesAtMs].map(written).join(' - ');
}

const written = (ms: number | null): string =>
  ms === null ? 'never' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

describe('clocks put forward', () => {
  test.each([
    ['hours that come after it', '09:00-17:00', '2026-03-29 07:00 - 2026-03-29 15:00'],
    ['a start that is left out', '02:30-06:00', '2026-03-29 01:00 - 2026-03-29 04:00'],
    ['an end that is left out', '00:30-02:30', '2026-03-28 23:30 - 2026-03-29 01:00'],
    ['a slot that is left out altogether', '02:15-02:45', '2026-04-05 00:15 - 2026-04-05 00:45'],
    ['a slot that touches the jump', '03:00-04:00', '2026-03-29 01:00 - 2026-03-29 02:00'],
    ['a day of 23 hours', '00:00-24:00', '2026-03-28 23:00 - 2026-03-29 22:00'],
    ['from a time left out, a day round', '02:30-02:30', '2026-03-29 01:00 - 2026-03-30 00:30'],
  ])('in Paris in 2026: %s', (_, hours, expected) => {
    expect(nextOpening('sun', hours, '2026-03-28T12:00:00Z', 'Europe/Paris')).toBe(expected);
  });

  test.each([
    ['Europe/Paris', '2027-03-27T12:00:00Z', '02:30-06:00', '2027-03-28 01:00 - 2027-03-28 04:00'],
    ['America/New_York', '2026-03-07T12:00:00Z', '02:30-06:00', '2026-03-08 07:00 - 2026-03-08 10:00'],
    ['America/New_York', '2026-03-07T12:00:00Z', '01:00-02:30', '2026-03-08 06:00 - 2026-03-08 07:00'],
    ['America/New_York', '2027-03-13T12:00:00Z', '02:30-06:00', '2027-03-14 07:00 - 2027-03-14 10:00'],
    ['America/New_York', '2027-03-13T12:00:00Z', '02:15-02:45', '2027-03-21 06:15 - 2027-03-21 06:45'],
    // by half an hour
    ['Australia/Lord_Howe', '2026-10-03T00:00:00Z', '02:15-06:00', '2026-10-03 15:30 - 2026-10-03 19:00'],
    // at midnight: the day begins at 01:00
    ['America/Havana', '2026-03-07T12:00:00Z', '00:00-06:00', '2026-03-08 05:00 - 2026-03-08 10:00'],
  ])('in %s after %s: %s', (timeZone, after, hours, expected) => {
    expect(nextOpening('sun', hours, after, timeZone)).toBe(expected);
  });
});

describe('clocks put back', () => {
  test.each([
    ['hours that come after it', '09:00-17:00', '2026-10-25 08:00 - 2026-10-25 16:00'],
    ['a start that comes twice is the first', '02:30-06:00', '2026-10-25 00:30 - 2026-10-25 05:00'],
    ['an end that comes twice is the last', '00:30-02:30', '2026-10-24 22:30 - 2026-10-25 01:30'],
    ['a slot that comes twice is one', '02:15-02:45', '2026-10-25 00:15 - 2026-10-25 01:45'],
    ['an end at the time they are put back to is the first', '00:00-02:00', '2026-10-24 22:00 - 2026-10-25 00:00'],
    ['the very hour', '02:00-03:00', '2026-10-25 00:00 - 2026-10-25 02:00'],
    ['a day of 25 hours', '00:00-24:00', '2026-10-24 22:00 - 2026-10-25 23:00'],
  ])('in Paris in 2026: %s', (_, hours, expected) => {
    expect(nextOpening('sun', hours, '2026-10-24T12:00:00Z', 'Europe/Paris')).toBe(expected);
  });

  test.each([
    ['Europe/Paris', '2027-10-30T12:00:00Z', '02:30-06:00', '2027-10-31 00:30 - 2027-10-31 05:00'],
    ['America/New_York', '2026-10-31T12:00:00Z', '01:30-04:00', '2026-11-01 05:30 - 2026-11-01 09:00'],
    ['America/New_York', '2026-10-31T12:00:00Z', '00:00-01:30', '2026-11-01 04:00 - 2026-11-01 06:30'],
    ['America/New_York', '2027-11-06T12:00:00Z', '01:30-04:00', '2027-11-07 05:30 - 2027-11-07 09:00'],
    // by half an hour
    ['Australia/Lord_Howe', '2026-04-04T00:00:00Z', '01:45-06:00', '2026-04-04 14:45 - 2026-04-04 19:30'],
    // at 01:00, so that the day begins twice
    ['America/Havana', '2026-10-31T12:00:00Z', '00:00-06:00', '2026-11-01 04:00 - 2026-11-01 11:00'],
  ])('in %s after %s: %s', (timeZone, after, hours, expected) => {
    expect(nextOpening('sun', hours, after, timeZone)).toBe(expected);
  });
});

test('a day that ends before the first hour comes twice is not drawn into it', () => {
  const saturday = nextOpening('sat', '00:00-24:00', '2026-10-30T12:00:00Z', 'America/Havana');
  expect(saturday).toBe('2026-10-31 04:00 - 2026-11-01 04:00');
});

test('a slot that began two days ago is open when clocks are about to be put back over midnight', () => {
  // Casey station: Friday 2010-03-05 02:00 became Thursday 23:00, at 15:00 UTC; it is Friday 01:00.
  const window: RuleWindow = { weekly: [{ days: ['wed'], from: '23:30', to: '23:15' }] };
  const state = windowState(window, Date.parse('2010-03-04T14:00:00Z'), 'Antarctica/Casey');
  expect(state).toEqual({ open: true, changesAtMs: Date.parse('2010-03-04T15:15:00Z') });
});

test.each([
  ['a night in which clocks go forward lasts an hour less', '2026-03-28', '2026-03-28 21:00 - 2026-03-29 04:00'],
  ['a night in which clocks go back lasts an hour more', '2026-10-24', '2026-10-24 20:00 - 2026-10-25 05:00'],
])('%s', (_, day, expected) => {
  expect(nextOpening('sat', '22:00-06:00', `${day}T12:00:00Z`, 'Europe/Paris')).toBe(expected);
});

describe('a zone that changes its rules', () => {
  test.each([
    ['with daylight saving', '2022-07-03T00:00:00Z', '2022-07-04 14:00 - 2022-07-04 22:00'],
    ['after it was given up', '2023-07-02T00:00:00Z', '2023-07-03 15:00 - 2023-07-03 23:00'],
  ])('Mexico City %s', (_, after, expected) => {
    expect(nextOpening('mon', '09:00-17:00', after, 'America/Mexico_City')).toBe(expected);
  });

  test('Almaty put its clocks back for good on 2024-03-01', () => {
    const opening = (after: string) => nextOpening('thu+fri', '09:00-17:00', after, 'Asia/Almaty');
    expect(opening('2024-02-28T23:00:00Z')).toBe('2024-02-29 03:00 - 2024-02-29 11:00');
    expect(opening('2024-02-29T23:00:00Z')).toBe('2024-03-01 04:00 - 2024-03-01 12:00');
  });

  /** Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31, at 2011-12-30 10:00 UTC. */
  test.each([
    ['thu+fri+sat', '09:00-17:00', '2011-12-29T12:00:00Z', '2011-12-29 19:00 - 2011-12-30 03:00'],
    ['thu+fri+sat', '09:00-17:00', '2011-12-30T03:00:00Z', '2011-12-30 19:00 - 2011-12-31 03:00'],
    ['thu', '22:00-06:00', '2011-12-29T12:00:00Z', '2011-12-30 08:00 - 2011-12-30 10:00'],
    ['fri', '09:00-17:00', '2011-12-24T12:00:00Z', '2012-01-05 19:00 - 2012-01-06 03:00'],
    ['fri', '22:00-06:00', '2011-12-29T12:00:00Z', '2011-12-30 10:00 - 2011-12-30 16:00'],
  ])('Apia left out a Friday: %s %s after %s', (days, hours, after, expected) => {
    expect(nextOpening(days, hours, after, 'Pacific/Apia')).toBe(expected);
  });
});

test.each([
  ['Asia/Kathmandu', '2026-11-23 03:15 - 2026-11-23 11:15'],
  ['Asia/Kolkata', '2026-11-23 03:30 - 2026-11-23 11:30'],
  ['Pacific/Chatham', '2026-11-22 19:15 - 2026-11-23 03:15'],
  ['America/St_Johns', '2026-11-23 12:30 - 2026-11-23 20:30'],
  ['Pacific/Kiritimati', '2026-11-22 19:00 - 2026-11-23 03:00'],
  ['Pacific/Pago_Pago', '2026-11-23 20:00 - 2026-11-24 04:00'],
])('office hours in %s', (timeZone, expected) => {
  expect(nextOpening('mon', '09:00-17:00', '2026-11-22T12:00:00Z', timeZone)).toBe(expected);
});
