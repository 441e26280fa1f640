/** What proxies and name servers of Debian wrote themselves, recorded by `scripts/record-logs.mjs`. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { logContents } from '../../../support/read-logs.js';
import { ROOT } from '../../../support/repository.js';

const read = logContents();
const recorded = (name: string) => readFileSync(path.join(ROOT, 'test/corpus/daemon-logs', name), 'utf8');

/** Each was asked for A and AAAA. */
const NAMES = ['chatgpt.com', 'claude.ai', 'www.portal.example'].flatMap((name) => [name, name]);
const FILES = ['/', '/app.js'];
const pagesOf = (host: string) => FILES.map((file) => `http://${host}${file}`);

const VERSIONS = recorded('versions.txt');
/** Lines without a year are of the day on which they were written. */
const DAY = /^recorded on: (.*)$/m.exec(VERSIONS)?.[1] ?? '';
const END_OF_DAY_MS = Date.parse(`${DAY}T24:00:00Z`);

/** How many other lines a daemon writes differs by its version: `request` tells those that it was asked for. */
test.each([
  { daemon: 'dnsmasq', format: 'dnsmasq', addresses: NAMES, refused: 0, request: / query\[/, rest: 'others' },
  { daemon: 'bind', format: 'bind', addresses: NAMES, refused: 0, request: / query: /, rest: 'others' },
  { daemon: 'unbound', format: 'unbound', addresses: NAMES, refused: 0, request: / IN$/, rest: 'others' },
  {
    ...{ daemon: 'squid', format: 'squid', refused: 2, request: / (?:GET|CONNECT) /, rest: 'others' },
    addresses: [...pagesOf('chatgpt.com'), ...pagesOf('www.portal.example'), 'chatgpt.com:443'],
  },
  {
    // A request that nginx could not read either names no site.
    ...{ daemon: 'nginx', format: 'combined', refused: 0, request: /"GET http:/, rest: 'malformed' },
    addresses: ['chatgpt.com', 'claude.ai', 'www.portal.example'].flatMap(pagesOf),
  },
])('$daemon is recognised, and every line of it is accounted for', async (expected) => {
  const text = recorded(`${expected.daemon}.log`);
  const { addresses, people, times, reading } = await read(text, { nowMs: END_OF_DAY_MS });
  expect(addresses).toEqual(expected.addresses);
  expect([...people]).toEqual(['127.0.0.1']);
  expect(new Set(times.map((ms) => new Date(ms).toISOString().slice(0, 10)))).toEqual(new Set([DAY]));
  const others = reading.otherKinds.reduce((sum, { lines }) => sum + lines, 0);
  const lines = text.trim().split('\n');
  const rest = lines.filter((line) => !expected.request.test(line)).length;
  expect({ format: reading.logs[0]?.format, refused: reading.refused, others, malformed: reading.malformed }).toEqual({
    ...{ format: expected.format, refused: expected.refused, others: 0, malformed: 0, [expected.rest]: rest },
  });
  expect(addresses.length + reading.refused + others + reading.malformed).toBe(lines.length);
});

test('the versions of the daemons are recorded, and the day', () => {
  expect(VERSIONS).toMatch(
    /^dnsmasq: .*\nbind: .*\nunbound: .*\nsquid: .*\nnginx: .*\nrecorded on: \d{4}-\d\d-\d\d\n$/,
  );
});
