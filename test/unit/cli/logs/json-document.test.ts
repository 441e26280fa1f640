/** JSON that has no record a line: each object is read once, whatever the spaces, and a damaged one takes in no other. */
import { describe, expect, test } from '@jest/globals';
import { JsonDocument } from '../../../../src/cli/logs/json-document.js';
import { OpenLists } from '../../../../src/cli/logs/json-open-lists.js';
import { caseLogs } from '../../../support/case-logs.js';

const { ofText } = caseLogs();

const record = (user: string, more: object = {}) => ({
  ...{ time: '2026-11-23T07:05:25Z', url: 'https://chatgpt.com/', user },
  ...{ client: { ip: '10.1.2.3', tags: ['a {', 'b ]'] }, parts: [{ id: 1 }, { id: 2 }], ...more },
});
const RECORDS = ['kim', 'lee', 'max'].map((user) => record(user));
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

const LAYOUTS: readonly (readonly [string, string])[] = [
  ['objects over several lines', RECORDS.map(pretty).join('\n')],
  ['a list over several lines', pretty(RECORDS)],
  ['a list with an object a line', `[\n${RECORDS.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`],
  ['a list on one line', JSON.stringify(RECORDS)],
  ['objects behind one another on one line', RECORDS.map((each) => JSON.stringify(each)).join(' ')],
  ['a wrapped list on one line', JSON.stringify({ Records: RECORDS })],
  ['a wrapped list over several lines', pretty({ count: 3, columns: [{ name: 'url' }], value: RECORDS, next: null })],
  ['a list within two objects', JSON.stringify({ took: 3, hits: { total: { value: 3 }, hits: RECORDS } })],
  ['a wrapped list a line', RECORDS.map((each) => JSON.stringify({ records: [each] })).join('\n')],
  ['tabs, CRLF and a byte order mark', `\uFEFF${JSON.stringify(RECORDS, null, '\t').replaceAll('\n', '\r\n')}`],
  ['no spaces before lines', pretty(RECORDS).replace(/^ +/gm, '')],
];

describe.each(LAYOUTS)('%s', (_, text) => {
  test('is read whole', async () => {
    const { log } = await ofText(text);
    expect(log).toMatchObject({ requests: 3, people: 3, malformed: 0, untimed: 0 });
    expect(log.files[0]?.format).toBe('json');
  });

  test('reads the same however it is cut into chunks', () => {
    const found = (size: number) => {
      const objects: string[] = [];
      const broken: string[] = [];
      const document = new JsonDocument({
        object: (bytes, line) => objects.push(`${line} ${bytes.toString()}`),
        broken: (reason) => broken.push(reason),
      });
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += size) document.push(bytes.subarray(at, at + size));
      document.end();
      return { objects, broken };
    };
    const whole = found(1_000_000);
    expect(whole).toMatchObject({ broken: [] });
    expect(whole.objects).toHaveLength(3);
    for (const size of [1, 2, 3, 7, 64]) expect(found(size)).toEqual(whole);
  });
});

test('a product is told by the fields of such objects', async () => {
  const records = ['chatgpt.com', 'claude.ai'].map((host) => ({
    QueryName: host,
    SrcIP: '10.1.2.3',
    Datetime: 1795417525,
  }));
  const { log } = await ofText(pretty({ result: records, success: true }));
  expect(log).toMatchObject({ contacts: 2, malformed: 0, files: [{ format: 'cloudflare-dns' }] });
  expect(log.files[0]?.because).toContain('objects span lines or share one');
});

describe('a record with a list that has the name of one of records', () => {
  const TIME = '2026-11-23T07:05:25Z';
  const own = (user: string, more: object) => ({ time: TIME, url: 'https://intranet.example/', user, ...more });
  const lines = (records: readonly object[]) => `${records.map((each) => JSON.stringify(each)).join('\n')}\n`;
  const THREE = ['kim', 'lee', 'max'];
  const visit = { time: TIME, url: 'https://chatgpt.com/', user: 'kim' };

  test.each<readonly [string, object]>([
    ['an empty list', { events: [] }],
    ['a list of objects that name an address', { results: [{ url: 'https://chatgpt.com/' }] }],
    ['a list of objects that name none', { events: [{ id: 1 }] }],
    ['a list within an object', { response: { hits: [{ id: 1 }] } }],
  ])('%s stays one record, a line or over several lines, and its own address counts', async (_, more) => {
    const records = THREE.map((user) => own(user, more));
    const listFirst = THREE.map((user) => ({ ...more, ...own(user, {}) }));
    const mixed = THREE.map((user) => own(user, user === 'lee' ? more : {}));
    for (const some of [records, listFirst, mixed]) {
      for (const text of [lines(some), some.map(pretty).join('\n'), pretty(some)]) {
        const { log, restricted } = await ofText(text);
        expect(log).toMatchObject({ requests: 3, people: 3, malformed: 0, untimed: 0 });
        expect(restricted.requests).toBe(0);
      }
    }
  });

  test('a large one counts as too long, and its list as nothing', async () => {
    const large = own('lee', { results: [visit], body: 'x'.repeat(2_000_000) });
    const { log } = await ofText([own('kim', {}), large, own('max', {})].map(pretty).join('\n'));
    expect(log).toMatchObject({ requests: 2, people: 2, malformedReasons: { 'too-long': 1 } });
  });

  test.each<readonly [string, object]>([
    ['an empty list before it', { data: [], records: [visit] }],
    ['paging and a time', { page: 2, time: TIME, items: [visit] }],
    ['the host that it is from, without a person or a time', { domain: 'corp.example', events: [visit] }],
  ])('what wraps a list is no record: %s', async (_, wrapper) => {
    for (const text of [JSON.stringify(wrapper), pretty(wrapper)]) {
      const { log, restricted } = await ofText(text);
      expect(log).toMatchObject({ requests: 1, people: 1, malformed: 0 });
      expect(restricted.requests).toBe(1);
    }
  });
});

