import { beforeEach, describe, expect, test } from '@jest/globals';
import { link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DailyFiles, DEFAULT_LIMITS } from '../../../../src/server/store/daily-files.js';
import { makePipe } from '../../../support/pipes.js';
import { DAY_MS, NOW_MS } from '../../../support/policies.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;
let nowMs: number;

beforeEach(async () => {
  folder = await temporaryFolder();
  nowMs = NOW_MS;
});

const files = (limits = {}) => new DailyFiles(folder, { ...DEFAULT_LIMITS, ...limits }, () => nowMs);
const contentOf = (name: string) => readFile(path.join(folder, name), 'utf8');

describe('lines', () => {
  test('go into a file for each day', async () => {
    const daily = files();
    await daily.append(['{"a":1}', '{"a":2}']);
    nowMs += DAY_MS;
    await daily.append(['{"a":3}']);
    expect(await contentOf('events-2026-11-23.ndjson')).toBe('{"a":1}\n{"a":2}\n');
    expect(await contentOf('events-2026-11-24.ndjson')).toBe('{"a":3}\n');
  });

  test('that come together keep their order', async () => {
    const daily = files();
    await Promise.all(Array.from({ length: 50 }, (_, index) => daily.append([String(index)])));
    expect(await contentOf('events-2026-11-23.ndjson')).toBe(
      Array.from({ length: 50 }, (_, index) => `${index}\n`).join(''),
    );
  });

  test('go into a successor of a file that is large', async () => {
    const daily = files({ fileBytes: 10 });
    for (const line of ['one-one-one', 'two-two-two', 'three']) await daily.append([line]);
    expect((await readdir(folder)).sort()).toEqual([
      ...['events-2026-11-23.1.ndjson', 'events-2026-11-23.2.ndjson', 'events-2026-11-23.ndjson'],
    ]);
  });

  test('are not joined to one that a crash has cut off', async () => {
    await writeFile(path.join(folder, 'events-2026-11-23.ndjson'), '{"a":1}\n{"a":');
    await files().append(['{"a":2}']);
    expect(await contentOf('events-2026-11-23.ndjson')).toBe('{"a":1}\n{"a":\n{"a":2}\n');
  });
});

test('files go when their days are over, and no others', async () => {
  for (const name of [
    'events-2026-11-13.ndjson',
    'events-2026-11-12.1.ndjson',
    'events-2020-01-01.txt',
    'notes.ndjson',
  ]) {
    await writeFile(path.join(folder, name), 'x\n');
  }
  await files({ keepDays: 10 }).append(['y']);
  expect((await readdir(folder)).sort()).toEqual([
    ...['events-2020-01-01.txt', 'events-2026-11-13.ndjson', 'events-2026-11-23.ndjson', 'notes.ndjson'],
  ]);
});

test('beyond the size cap nothing is written, and nothing is cut off', async () => {
  const daily = files({ totalBytes: 10 });
  expect(await daily.append(['12345'])).toBe(true);
  expect(await daily.append(['12345'])).toBe(false);
  expect(await contentOf('events-2026-11-23.ndjson')).toBe('12345\n');
});

describe('what lies under a file’s name and is none', () => {
  const outside = () => path.join(folder, 'outside.txt');

  test.each<[string, (place: string) => Promise<unknown>]>([
    ['a link to a file', (place) => symlink(outside(), place)],
    ['a link to nothing', (place) => symlink(path.join(folder, 'nothing'), place)],
    ['a second name of a file', (place) => link(outside(), place)],
    ['a folder', (place) => mkdir(place)],
    ['a pipe', makePipe],
  ])('is left alone, and nothing is lost: %s', async (_, make) => {
    await writeFile(outside(), 'mine\n');
    await make(path.join(folder, 'events-2026-11-23.ndjson'));
    await make(path.join(folder, 'events-2020-01-01.ndjson'));
    const daily = files({ keepDays: 10 });
    expect(await daily.append(['1'])).toBe(true);
    expect(await daily.append(['2'])).toBe(true);
    expect(await contentOf('events-2026-11-23.1.ndjson')).toBe('1\n2\n');
    expect(await contentOf('outside.txt')).toBe('mine\n');
    expect(await readdir(folder)).not.toContain('nothing');
  });
});
