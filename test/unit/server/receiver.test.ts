/** The embedded collector: what browsers send reaches the disk, and everything else is refused with OTLP's own statuses. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CollectOptions } from '../../../src/server/receiver.js';
import { serve, type PolicyServer } from '../../../src/cli/commands/serve/run.js';
import { otlpRequest } from '../../../src/events/otlp.js';
import { collectedEvents, collectedLines } from '../../support/collected-files.js';
import { understoodResponse } from '../../support/otlp-definition.js';
import { anEvent } from '../../support/recorded-events.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const TOKEN = 'a-token-of-some-length';
const sender = {
  ...{ supportId: '3F2A1-9BC01', extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
};

let folder: string;
let server: PolicyServer;

beforeEach(async () => {
  folder = path.join(await temporaryFolder(), 'events');
});
afterEach(() => server.close());

async function start(options: Partial<CollectOptions> = {}): Promise<void> {
  const published = path.join(folder, '..', 'public');
  await mkdir(published);
  server = await serve(published, '127.0.0.1', 0, { folder, token: null, ...options });
}

interface Post {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

function post(body: string | Buffer, { headers = {}, method = 'POST' }: Post = {}): Promise<Response> {
  const sent = method === 'POST' ? { body: typeof body === 'string' ? body : new Uint8Array(body) } : {};
  return fetch(server.eventsUrl ?? '', {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...sent,
  });
}

const asJson = (...events: Parameters<typeof anEvent>[0][]): string =>
  JSON.stringify(otlpRequest(sender, events.map(anEvent)));

test('lists in lists, however deep, are no more than a record that is refused', async () => {
  const problems: string[] = [];
  await start({ report: (problem) => problems.push(problem) });
  const deep = `${'{"arrayValue":{"values":['.repeat(30_000)}${']}}'.repeat(30_000)}`;
  const resource = `{"attributes":[{"key":"service.name","value":${deep}}]}`;
  const answer = await post(`{"resourceLogs":[{"resource":${resource},"scopeLogs":[{"logRecords":[{}]}]}]}`);
  expect(problems).toEqual([]);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ partialSuccess: { rejectedLogRecords: '1' } });
});

describe('what a browser sends', () => {
  test('is in the file of the day once it is acknowledged, gzipped or not', async () => {
    await start();
    const plain = await post(asJson({ id: 'one' }));
    const zipped = await post(gzipSync(asJson({ id: 'two', ring: 'pilot', identity: 'ada', justification: 'é' })), {
      headers: { 'Content-Encoding': 'gzip', Origin: 'chrome-extension://abc' },
    });
    expect([plain.status, zipped.status]).toEqual([200, 200]);
    expect(understoodResponse((await plain.json()) as object)).toEqual({});
    const { firstAtMs, lastAtMs, ...event } = anEvent({ id: 'one' });
    const [one, two] = await collectedEvents(folder);
    expect(one).toEqual({
      ...event,
      ...{ at: new Date(firstAtMs).toISOString(), lastAt: new Date(lastAtMs).toISOString() },
      receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      ...{ browserId: '3F2A1-9BC01', extensionVersion: '0.1.0' },
      ...{ browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
    });
    expect(two).toMatchObject({ id: 'two', ring: 'pilot', identity: 'ada', justification: 'é' });
  });

  test('is whole when a hundred browsers send at once', async () => {
    await start();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => post(asJson({ id: `event-${index}` }))),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set((await collectedEvents(folder)).map(({ id }) => id)).size).toBe(100);
  });

  test('is taken without what no event has', async () => {
    await start();
    const request = otlpRequest(sender, [anEvent()]);
    const secret = { key: 'url.full', value: { stringValue: 'https://chatgpt.com/SECRET' } };
    request.resourceLogs[0]?.scopeLogs[0]?.logRecords[0]?.attributes.push(secret);
    expect((await post(JSON.stringify(request))).status).toBe(200);
    expect(await collectedLines(folder)).toHaveLength(1);
    expect((await collectedLines(folder)).join()).not.toContain('SECRET');
  });
});

describe('what is no event of ours', () => {
  test.each([
    ['another kind', asJson({ kind: 'unheard-of' as 'restricted' })],
    ['no id', asJson({ id: '' })],
    ['another service', asJson({}).replace('"stringValue":"gatepost"', '"stringValue":"shop"')],
    ['a text too long', asJson({ justification: 'x'.repeat(5_000) })],
    ['a count below one', asJson({ count: 0 })],
    ['a count beyond all browsers', asJson({ count: 2_000_000_000 })],
    ['an address in the place of a host', asJson({ host: 'chatgpt.com/c/42' })],
    ['a query in the place of a host', asJson({ host: 'chatgpt.com?q=plans' })],
    ['a time beyond the calendar', asJson({ firstAtMs: 8.6e15 })],
    ['a time that is none', asJson({ firstAtMs: Number.NaN })],
  ])('is refused one by one, and the rest is taken: %s', async (_, wrong) => {
    await start();
    const [good, bad] = [JSON.parse(asJson({ id: 'good' })), JSON.parse(wrong)] as [
      { resourceLogs: object[] },
      { resourceLogs: object[] },
    ];
    const answer = await post(JSON.stringify({ resourceLogs: [...bad.resourceLogs, ...good.resourceLogs] }));
    expect(answer.status).toBe(200);
    const content = (await answer.json()) as object;
    expect(content).toMatchObject({ partialSuccess: { rejectedLogRecords: '1' } });
    expect(understoodResponse(content)).toEqual(content);
    expect((await collectedEvents(folder)).map(({ id }) => id)).toEqual(['good']);
  });

  test.each<[number, string, string | Buffer, Post]>([
    [400, 'no JSON', '{', {}],
    [400, 'another message', '{"resourceSpans":[]}', {}],
    [400, 'a list', '[]', {}],
    [400, 'no gzip', 'abc', { headers: { 'Content-Encoding': 'gzip' } }],
    [400, 'half a gzip', gzipSync('x'.repeat(9_000)).subarray(0, 20), { headers: { 'Content-Encoding': 'gzip' } }],
    [413, 'too much', ' '.repeat(1_100_000), {}],
    [413, 'a bomb', gzipSync(Buffer.alloc(30_000_000)), { headers: { 'Content-Encoding': 'gzip' } }],
    [415, 'protocol buffers', 'x', { headers: { 'Content-Type': 'application/x-protobuf' } }],
    [415, 'another compression', 'x', { headers: { 'Content-Encoding': 'br' } }],
    [403, 'a web page', asJson({}), { headers: { Origin: 'https://intranet.example' } }],
    [405, 'a question', '', { method: 'GET' }],
  ])('is refused with %i: %s', async (status, _, body, how) => {
    await start();
    const answer = await post(body, how);
    expect(answer.status).toBe(status);
    expect(Object.keys((await answer.json()) as object)).toEqual(['message']);
    expect(await collectedLines(folder)).toEqual([]);
  });
});

test.each([
  ['none', {}, 401],
  ['another', { Authorization: 'Bearer another-token-of-length' }, 401],
  ['the right one', { Authorization: `Bearer ${TOKEN}` }, 200],
])('with a token asked for, %s gets its answer', async (_, headers, status) => {
  await start({ token: TOKEN });
  expect((await post(asJson({}), { headers })).status).toBe(status);
});

test('who guesses tokens is stopped like anybody who asks too often', async () => {
  await start({ token: TOKEN, rate: { burst: 2, perSecond: 0.001 } });
  const guesses = ['first', 'second', 'third'].map((word) => ({ Authorization: `Bearer ${word}` }));
  const statuses = [];
  for (const headers of guesses) statuses.push((await post(asJson({}), { headers })).status);
  expect(statuses).toEqual([401, 401, 429]);
});

test('wrong tokens use up nothing of those who send with the right one behind the same host', async () => {
  await start({ token: TOKEN, rate: { burst: 3, perSecond: 0.001 } });
  const right = { Authorization: `Bearer ${TOKEN}` };
  const statuses = [];
  for (const headers of [{}, {}, {}, {}, right, right, right, right]) {
    statuses.push((await post(asJson({}), { headers })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 429, 200, 200, 200, 429]);
});

describe('X-Forwarded-For', () => {
  const rate = { burst: 1, perSecond: 0.001 };
  const statusFor = async (address: string) =>
    (await post(asJson({}), { headers: { 'X-Forwarded-For': address } })).status;

  test('is not believed, unless it is said that a host in front writes it', async () => {
    await start({ rate });
    expect([await statusFor('192.0.2.1'), await statusFor('192.0.2.2')]).toEqual([200, 429]);
  });

  test('names who asks by its last address: what is before that, anybody may have written', async () => {
    await start({ rate, trustForwardedFor: true });
    expect(await statusFor('192.0.2.1')).toBe(200);
    expect(await statusFor('198.51.100.7, 192.0.2.1')).toBe(429);
    expect(await statusFor('192.0.2.1, 192.0.2.2:4711')).toBe(200);
    expect(await statusFor('192.0.2.2')).toBe(429);
  });

  test('of one network of IPv6 is one', async () => {
    await start({ rate, trustForwardedFor: true });
    expect(await statusFor('2001:db8::1')).toBe(200);
    expect(await statusFor('[2001:db8:0:0:ffff::2]:443')).toBe(429);
    expect(await statusFor('2001:db8:0:1::1')).toBe(200);
    expect(await statusFor('::ffff:192.0.2.9')).toBe(200);
    expect(await statusFor('192.0.2.9')).toBe(429);
  });

  test.each(['', 'unknown', '<script>', '999.1.1.1'])(
    'without an address counts as the host in front: %j',
    async (told) => {
      await start({ rate, trustForwardedFor: true });
      expect([await statusFor(told), await statusFor(`${told}x`)]).toEqual([200, 429]);
    },
  );
});

test('a web page takes nothing from the rate of its browser', async () => {
  await start({ rate: { burst: 1, perSecond: 0.001 } });
  const fromPage = { Origin: 'https://intranet.example' };
  expect((await post(asJson({}), { headers: fromPage })).status).toBe(403);
  expect((await post(asJson({}))).status).toBe(200);
});

test('who asks too often is told when to come back', async () => {
  await start({ rate: { burst: 2, perSecond: 0.001 } });
  const answers = [await post(asJson({})), await post(asJson({})), await post(asJson({}))];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(100);
});

test('a folder that is full takes nothing, and asks to come later', async () => {
  await start({ limits: { totalBytes: 700 } });
  const answers = [await post(asJson({ id: 'one' })), await post(asJson({ id: 'two' }))];
  expect(answers.map(({ status }) => status)).toEqual([200, 503]);
  expect(answers[1]?.headers.get('retry-after')).toBe('3600');
  expect((await collectedEvents(folder)).map(({ id }) => id)).toEqual(['one']);
});

test('what the disk does not take is not acknowledged', async () => {
  const problems: string[] = [];
  folder = '/dev/null/events';
  const published = await temporaryFolder();
  server = await serve(published, '127.0.0.1', 0, { folder, token: null, report: (problem) => problems.push(problem) });
  expect((await post(asJson({}))).status).toBe(503);
  expect(problems).toEqual([expect.stringContaining('/dev/null/events')]);
});

test('without --collect nothing is taken', async () => {
  server = await serve(await temporaryFolder(), '127.0.0.1', 0);
  expect(server.eventsUrl).toBeNull();
  const answer = await fetch(new URL('/v1/logs', server.url), { method: 'POST', body: asJson({}) });
  expect(answer.status).toBe(405);
});
