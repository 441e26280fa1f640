/** Histories of browsers: databases made as Chrome and Firefox make them, Firefox's with an unfinished write-ahead log. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Sqlite from 'node-sqlite3-wasm';
import { simulate } from '../../../../src/cli/logs/simulate.js';
import { NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite;
const newFolder = temporaryFolders();
const VISITED_MS = Date.parse('2026-11-20T08:00:00Z');
const CHROME_EPOCH_MS = 11_644_473_600_000;

let folder: string;

beforeAll(async () => {
  folder = await newFolder();
  const policy =
    'format: 1\nname: acme\norganisation: { name: Acme }\nrules: [{ id: a, tools: [chatgpt], action: block }]\n';
  await writeFile(path.join(folder, 'policy.yaml'), policy);
});

const simulated = (log: string) =>
  simulate({
    ...{ policyFile: path.join(folder, 'policy.yaml'), againstFile: null, logs: [log], facts: null, nowMs: NOW_MS },
    ...{ format: null, columns: {}, names: 0, pseudonymKey: null },
  });

function chromeHistory(file: string): void {
  const database = new Database(file);
  database.exec('CREATE TABLE urls (id INTEGER PRIMARY KEY, url TEXT)');
  database.exec('CREATE TABLE visits (id INTEGER PRIMARY KEY, url INTEGER, visit_time INTEGER)');
  database.run('INSERT INTO urls VALUES (1, ?), (2, ?)', ['https://chatgpt.com/c/1', 'https://example.com/']);
  const atMicroseconds = BigInt(VISITED_MS + CHROME_EPOCH_MS) * 1000n;
  database.run('INSERT INTO visits VALUES (1, 1, ?), (2, 2, ?), (3, 1, ?)', [
    ...[atMicroseconds, atMicroseconds + 1_000_000n, atMicroseconds + 60_000_000n],
  ]);
  database.close();
}

/** What the last visits wrote is in the `-wal` file only, as while Firefox runs. */
async function firefoxHistory(file: string): Promise<void> {
  const working = `${file}.working`;
  const database = new Database(working);
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)');
  database.exec('CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, place_id INTEGER, visit_date INTEGER)');
  database.run('INSERT INTO moz_places VALUES (1, ?)', ['https://chatgpt.com/']);
  database.run('INSERT INTO moz_historyvisits VALUES (1, 1, ?)', [BigInt(VISITED_MS) * 1000n]);
  await copyFile(working, file);
  await copyFile(`${working}-wal`, `${file}-wal`);
  database.close();
}

describe('a history is read', () => {
  test('of Chrome: every visit is a page, the file is the person', async () => {
    const file = path.join(folder, 'History');
    chromeHistory(file);
    const before = await readFile(file);
    const report = await simulated(file);
    expect(report.log).toMatchObject({ requests: 3, visits: 3, people: 1, files: [{ format: 'history' }] });
    expect(report.rules[0]).toMatchObject({
      ...{ tool: 'chatgpt', visits: 2, firstSeen: '2026-11-20T08:00:00.000Z', lastSeen: '2026-11-20T08:01:00.000Z' },
    });
    expect(await readFile(file)).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.startsWith('History'))).toEqual(['History']);
  });

  test('of Firefox, with what is not in the database yet', async () => {
    const file = path.join(folder, 'places.sqlite');
    await firefoxHistory(file);
    expect((await simulated(file)).rules[0]).toMatchObject({
      tool: 'chatgpt',
      visits: 1,
      firstSeen: '2026-11-20T08:00:00.000Z',
    });
  });
});

describe('what is no visit of the person is not counted', () => {
  /** Each with its address; the one that counts is that of `example.com`. */
  const HOSTS = [
    'hop.example',
    'example.com',
    'frame.example',
    'other-device.example',
    'download.example',
    'kept.example',
  ];

  test('in Chrome: hops of redirects, frames, downloads, visits of other devices, pages of the browser', async () => {
    const file = path.join(folder, 'ChromeVisits');
    const database = new Database(file);
    database.exec('CREATE TABLE urls (id INTEGER PRIMARY KEY, url TEXT)');
    database.exec(
      'CREATE TABLE visits (id INTEGER PRIMARY KEY, url INTEGER, visit_time INTEGER, transition INTEGER, originator_cache_guid TEXT)',
    );
    database.exec('CREATE TABLE visit_source (id INTEGER PRIMARY KEY, source INTEGER)');
    database.exec('CREATE TABLE downloads (id INTEGER PRIMARY KEY, start_time INTEGER)');
    database.exec('CREATE TABLE downloads_url_chains (id INTEGER, chain_index INTEGER, url TEXT)');
    for (const [index, host] of HOSTS.entries())
      database.run('INSERT INTO urls VALUES (?, ?)', [index + 1, `https://${host}/`]);
    database.run('INSERT INTO urls VALUES (9, ?)', ['chrome://settings/']);
    const [begins, ends, both] = [0x10000000, 0xa0000001, 0x30000001];
    const visits: readonly (readonly [number, number, string])[] = [
      ...([
        [1, begins, ''],
        [2, ends, ''],
        [3, both + 2, ''],
        [4, both, 'another'],
      ] as const),
      ...([
        [5, both, ''],
        [6, both, ''],
        [9, both, ''],
      ] as const),
    ];
    const at = BigInt(VISITED_MS + CHROME_EPOCH_MS) * 1000n;
    for (const [index, [url, transition, originator]] of visits.entries())
      database.run('INSERT INTO visits VALUES (?, ?, ?, ?, ?)', [index + 1, url, at, transition, originator]);
    database.run('INSERT INTO visit_source VALUES (6, 0)');
    database.run('INSERT INTO downloads VALUES (1, ?)', [at + 1000n]);
    database.run('INSERT INTO downloads_url_chains VALUES (1, 0, ?)', ['https://download.example/']);
    database.close();
    expect((await simulated(file)).log).toMatchObject({ requests: 1, visits: 1, noVisits: 6 });
  });

  test('in Firefox: hops of redirects, frames, downloads', async () => {
    const file = path.join(folder, 'firefox-visits.sqlite');
    const database = new Database(file);
    database.exec('CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)');
    database.exec(
      'CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER, visit_date INTEGER, visit_type INTEGER)',
    );
    for (const [index, host] of HOSTS.entries())
      database.run('INSERT INTO moz_places VALUES (?, ?)', [index + 1, `https://${host}/`]);
    const at = BigInt(VISITED_MS) * 1000n;
    const visits = [
      [1, 0, 1, 1],
      [2, 1, 2, 5],
      [3, 2, 3, 8],
      [4, 2, 5, 7],
      [5, 2, 6, 4],
    ] as const;
    for (const [id, from, place, type] of visits)
      database.run('INSERT INTO moz_historyvisits VALUES (?, ?, ?, ?, ?)', [id, from, place, at, type]);
    database.close();
    expect((await simulated(file)).log).toMatchObject({ requests: 1, visits: 1, noVisits: 4 });
  });
});

test('another database is refused', async () => {
  const file = path.join(folder, 'other.db');
  const database = new Database(file);
  database.exec('CREATE TABLE cookies (id INTEGER)');
  database.close();
  expect((await refusalOf(() => simulated(file))).message).toContain('no history of Chrome, Edge or Firefox');
});
