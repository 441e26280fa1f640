/** What the proxy refused is counted apart: no visit, and nobody of the log's people. */
import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../src/cli/logs/refusal-words.js';
import { caseLogs } from '../../support/case-logs.js';

const { ofText } = caseLogs();
const squid = (user: string, code: string, host: string) =>
  `1795000000.123 31 10.1.2.3 ${code} 9 CONNECT ${host}:443 ${user} HIER_NONE/- -\n`;

/** One of two people reaches ChatGPT; two more were only ever asked to sign in. */
const LOGS: Readonly<Record<string, string>> = {
  squid:
    squid('kim', 'TCP_TUNNEL/200', 'chatgpt.com') +
    squid('lee', 'TCP_TUNNEL/200', 'open.example') +
    squid('max', 'TCP_DENIED/407', 'open.example') +
    squid('ann', 'TCP_DENIED_REPLY/403', 'open.example'),
  combined: ['kim chatgpt.com 200 TCP_TUNNEL', 'lee open.example 200 TCP_TUNNEL', 'max open.example 407 TCP_DENIED']
    .map((line) => line.split(' '))
    .concat([['ann', 'open.example', '403', 'TCP_DENIED']])
    .map(
      ([user = '', host = '', status = '', result = '']) =>
        `10.1.2.3 - ${user} [23/Nov/2026:08:00:00 +0000] "CONNECT ${host}:443 HTTP/1.1" ${status} 9 "-" "x" ${result}:HIER_NONE\n`,
    )
    .join(''),
  csv:
    'url,user,action\nhttps://chatgpt.com/,kim,Allowed\nhttps://open.example/,lee,allow\n' +
    'https://open.example/,max,Blocked\nhttps://open.example/,ann,block-url\n',
  w3c:
    '#Fields: cs-username cs-host sc-status s-action\nkim chatgpt.com 200 TCP_MISS\nlee open.example 200 TCP_HIT\n' +
    'max open.example 407 TCP_MISS\nann open.example 403 TCP_DENIED\n',
  json: [
    { user: 'kim', url: 'https://chatgpt.com/', http: { response: { status_code: 200 } } },
    { user: 'lee', url: 'https://open.example/', event: { type: ['access', 'allowed'] } },
    { user: 'max', url: 'https://open.example/', http: { response: { status_code: 407 } } },
    { user: 'ann', url: 'https://open.example/', event: { type: ['access', 'denied'] } },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(''),
};

test.each(Object.keys(LOGS))('in a log of the format %s', async (format) => {
  const { log, restricted } = await ofText(LOGS[format] ?? '');
  expect(log).toMatchObject({ refused: 2, requests: 2, people: 2, malformed: 0, unreadPercent: 0 });
  expect(restricted).toMatchObject({ people: 1, peoplePercent: 50 });
});

test('a column that says yes', async () => {
  const { log } = await ofText('url,user,blocked\nhttps://open.example/,kim,true\nhttps://open.example/,lee,false\n');
  expect(log).toMatchObject({ refused: 1, requests: 1, people: 1 });
});

describe('a word', () => {
  test.each([
    ...[
      'TCP_DENIED',
      'TCP_DENIED/407',
      'NONE/407',
      'DENIED',
      'Blocked',
      'block-url',
      'BLOCKED_BY_POLICY',
      'reset-both',
    ],
    ...['Drop', 'NetworkProtectionBlocked', 'Denied Connection', '407', '12209'],
  ])('%s is a refusal', (word) => {
    expect(isRefusal(word)).toBe(true);
  });

  test.each([
    ...['TCP_MISS', 'TCP_MISS/403', 'Allowed', 'passthrough', 'Not Blocked', 'alert', 'monitored (would block)', '200'],
    ...['403', '-', '', 'TCP_TUNNEL/200'],
  ])('%p is none', (word) => {
    expect(isRefusal(word)).toBe(false);
  });
});
