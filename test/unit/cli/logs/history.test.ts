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

test('another database is refused', async () => {
  const file = path.join(folder, 'other.db');
  const database = new Database(file);
  database.exec('CREATE TABLE cookies (id INTEGER)');
  database.close();
  expect((await refusalOf(() => simulated(file))).message).toContain('no history of Chrome, Edge or Firefox');
});
