import { describe, expect, test } from '@jest/globals';
import { windowSchema, windowState, type RuleWindow } from '../../../src/policy/window.js';

type Slot = NonNullable<RuleWindow['weekly']>[number];
type Day = Slot['days'][number];

const EVERY_DAY: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `sat+sun 22:00-06:00` as a slot. */
function slot(text: string): Slot {
  const [days = '', hours = ''] = text.split(' ');
  const [from = '', to = ''] = hours.split('-');
  return { days: days === 'daily' ? EVERY_DAY : (days.split('+') as Day[]), from, to };
}

const weekly = (...slots: string[]): RuleWindow => ({ weekly: slots.map(slot) });

/** The next changes after a moment, `+` where the window opens and `-` where it closes, each found from the one before. */
function changes(window: RuleWindow, after: string, timeZone: string, count: number): string[] {
  const found: string[] = [];
  let state = windowState(window, Date.parse(after), timeZone);
  while (found.length < count && state.changesAtMs !== null) {
    const atMs = state.changesAtMs;
    state = windowState(window, atMs, timeZone);
    found.push(`${state.open ? '+' : '-'}${new Date(atMs).toISOString().slice(0, 16)}`);
  }
  return found;
}

const at = (window: RuleWindow, moment: string, timeZone = 'UTC') => {
  const { open, changesAtMs } = windowState(window, Date.parse(moment), timeZone);
  return { open, until: changesAtMs === null ? null : new Date(changesAtMs).toISOString() };
};

describe('moments', () => {
  const november: RuleWindow = { from: '2026-11-01T00:00:00Z', until: '2026-12-01T00:00:00Z' };

  test.each([
    ['before', '2026-10-31T23:59:59.999Z', false, '2026-11-01T00:00:00.000Z'],
    ['at the start', '2026-11-01T00:00:00Z', true, '2026-12-01T00:00:00.000Z'],
    ['just before the end', '2026-11-30T23:59:59.999Z', true, '2026-12-01T00:00:00.000Z'],
    ['at the end', '2026-12-01T00:00:00Z', false, null],
  ])('%s', (_, moment, open, until) => {
    expect(at(november, moment)).toEqual({ open, until });
  });

  test('a window without conditions is always open', () => {
    expect(at({}, '2026-11-01T00:00:00Z')).toEqual({ open: true, until: null });
  });

  test('a start alone never closes', () => {
    expect(at({ from: '2026-11-01T00:00:00Z' }, '2026-11-02T00:00:00Z')).toEqual({ open: true, until: null });
  });
});

describe('moments and weekly hours together', () => {
  const mondays = { ...weekly('mon 09:00-17:00'), timeZone: 'UTC' };

  test('open at the first slot after the start', () => {
    const window = { ...mondays, from: '2026-11-24T00:00:00Z' };
    expect(at(window, '2026-11-01T00:00:00Z')).toEqual({ open: false, until: '2026-11-30T09:00:00.000Z' });
  });

  test('open at the start itself when it lies in a slot', () => {
    const window = { ...mondays, from: '2026-11-23T10:20:30Z' };
    expect(at(window, '2026-11-01T00:00:00Z')).toEqual({ open: false, until: '2026-11-23T10:20:30.000Z' });
  });

  test('close at the end when it lies in a slot', () => {
    const window = { ...mondays, until: '2026-11-23T10:20:30Z' };
    expect(at(window, '2026-11-23T09:00:00Z')).toEqual({ open: true, until: '2026-11-23T10:20:30.000Z' });
  });

  test('stay closed for good when no slot comes before the end', () => {
    const window = { ...mondays, until: '2026-11-30T09:00:00Z' };
    expect(at(window, '2026-11-23T17:00:00Z')).toEqual({ open: false, until: null });
  });

  test('never open when no slot lies between start and end', () => {
    const window = { ...mondays, from: '2026-11-24T00:00:00Z', until: '2026-11-26T00:00:00Z' };
    expect(at(window, '2026-11-01T00:00:00Z')).toEqual({ open: false, until: null });
  });
});

