/** Files that are damaged, or were never ours: the report names them, and goes on with the rest. */
import { beforeEach, expect, test } from '@jest/globals';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { renderEventsHtml } from '../../../../src/cli/report/render-html.js';
import { renderTable } from '../../../../src/cli/report/render.js';
import { reportEvents } from '../../../../src/cli/report/report.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { otlpRequest } from '../../../../src/events/otlp.js';
import { aLine as line, IN_ENGLISH, writeLines } from '../../../support/event-lines.js';
import { makePipe } from '../../../support/pipes.js';
import { anEvent } from '../../../support/recorded-events.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const sender = {
  ...{ supportId: '3F2A1-9BC01', extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
};
const REQUEST = JSON.stringify(otlpRequest(sender, [anEvent({ id: 'sent-1' }), anEvent({ id: 'sent-2', count: 4 })]));

let folder: string;
let other: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  other = path.join(folder, 'other.ndjson');
  await writeLines(path.join(folder, 'events-2026-11-23.ndjson'), [line({ browserId: 'a' }), line({ browserId: 'b' })]);
});

const LINE = JSON.stringify(line({ browserId: 'c' }));

test.each<[string, string | Buffer, { events: number; lines: number }]>([
  ['a line that a crash has cut off', `${LINE}\n{"id":"x","ki`, { events: 3, lines: 1 }],
  ['zeros where the power failed', `${LINE}\n${'\0'.repeat(4096)}`, { events: 3, lines: 1 }],
  ['zeros before a line', `${'\0'.repeat(4096)}\n${LINE}\n`, { events: 3, lines: 1 }],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from(`${LINE}\n`), Buffer.from([0xff, 0xfe, 0x80, 10])]),
    { events: 3, lines: 1 },
  ],
  ['lines on several lines', `${JSON.stringify(JSON.parse(LINE), null, 2)}\n${LINE}\n`, { events: 3, lines: 26 }],
  ['a line with a mark', `\uFEFF${LINE}\n`, { events: 3, lines: 0 }],
  ['very deep lists', `${LINE}\n${'['.repeat(200_000)}${']'.repeat(200_000)}\n`, { events: 3, lines: 1 }],
  [
    'a very long line',
    `${LINE}\n${JSON.stringify({ ...line({}), detail: 'x'.repeat(40_000_000) })}\n`,
    { events: 3, lines: 1 },
  ],
  ['requests of OTLP', `${REQUEST}\n${REQUEST}\n`, { events: 4, lines: 0 }],
  ['requests among our lines', `${LINE}\n${REQUEST}\nrubbish\n`, { events: 5, lines: 1 }],
  ['compressed lines', gzipSync(`${LINE}\n`), { events: 3, lines: 0 }],
  ['nothing', '', { events: 2, lines: 0 }],
])('with %s in one file, the rest counts', async (_, content, { events, lines }) => {
  await writeFile(other, content);
  const report = await reportEvents([folder], 1);
  expect(report).toMatchObject({ events, unreadable: lines, skipped: [] });
  expect(report.damaged).toEqual(lines === 0 ? [] : [{ file: other, lines }]);
  const words = `could not be read as events: ${lines} in ${other}`;
  expect(renderTable(report, plainPaint).includes(words)).toBe(lines > 0);
});

test('events of OTLP arrive once, with their counts', async () => {
  await writeFile(other, `${REQUEST}\n${REQUEST}\n`);
  const report = await reportEvents([other], 1);
  expect(report).toMatchObject({ events: 2, duplicates: 2, browsers: 1 });
  expect(report.sections.find(({ id }) => id === 'restrictions')?.rows).toMatchObject([{ times: 5, browsers: 1 }]);
});

test('the same id of two browsers is two events: nobody can make another’s go', async () => {
  await appendFile(other, `${LINE}\n${LINE.replace('"c"', '"d"')}\n`);
  expect(await reportEvents([folder], 1)).toMatchObject({ events: 4, duplicates: 0 });
});

test('what is no file, and what cannot be decompressed, is named, and no signs of it are obeyed', async () => {
  await mkdir(path.join(folder, 'a.ndjson'));
  await makePipe(path.join(folder, 'b\u001B[31m.ndjson'));
  const zipped = gzipSync(`${LINE}\n`.repeat(2_000));
  await writeFile(path.join(folder, 'c.ndjson'), Buffer.concat([zipped.subarray(0, 10), Buffer.alloc(50, 0xff)]));
  const report = await reportEvents([folder], 1);
  expect(report.events).toBe(2);
  expect(report.skipped.map(({ file }) => path.basename(file))).toEqual(['a.ndjson', 'b\u001B[31m.ndjson', 'c.ndjson']);
  const shown = renderTable(report, plainPaint);
  expect(shown).toContain(`${path.join(folder, 'a.ndjson')} was skipped in whole or in part: it is no file`);
  expect(shown).not.toContain('\u001B');
  expect(renderEventsHtml(report, IN_ENGLISH)).not.toContain('\u001B');
});
