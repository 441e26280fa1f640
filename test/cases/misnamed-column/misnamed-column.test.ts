/** Columns and formats that are named are held to the log. */
import { expect, test } from '@jest/globals';
import { caseLogs } from '../../support/case-logs.js';
import { refusalOf } from '../../support/refusal.js';

const { ofCase, ofText } = caseLogs();

test('columns that are not there are an error with those there are', async () => {
  const refusal = await refusalOf(() =>
    ofCase('misnamed-column/mis.csv', { columns: { user: 'whoo', time: 'whenn' } }),
  );
  expect(refusal.message).toContain('no column "whoo" (for user), "whenn" (for time); its columns are url, who, when');
  expect(refusal.exitCode).toBe(2);
});

test('in a W3C log as well', async () => {
  const log = '#Fields: date time c-ip cs-host\n2026-11-23 08:00:00 10.1.2.3 chatgpt.com\n';
  const refusal = await refusalOf(() => ofText(log, { columns: { user: 'cs-user' } }));
  expect(refusal.message).toContain('no column "cs-user" (for user); its columns are date, time, c-ip, cs-host');
});

test.each([
  ['https://chatgpt.com/,kim,2026-11-23', /no line of headings: it has the value "https:\/\/chatgpt.com\/"/],
  ['1795000000.123 31 10.1.2.3 TCP_MISS/200 9 GET http://chatgpt.com/ kim DIRECT/- -', /no line of headings/],
  ['who,when', /no column of .* is known to hold the address.*its columns are who, when/],
])('a first line that is no line of headings is not swallowed: %s', async (first, message) => {
  const refusal = await refusalOf(() => ofText(`${first}\nhttps://chatgpt.com/,kim,2026-11-23\n`, { format: 'csv' }));
  expect(refusal.message).toMatch(message);
});

test('fields that are not where they should be are not read', async () => {
  const head = 'time,user,url,status';
  const shifted = ['2026-11-23,kim,lee,https://chatgpt.com/,200', '2026-11-23,kim,200', '2026-11-23,kim,200,x'];
  const { log } = await ofText([head, ...shifted, '2026-11-23,kim,https://chatgpt.com/,200'].join('\n'));
  expect(log).toMatchObject({ requests: 1, malformed: 3, unreadPercent: 75 });
  const squid = (user: string) =>
    `1795000000.123 31 10.1.2.3 TCP_MISS/200 9 GET http://chatgpt.com/ ${user} DIRECT/- -\n`;
  const spaced = await ofText(squid('kim') + squid('kim lee'));
  expect(spaced.log).toMatchObject({ requests: 1, malformedReasons: { 'shifted-fields': 1 } });
});

test('headings that are repeated, where logs were put together, are no request', async () => {
  const part = 'url,user\nhttps://chatgpt.com/,kim\n';
  expect((await ofText(part + part)).log).toMatchObject({ requests: 2, malformed: 0 });
});
