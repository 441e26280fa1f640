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

test.each([
  { daemon: 'dnsmasq', format: 'dnsmasq', addresses: NAMES, refused: 0, others: 11, malformed: 0 },
  { daemon: 'bind', format: 'bind', addresses: NAMES, refused: 0, others: 0, malformed: 0 },
  { daemon: 'unbound', format: 'unbound', addresses: NAMES, refused: 0, others: expect.any(Number), malformed: 0 },
  {
    ...{ daemon: 'squid', format: 'squid', refused: 2, others: 1, malformed: 0 },
    addresses: [...pagesOf('chatgpt.com'), ...pagesOf('www.portal.example'), 'chatgpt.com:443'],
  },
  {
    // Its last line is a request that nginx could not read either.
    ...{ daemon: 'nginx', format: 'combined', refused: 0, others: 0, malformed: 1 },
    addresses: ['chatgpt.com', 'claude.ai', 'www.portal.example'].flatMap(pagesOf),
  },
])('$daemon is recognised, and every line of it is accounted for', async (expected) => {
  const text = recorded(`${expected.daemon}.log`);
  // Lines without a year are of the day on which they were written.
  const { addresses, people, times, reading } = await read(text, { nowMs: Date.parse('2026-12-01T00:00:00Z') });
  expect(addresses).toEqual(expected.addresses);
  expect([...people]).toEqual(['127.0.0.1']);
  expect(new Set(times.map((ms) => new Date(ms).toISOString().slice(0, 10)))).toEqual(new Set(['2026-11-30']));
  const others = reading.otherKinds.reduce((sum, { lines }) => sum + lines, 0);
  expect({ format: reading.logs[0]?.format, refused: reading.refused, others, malformed: reading.malformed }).toEqual({
    ...{ format: expected.format, refused: expected.refused, others: expected.others, malformed: expected.malformed },
  });
  expect(addresses.length + reading.refused + others + reading.malformed).toBe(text.trim().split('\n').length);
});

test('the versions of the daemons are recorded', () => {
  expect(recorded('versions.txt')).toMatch(/^dnsmasq: .*\nbind: .*\nunbound: .*\nsquid: .*\nnginx: .*\n$/);
});
