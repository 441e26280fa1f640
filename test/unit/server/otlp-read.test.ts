/** OTLP in the spellings of the programs on its way, and whatever else somebody sends: read right, or refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventLineSchema } from '../../../src/server/event-schema.js';
import { readOtlpRequest } from '../../../src/server/otlp-read.js';
import { type Event } from '../../../src/events/event.js';
import { eventKinds } from '../../../src/events/event-kinds.js';
import { otlpRequest } from '../../../src/events/otlp.js';
import { NOW_MS } from '../../support/policies.js';
import { anEvent } from '../../support/recorded-events.js';

const sender = {
  ...{ supportId: '3F2A1-9BC01', extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
};
const EVENT = anEvent({ count: 3, ring: 'pilot', identity: 'ada', justification: 'é', lastAtMs: NOW_MS + 5 });

const sent = (...events: Partial<Event>[]) => JSON.stringify(otlpRequest(sender, events.map(anEvent)));
const read = (text: string) => readOtlpRequest(JSON.parse(text), NOW_MS);
const snake = (text: string) =>
  text.replace(/"[a-z]+(?:[A-Z][a-z]+)+":/g, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

describe('the same event is read from', () => {
  test.each<[string, (text: string) => string]>([
    ['what the extension sends', (text) => text],
    ['names as in the protocol’s definition', snake],
    ['whole numbers as numbers', (text) => text.replace(/"intValue":"(\d{1,15})"/g, '"intValue":$1')],
    ['whole numbers as doubles', (text) => text.replace(/"intValue":"(\d{1,15})"/g, '"doubleValue":$1')],
    ['whole numbers as texts', (text) => text.replace(/"intValue":"(\d{1,15})"/g, '"stringValue":"$1"')],
    ['a record without eventName', (text) => text.replace('"eventName":"gatepost.restricted",', '')],
    ['an eventName of nothing', (text) => text.replace('"eventName":"gatepost.restricted"', '"eventName":""')],
    ['the body alone', (text) => text.replace('"eventName":"gatepost.restricted",', '').replace('event.name', 'x')],
    ['a record with the observed time alone', (text) => text.replace(/"timeUnixNano":"\d+"/, '"timeUnixNano":"0"')],
    ['attributes nobody knows', (text) => text.replace('"attributes":[', '"attributes":[{"key":"k","value":{}},')],
    [
      'ids of a trace',
      (text) => text.replace('"eventName"', '"traceId":"5b8efff798038103d269b633813fc60c","eventName"'),
    ],
  ])('%s', (_, change) => {
    const expected = readOtlpRequest(otlpRequest(sender, [EVENT]), NOW_MS);
    expect(expected).toMatchObject({ rejected: 0, events: [{ kind: 'restricted', count: 3, revision: 7 }] });
    expect(read(change(JSON.stringify(otlpRequest(sender, [EVENT]))))).toEqual(expected);
  });

  test('eventName rather than the attribute, and the attribute rather than the body', () => {
    const [first, second] = ['"eventName":"gatepost.warned"', '"stringValue":"gatepost.observed"'];
    const both = sent({}).replace('"eventName":"gatepost.restricted"', first);
    expect(read(both.replace('"stringValue":"gatepost.restricted"', second))?.events[0]?.kind).toBe('warned');
    const attribute = sent({}).replace('"eventName":"gatepost.restricted",', '');
    expect(read(attribute.replace('"stringValue":"gatepost.restricted"', second))?.events[0]?.kind).toBe('observed');
  });
});

test('records of other services are refused, and told apart from ours that are wrong', () => {
  const other = (
    JSON.parse(sent({}).replace('"stringValue":"gatepost"', '"stringValue":"shop"')) as { resourceLogs: [] }
  ).resourceLogs;
  const own = (JSON.parse(sent({ count: 0 }, {})) as { resourceLogs: [] }).resourceLogs;
  expect(readOtlpRequest({ resourceLogs: [...other, ...own] }, NOW_MS)).toMatchObject({ rejected: 2, foreign: 1 });
});

describe('what is no name of its kind is refused', () => {
  test.each<[string, Partial<Event>]>([
    ['a second site in the host', { host: 'x.test","chatgpt.com' }],
    ['markup in the host', { host: '<b>.test' }],
    ['a line break in the tool', { tool: 'chatgpt\nclaude' }],
    ['a capital in the rule', { rule: 'Rule' }],
    ['a colour in the id', { id: 'a\u001B[31m' }],
    ['markup in an id of a decision', { decisions: ['<img>'] }],
    ['a line break in the code', { code: 'a\nb' }],
    ['a revision below none', { revision: -1 }],
    ['a count beyond all browsers', { count: 2 ** 40 }],
    ['a moment beyond the calendar', { firstAtMs: 1e18 }],
  ])('%s', (_, forged) => {
    expect(read(sent(forged))).toMatchObject({ events: [], rejected: 1 });
  });

  test.each(['', 'a b', 'A","B', 'A\n', 'x'.repeat(200), '<b>'])('a browser called %j', (supportId) => {
    const request = otlpRequest({ ...sender, supportId }, [anEvent()]);
    expect(readOtlpRequest(JSON.parse(JSON.stringify(request)), NOW_MS)).toMatchObject({ events: [], rejected: 1 });
  });
});

describe('whatever is sent', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null));
  const value = fc.oneof(
    fc.record({ stringValue: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('chatgpt.com', '"', '\u202E')) }),
    fc.record({ intValue: fc.oneof(fc.string(), fc.integer().map(String), fc.integer()) }),
    fc.record({ arrayValue: fc.record({ values: fc.array(fc.record({ stringValue: fc.string() })) }) }),
    anything,
  );
  const KEYS = [
    ...['log.record.uid', 'gatepost.decision.ids', 'gatepost.code', 'gatepost.detail', 'server.address', 'event.name'],
    ...['gatepost.tool.id', 'gatepost.rule.id', 'gatepost.action', 'gatepost.policy.revision', 'gatepost.ring'],
    ...['enduser.id', 'gatepost.justification', 'gatepost.last_time_unix_nano', 'gatepost.count', '__proto__'],
  ];
  const attribute = fc.record({ key: fc.constantFrom(...KEYS), value });
  const record = fc.record({
    timeUnixNano: fc.oneof(
      fc.string(),
      fc.nat().map((ms) => `${ms}000000`),
    ),
    eventName: fc.oneof(
      fc.constantFrom(...eventKinds).map((kind) => `gatepost.${kind}`),
      anything,
    ),
    attributes: fc
      .array(attribute)
      .map((list) => [...list, { key: 'log.record.uid', value: { stringValue: 'an-id' } }] as unknown),
  });

  test('is read without an exception, and every event that comes of it is within the schema and well formed', () => {
    const [resource] = otlpRequest(sender, []).resourceLogs.map((each) => each.resource);
    let [events, records] = [0, 0];
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), (logRecords) => {
        const text = JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
        const found = read(text);
        records += logRecords.length;
        for (const event of found?.events ?? []) {
          events += 1;
          const { at, lastAt, ...rest } = event;
          const line = { ...rest, firstAtMs: Date.parse(at), lastAtMs: Date.parse(lastAt) };
          expect(eventLineSchema.safeParse(line).success).toBe(true);
          expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        }
      }),
      { numRuns: 500 },
    );
    // Both ways are tried: neither is everything refused nor is everything taken.
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(records);
  });

  test('is no request, or one, in whatever shape it comes', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('resourceLogs', 'scopeLogs', 'logRecords', 'attributes'), (part, name) => {
        const request = { resourceLogs: [{ resource: {}, scopeLogs: [{ logRecords: [{}] }] }] };
        // By a function: in a text, `$` and what follows would stand for parts of the request.
        const broken = JSON.stringify(request).replace(`"${name}":[`, () => `"${name}":${JSON.stringify(part)},"x":[`);
        expect(() => read(broken)).not.toThrow();
        expect(() => readOtlpRequest(part, NOW_MS)).not.toThrow();
      }),
    );
  });
});
