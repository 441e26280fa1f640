/** Lines that are read among the marks of many come to what each of them comes to alone, however it is damaged. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ColumnNames } from '../../../../src/cli/logs/columns.js';
import { LogRecord, type LogReader } from '../../../../src/cli/logs/log-record.js';
import { recordsOf } from '../../../../src/cli/logs/log-records.js';
import { hasPossibleHost } from '../../../../src/cli/logs/host-check.js';
import { readerForLog } from '../../../../src/cli/logs/open-reader.js';
import { PRESETS } from '../../../../src/cli/logs/presets/all-presets.js';
import { SHAPES } from '../../../bench/log-material.mjs';
import { sampleOf } from '../../../support/preset-samples.js';

const NOW = Date.UTC(2026, 10, 30);

/** The same reader without its way of many lines. */
const singly = (reader: LogReader): LogReader => ({
  read: (line, start, end, record) => reader.read(line, start, end, record),
  get used() {
    return reader.used;
  },
});

function readAs(text: string, way: (reader: LogReader) => LogReader, columns: ColumnNames = {}) {
  const bytes = Buffer.from(text);
  const options = { format: null, columns, nowMs: NOW, timeZone: 'Europe/Vienna', dateOrder: 'mdy' as const };
  const { reader, clock, detected } = readerForLog(bytes, 'a log', options);
  const record = new LogRecord();
  const lines: unknown[] = [];
  const records = recordsOf(way(reader), detected, record, (result, place) => {
    const { urlText, personText, named, timeMs, timeUnread, tunnel, contact, page } = record;
    const said = { urlText, personText, named, timeMs, timeUnread, tunnel, contact, page };
    const possible = result === 'request' && hasPossibleHost(record);
    const own = place.line;
    lines.push([own, place.text(), place.windows1252, result, ...(result === 'request' ? [possible, said] : [])]);
  });
  for (const half of [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)]) records.push(half);
  records.end();
  const { zoneless, yearless, unclear } = clock;
  return { lines, count: records.count(), used: reader.used, zoneless, yearless, unclear };
}

/** What damages lines, and what stands for something else in one format or another. */
const PIECES = [
  ...[
    '"',
    '""',
    ' ',
    '  ',
    '\t',
    ',',
    ';',
    '|',
    '=',
    '-',
    '\\',
    '\\"',
    '\r',
    '/',
    ':',
    '?',
    '#',
    '{',
    '}',
    '[',
    ']',
    '\u00a0',
    'ü',
  ],
  ...[
    ' - ',
    ',-,',
    ' "-" ',
    'CONNECT',
    'POST',
    'http://',
    'HTTPS://',
    ':8443',
    '.js',
    'anonymous',
    'null',
    'DENIED',
    '407',
    'Z',
  ],
  ...[
    '"user":"x"',
    '"url":null,',
    '\u0000',
    '%20',
    '.invalid',
    '999.1.1.1',
    'subtype="traffic"',
    '2026-13-40',
    '1795000000',
  ],
];

const damage = fc.record({
  line: fc.nat(),
  at: fc.nat(),
  cut: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 12 })),
  piece: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES)),
});

function damaged(lines: readonly string[], damages: readonly Damage[]): string[] {
  const all = [...lines];
  for (const { line, at, cut, piece } of damages) {
    const own = all[line % all.length] ?? '';
    const place = own.length === 0 ? 0 : at % own.length;
    all[line % all.length] = own.slice(0, place) + piece + own.slice(place + cut);
  }
  return all;
}

interface Damage {
  readonly line: number;
  readonly at: number;
  readonly cut: number;
  readonly piece: string;
}

const REQUESTS = Array.from({ length: 6 }, (_, number) => ({
  ...{
    host: ['chatgpt.com', 'www.site1.example.org', 'a.b-c.co.uk'][number % 3] ?? '',
    path: ['/', '/x.js?q=1', '/c/4.html'][number % 3] ?? '',
  },
  ...{ client: `10.0.0.${number}`, user: `user${number}`, moment: new Date(NOW + number * 1333).toISOString(), number },
}));

const SAMPLES: readonly (readonly [string, string])[] = [
  ...PRESETS.map(({ id }) => [id, sampleOf(id)] as const),
  ...Object.entries(SHAPES).map(
    ([name, { head, line }]) => [`shape ${name}`, head + REQUESTS.map((each) => `${line(each)}\n`).join('')] as const,
  ),
];

test.each(SAMPLES)('%s', (_, sample) => {
  const lines = sample.trimEnd().split('\n');
  fc.assert(
    fc.property(fc.array(damage, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (damages, end) => {
      const text = [...lines, ...damaged(lines, damages), ...lines].join(end) + end;
      expect(readAs(text, (reader) => reader)).toEqual(readAs(text, singly));
    }),
    { numRuns: 60 },
  );
});

test('a port with white space around it', () => {
  const columns = { host: 'name', port: 'gate', user: 'who', time: 'time' };
  const row = (port: string, user: string) => `chatgpt.com,${port},${user},2026-11-23T09:00:00Z\n`;
  const text = `name,gate,who,time\n${row('443', 'eve')}${row(' 443', 'anna')}${row('443 ', 'ben')}`;
  expect(readAs(text, (reader) => reader, columns)).toEqual(readAs(text, singly, columns));
});

test('a log of other white space, and one whose quotes span lines', () => {
  for (const [, sample] of SAMPLES) {
    for (const piece of ['\u2003x', '\u000bx', '"x\ny",']) {
      const text = sample + sample.replace(' ', piece).replace(',', `,${piece}`) + sample;
      expect(readAs(text, (reader) => reader)).toEqual(readAs(text, singly));
    }
  }
});