test('wrapped lists that were cut off again and again are gone through twice at most', () => {
  let found = 0;
  const document = new JsonDocument({ object: () => (found += 1), broken: () => undefined });
  const cutOff = '{"records":[\n{\n "a":{"b":1}},\n{\n "c":1\n';
  const count = 40_000;
  expect(cutOff.length * count).toBeGreaterThan(1024 * 1024);
  document.push(Buffer.from(cutOff.repeat(count)));
  document.end();
  expect(found).toBe(count);
});

test('lists within a list of records are read to the last', async () => {
  const [kim, lee, max] = RECORDS;
  for (const text of [pretty([[kim], [lee], max]), pretty({ value: [kim, [lee], max] })]) {
    expect((await ofText(text)).log).toMatchObject({ requests: 3, people: 3, malformed: 0 });
  }
});

test('lines behind a prefix in brackets count once', async () => {
  const text = RECORDS.map((each) => `[2026-11-23T07:05:25Z] ${JSON.stringify(each)}\n`).join('');
  expect((await ofText(text)).log).toMatchObject({ requests: 3, people: 3, lines: 3, malformed: 0 });
});

test('millions of open brackets take no memory, and the objects behind them are read', () => {
  const lists = new OpenLists();
  for (let depth = 1; depth <= 2_000_000; depth += 1) lists.open(depth);
  expect(lists.count).toBeLessThan(10);
  const objects: string[] = [];
  const document = new JsonDocument({ object: (bytes) => objects.push(bytes.toString()), broken: () => undefined });
  const brackets = 500_000;
  for (const text of ['{"a":1}', '['.repeat(brackets), '{"b":2}', ']'.repeat(brackets), '{"c":3}']) {
    document.push(Buffer.from(`${text}\n`));
  }
  document.end();
  expect(objects).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
});

test('a wrapped list on one line of many megabytes is read in bounded memory', async () => {
  const count = 60_000;
  const text = `{"Records":[${Array.from({ length: count }, (_, at) => JSON.stringify(record(`user${at % 7}`))).join(',')}]}`;
  expect(text.length).toBeGreaterThan(8 * 1024 * 1024);
  expect((await ofText(text)).log).toMatchObject({ requests: count, lines: count, people: 7, malformed: 0 });
});

describe('what is damaged', () => {
  const cutWithin = (text: string) => text.slice(0, text.indexOf('"parts"', text.indexOf('lee')) - 20);

  test.each([
    ['an object that was cut off at the end of the log', cutWithin(pretty(RECORDS)), 1],
    ['one list behind another that was cut off', `${cutWithin(pretty(RECORDS))}\n${pretty(RECORDS)}`, 4],
    ['a wrapped list behind one that was cut off', `${cutWithin(pretty(RECORDS))}\n${pretty({ value: RECORDS })}`, 4],
    ['objects behind one that was cut off', `${cutWithin(pretty(RECORDS))}\n${RECORDS.map(pretty).join('\n')}`, 4],
    ['a text that never ends', pretty(RECORDS).replace('"lee"', '"lee'), 2],
  ])('%s is counted, and nothing else is lost', async (_, text, requests) => {
    expect((await ofText(text)).log).toMatchObject({
      requests,
      malformedReasons: { 'not-json': 1 },
      lines: requests + 1,
    });
  });

  test('lines of another format in the middle are counted, each once', async () => {
    const squid = '1795417525.123 97 10.1.2.3 TCP_MISS/200 8187 GET http://chatgpt.com/ kim DIRECT/- text/html\n';
    const { log } = await ofText(`${RECORDS.map(pretty).join('\n')}\n${squid.repeat(4)}${pretty(record('pat'))}`);
    expect(log).toMatchObject({ requests: 4, malformedReasons: { 'not-json': 4 } });
  });

  test('an object of more than a mebibyte is named, and what follows it is read', async () => {
    const text = pretty([record('kim'), record('lee', { body: 'x'.repeat(3_000_000) }), record('max')]);
    expect((await ofText(text)).log).toMatchObject({ requests: 2, malformedReasons: { 'too-long': 1 } });
  });

  test('an object with several addresses in a list of another name is not one request', async () => {
    const events = ['chatgpt.com', 'claude.ai'].map((host) => ({ url: `https://${host}/` }));
    const text = `${JSON.stringify(record('kim'))}\n${JSON.stringify({ event: [...events], user: 'kim' })}\n`;
    const { log } = await ofText(text);
    expect(log).toMatchObject({ requests: 1, malformedReasons: { 'several-records': 1 } });
  });
});
