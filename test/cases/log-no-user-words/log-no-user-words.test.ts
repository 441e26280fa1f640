/** Words that logs write where they know nobody: no person, so the client's address is who it was. */
import { expect, test } from '@jest/globals';
import { caseLogs, inShort } from '../../support/case-logs.js';

const { ofCase, ofText } = caseLogs();

test('in CSV', async () => {
  const report = await ofCase('log-no-user-words/proxy.csv');
  expect(inShort(report)).toEqual({ people: 7, restricted: 3, tools: { chatgpt: 3 }, unread: 0 });
  expect(report.restricted.peoplePercent).toBe(42.86);
});

test('in W3C logs', async () => {
  expect(inShort(await ofCase('log-no-user-words/tmg.log'))).toMatchObject({ people: 3, restricted: 3, unread: 0 });
});

const WORDS = [
  ...['-', '--', '', '""', "''", '(null)', '<null>', '[null]', 'NULL', 'None', 'nil', 'N/A', 'n/a', 'Anonymous'],
  ...['ANONYMOUS', 'ACME\\anonymous', 'Unknown', '(unknown)', 'Not available', 'NOT_AVAILABLE', 'unauthenticated', '*'],
];

test.each(WORDS)('%p is nobody in JSON, whatever its case', async (user) => {
  const lines = ['10.1.2.3', '10.1.2.4'].map((ip) => JSON.stringify({ url: 'https://chatgpt.com/', user, src: ip }));
  expect(inShort(await ofText(lines.join('\n')))).toMatchObject({ people: 2, restricted: 2 });
});

test.each(['-', 'anonymous', 'N/A', 'unknown', '(null)', 'NONE', 'nil'])(
  '%p is nobody in a Squid log',
  async (user) => {
    const line = (ip: string) =>
      `1795000000.123 31 ${ip} TCP_TUNNEL/200 9 CONNECT chatgpt.com:443 ${user} HIER_DIRECT/- -\n`;
    expect(inShort(await ofText(line('10.1.2.3') + line('10.1.2.4')))).toMatchObject({ people: 2, restricted: 2 });
  },
);

test.each(['Nona', 'annika', 'Unkner', 'nilsson', 'ACME\\kim', 'none@acme.example'])('%p is a person', async (user) => {
  const lines = ['10.1.2.3', '10.1.2.4'].map((ip) => JSON.stringify({ url: 'https://chatgpt.com/', user, src: ip }));
  expect(inShort(await ofText(lines.join('\n')))).toMatchObject({ people: 1 });
});
