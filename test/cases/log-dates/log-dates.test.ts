/** Dates as logs of all countries write them: read as what they are, or told; never by the zone of this machine. */
import { describe, expect, test } from '@jest/globals';
import { LogClock, type DateOrder } from '../../../src/cli/logs/log-clock.js';
import { caseLogs } from '../../support/case-logs.js';
import { NOW_MS } from '../../support/policies.js';
import { refusalOf } from '../../support/refusal.js';

const { ofCase, ofText } = caseLogs();

test.each([
  ['tz.csv', '2026-11-23T02:07:07.000Z', '2026-11-23T02:44:36.000Z'],
  ['iso-comma.csv', '2026-11-23T07:05:25.123Z', '2026-11-23T07:05:25.123Z'],
  ['dmy.csv', '2026-12-06T07:05:25.000Z', '2026-12-16T07:05:25.000Z'],
  ['dmy2.csv', '2026-12-06T07:05:25.000Z', '2026-12-16T07:05:25.000Z'],
])('%s begins at %s and ends at %s', async (file, firstSeen, lastSeen) => {
  const { log } = await ofCase(`log-dates/${file}`);
  expect(log).toMatchObject({ firstSeen, lastSeen, untimed: 0, malformed: 0, zoneless: true });
});

test('tunnels of three days are three visits', async () => {
  expect((await ofCase('log-dates/tunnel-notime.csv')).log).toMatchObject({ requests: 3, visits: 3 });
});

describe('a date that can be read in two ways', () => {
  const log = 'url,user,time\nhttps://chatgpt.com/,kim,06/12/2026 07:05:25\n';

  test('is an error that names it and the way out', async () => {
    const refusal = await refusalOf(() => ofText(log));
    expect(refusal.message).toMatch(/"06\/12\/2026 07:05:25" can be read as day\/month.*--date-order dmy/);
    expect(refusal.exitCode).toBe(2);
  });

  test.each<[DateOrder, string]>([
    ['dmy', '2026-12-06'],
    ['mdy', '2026-06-12'],
  ])('is read in the order %s when that is given: %s', async (dateOrder, day) => {
    expect((await ofText(log, { dateOrder })).log.firstSeen).toContain(day);
  });

  test('beyond the first lines is an error as well', async () => {
    const iso = 'https://chatgpt.com/,kim,2026-11-23T07:05:25Z\n'.repeat(2000);
    const refusal = await refusalOf(() =>
      ofText(`url,user,time\n${iso}https://chatgpt.com/,kim,06/12/2026 07:05:25\n`),
    );
    expect(refusal.message).toContain('--date-order');
  });
});

test('a time that cannot be read is counted and shown, and its request counts', async () => {
  const { log } = await ofText(
    'url,user,time\nhttps://chatgpt.com/,kim,yesterday\nhttps://chatgpt.com/,lee,31.02.2026\n',
  );
  expect(log).toMatchObject({ requests: 2, untimed: 2, unreadPercent: 100, firstSeen: null });
  expect(log.samples[0]).toMatchObject({ line: 2, reason: 'no-time' });
});

test.each([
  ['Mon Nov 23 02:07:07 2026', '2026-11-23T02:07:07.000Z'],
  ['Mon, 23 Nov 2026 02:07:07 GMT', '2026-11-23T02:07:07.000Z'],
  ['23/Nov/2026:02:07:07 +0100', '2026-11-23T01:07:07.000Z'],
  ['23-Nov-2026 02:07:07.5', '2026-11-23T02:07:07.500Z'],
  ['Nov 23 2026 02:07:07', '2026-11-23T02:07:07.000Z'],
  ['Nov 23, 2026 2:07:07 PM', '2026-11-23T14:07:07.000Z'],
  ['Nov 20 02:07:07', '2026-11-20T02:07:07.000Z'],
  ['Dec 24 02:07:07', '2025-12-24T02:07:07.000Z'],
  ['2026-11-23T02:07:07.123456789+05:30', '2026-11-22T20:37:07.123Z'],
  ['2026/11/23 02:07', '2026-11-23T02:07:00.000Z'],
  ['20261123020707', '2026-11-23T02:07:07.000Z'],
  ['1795399627', '2026-11-23T02:07:07.000Z'],
  ['1795399627123', '2026-11-23T02:07:07.123Z'],
  ['1795399627123456', '2026-11-23T02:07:07.123Z'],
  ['1795399627123456789', '2026-11-23T02:07:07.123Z'],
  ['11/23/2026 2:07:07 AM', '2026-11-23T02:07:07.000Z'],
])('%s is %s', (text, moment) => {
  const clock = new LogClock({ order: null, timeZone: 'UTC', nowMs: NOW_MS });
  expect(new Date(Math.trunc(clock.read(text))).toISOString()).toBe(moment);
});

test.each(['5', 'never', '2026-13-01', '2026-11-23 25:00', '2026-11-23T02:07:07 CET'])('%s is no moment', (text) => {
  expect(new LogClock({ order: null, timeZone: 'UTC', nowMs: NOW_MS }).read(text)).toBeNaN();
});

test('a zone that is given is the zone of times without one, with its daylight saving', () => {
  const clock = new LogClock({ order: null, timeZone: 'Europe/Paris', nowMs: NOW_MS });
  expect(new Date(clock.read('2026-11-23 02:07:07')).toISOString()).toBe('2026-11-23T01:07:07.000Z');
  expect(new Date(clock.read('2026-07-23 02:07:07')).toISOString()).toBe('2026-07-23T00:07:07.000Z');
  expect(new Date(clock.read('2026-07-23T02:07:07Z')).toISOString()).toBe('2026-07-23T02:07:07.000Z');
});