describe('weekly hours', () => {
  test.each([
    ['from the first minute to just before the last', 'mon 09:00-17:00', ['+2026-11-23T09:00', '-2026-11-23T17:00']],
    ['past midnight', 'sun 22:00-06:00', ['+2026-11-22T22:00', '-2026-11-23T06:00']],
    ['to the end of the day', 'sun 22:00-24:00', ['+2026-11-22T22:00', '-2026-11-23T00:00']],
    ['to 00:00, which is the same', 'sun 22:00-00:00', ['+2026-11-22T22:00', '-2026-11-23T00:00']],
    ['a day round when both are equal', 'sun 22:00-22:00', ['+2026-11-22T22:00', '-2026-11-23T22:00']],
    ['across the days that follow', 'sat+sun 00:00-24:00', ['-2026-11-23T00:00', '+2026-11-28T00:00']],
  ])('%s', (_, text, expected) => {
    expect(changes(weekly(text), '2026-11-22T12:00:00Z', 'UTC', 2)).toEqual(expected);
  });

  test('that touch or overlap count as one, in whatever order they stand', () => {
    const window = weekly('mon 12:00-17:00', 'mon 09:00-12:00', 'mon 10:00-11:00', 'mon 16:00-18:00');
    expect(changes(window, '2026-11-22T12:00:00Z', 'UTC', 3)).toEqual([
      '+2026-11-23T09:00',
      '-2026-11-23T18:00',
      '+2026-11-30T09:00',
    ]);
  });

  test('round the clock never change', () => {
    expect(at(weekly('daily 00:00-24:00'), '2026-11-22T12:00:00Z')).toEqual({ open: true, until: null });
    const touching = weekly('daily 02:30-14:00', 'daily 14:00-02:30');
    expect(at(touching, '2026-03-28T12:00:00Z', 'Europe/Paris')).toEqual({ open: true, until: null });
  });

  test('pass the end of the year', () => {
    expect(changes(weekly('thu 22:00-06:00'), '2026-12-31T00:00:00Z', 'Europe/Paris', 3)).toEqual([
      '+2026-12-31T21:00',
      '-2027-01-01T05:00',
      '+2027-01-07T21:00',
    ]);
  });

  test('of a night that began on the day before are still open in the morning', () => {
    expect(at(weekly('sun 22:00-06:00'), '2026-11-23T05:59:59.999Z').open).toBe(true);
    expect(at(weekly('sun 22:00-06:00'), '2026-11-22T05:59:59.999Z').open).toBe(false);
  });
});

describe('the time zone', () => {
  const window = weekly('mon 09:00-17:00');

  test('is the browser’s own', () => {
    expect(changes(window, '2026-11-22T12:00:00Z', 'Asia/Kathmandu', 2)).toEqual([
      '+2026-11-23T03:15',
      '-2026-11-23T11:15',
    ]);
  });

  test('is the window’s when it names one', () => {
    const named = { ...window, timeZone: 'America/New_York' };
    expect(changes(named, '2026-11-22T12:00:00Z', 'Asia/Kathmandu', 1)).toEqual(['+2026-11-23T14:00']);
  });

  test('is UTC when the browser has none that is known', () => {
    expect(changes(window, '2026-11-22T12:00:00Z', 'Etc/Unknown', 1)).toEqual(['+2026-11-23T09:00']);
    expect(changes(window, '2026-11-22T12:00:00Z', '', 1)).toEqual(['+2026-11-23T09:00']);
  });
});

test('a laptop that slept over several edges wakes up to the right answer', () => {
  const window = { ...weekly('mon+tue+wed+thu+fri 09:00-17:00'), timeZone: 'Europe/Paris' };
  const asleepAtMs = Date.parse('2026-10-22T10:00:00Z');
  expect(windowState(window, asleepAtMs, 'UTC').open).toBe(true);
  expect(at(window, '2026-10-26T08:30:00Z')).toEqual({ open: true, until: '2026-10-26T16:00:00.000Z' });
  expect(at(window, '2026-11-01T08:30:00Z')).toEqual({ open: false, until: '2026-11-02T08:00:00.000Z' });
});

describe('the schema', () => {
  const accepts = (window: unknown): boolean => windowSchema.safeParse(window).success;
  const monday = { days: ['mon'], from: '09:00', to: '24:00' };

  test.each([
    [{}],
    [{ from: '2026-11-23T09:00:00Z', until: '2026-11-23T09:00:00.001Z' }],
    [{ weekly: [monday], timeZone: 'Europe/Paris' }],
    // Another browser may know it.
    [{ weekly: [monday], timeZone: 'Europe/Atlantis' }],
  ])('takes %j', (window) => {
    expect(accepts(window)).toBe(true);
  });

  test.each([
    ['an end that is not after the start', { from: '2026-11-23T09:00:00Z', until: '2026-11-23T09:00:00Z' }],
    ['a moment without a zone', { from: '2026-11-23T09:00:00' }],
    ['a day that does not exist', { from: '2026-02-30T00:00:00Z' }],
    ['a zone that is no name', { timeZone: 'Europe Paris' }],
    ['an empty zone', { timeZone: '' }],
    ['an offset for a zone', { timeZone: '+05:30' }],
    ['an empty week', { weekly: [] }],
    ['no days', { weekly: [{ ...monday, days: [] }] }],
    ['unknown days', { weekly: [{ ...monday, days: ['Mon'] }] }],
    ['a start at 24:00', { weekly: [{ ...monday, from: '24:00' }] }],
    ['an end at 24:01', { weekly: [{ ...monday, to: '24:01' }] }],
    ['an hour of one digit', { weekly: [{ ...monday, from: '9:00' }] }],
    ['more than a time', { weekly: [{ ...monday, from: '09:00:00' }] }],
  ])('refuses %s', (_, window) => {
    expect(accepts(window)).toBe(false);
  });

  test('says that the end is wrong, not the window', () => {
    const parsed = windowSchema.safeParse({ from: '2026-11-23T09:00:00Z', until: '2026-11-22T09:00:00Z' });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['until']]);
  });
});
