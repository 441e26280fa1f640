/** Files of events as programs write them: our own lines, requests of OTLP wrapped or not, and what has been damaged. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { eventFiles } from '../../../../src/cli/report/event-files.js';
import { readEventLines } from '../../../../src/cli/report/event-lines.js';
import { otlpRequest } from '../../../../src/events/otlp.js';
import { aCollectedEvent } from '../../../support/event-lines.js';
import { makePipe } from '../../../support/pipes.js';
import { DAY_MS, NOW_MS } from '../../../support/policies.js';
import { anEvent } from '../../../support/recorded-events.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const sender = {
  ...{ supportId: '3F2A1-9BC01', extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
};
const REQUEST = otlpRequest(sender, [anEvent({ id: 'one' }), anEvent({ id: 'two', kind: 'requested' })]);
const LINE = JSON.stringify(REQUEST);

let file: string;

beforeEach(async () => {
  file = path.join(await temporaryFolder(), 'events.json');
});

async function readOf(content: string | Buffer): Promise<{ ids: unknown[]; unreadable: number }> {
  await writeFile(file, content);
  const ids: unknown[] = [];
  let unreadable = 0;
  for await (const read of readEventLines(file)) {
    if (read.kind === 'event') ids.push(read.event['id']);
    else unreadable += read.count;
  }
  return { ids, unreadable };
}

test.each<[string, string | Buffer]>([
  ['a request on a line', `${LINE}\n`],
  ['the last line without its end', LINE],
  ['lines of Windows, with a mark', `\uFEFF${LINE}\r\n`],
  ['a list of requests', `[${LINE}]\n`],
  ['a request under a key', `{"time":"x","value":${LINE}}\n`],
  ['a request as a text', `${JSON.stringify({ log: `${LINE}\n`, stream: 'stdout' })}\n`],
  ['the logs of one resource', `${JSON.stringify(REQUEST.resourceLogs[0])}\n`],
  ['a compressed file', gzipSync(`${LINE}\n`)],
  ['a file of PowerShell', Buffer.from(`\uFEFF${LINE}\r\n`, 'utf16le')],
  ['the same in the other byte order', Buffer.from(`\uFEFF${LINE}\r\n`, 'utf16le').swap16()],
])('events are read from %s', async (_, content) => {
  expect(await readOf(content)).toEqual({ ids: ['one', 'two'], unreadable: 0 });
});

test('our own lines and requests may stand in one file, and what is neither is counted', async () => {
  const own = JSON.stringify(aCollectedEvent({ id: 'own', identity: 'a\u2028b' }));
  const wrong = JSON.stringify(otlpRequest(sender, [anEvent({ count: 0 })]));
  const shop = wrong.replace('"stringValue":"gatepost"', '"stringValue":"shop"');
  const content = [own, LINE, '', '{"id":', '[1]', '"a"', wrong, shop, '\0\0'].join('\n');
  expect(await readOf(content)).toEqual({ ids: ['own', 'one', 'two'], unreadable: 5 });
});

test('a request in very many lists is not followed, and ends nothing', async () => {
  const { ids, unreadable } = await readOf(`${'['.repeat(100_000)}${LINE}${']'.repeat(100_000)}\n`);
  expect({ ids, unreadable }).toEqual({ ids: [], unreadable: 1 });
});

test('the end of a compressed file may be missing: it is counted', async () => {
  const lines = Array.from({ length: 50 }, (_, index) => JSON.stringify(aCollectedEvent({ id: `event-${index}` })));
  const zipped = gzipSync(lines.join('\n'));
  const { ids, unreadable } = await readOf(zipped.subarray(0, zipped.length - 30));
  expect(unreadable).toBe(1);
  expect(ids.length).toBeLessThan(50);
});

test('nothing in a file of another collector has happened after the file was written', async () => {
  await writeFile(file, JSON.stringify(otlpRequest(sender, [anEvent({ firstAtMs: NOW_MS + 900 * DAY_MS })])));
  await utimes(file, NOW_MS / 1_000, NOW_MS / 1_000);
  for await (const read of readEventLines(file)) {
    expect(read).toMatchObject({ event: { receivedAt: new Date(NOW_MS).toISOString() } });
  }
});

describe('in a folder', () => {
  test('what is no file is left out, and said', async () => {
    const folder = path.dirname(file);
    await writeFile(path.join(folder, 'a.ndjson'), '');
    await writeFile(path.join(folder, 'notes.txt'), '');
    await mkdir(path.join(folder, 'b.ndjson'));
    await makePipe(path.join(folder, 'c.ndjson'));
    await symlink(path.join(folder, 'nowhere'), path.join(folder, 'd.ndjson'));
    const { files, skipped } = await eventFiles([folder]);
    expect(files.map((each) => path.basename(each))).toEqual(['a.ndjson']);
    expect(skipped.map(({ file: each, why }) => [path.basename(each), why])).toEqual([
      ['b.ndjson', 'it is no file'],
      ['c.ndjson', 'it is no file'],
      ['d.ndjson', 'there is no such file'],
    ]);
  });

  test('with nothing else there are no events', async () => {
    await mkdir(path.join(path.dirname(file), 'b.ndjson'));
    expect((await refusalOf(() => eventFiles([path.dirname(file)]))).message).toContain('no events in');
  });
});
