/**
 * Visits of a Chrome, Edge or Firefox history database: read from a copy, since the browser may hold the original. What the
 * browser wrote down beside them is no visit of a person: the hops of a redirect, frames, downloads, other devices.
 */
import { createRequire } from 'node:module';
import type * as Sqlite from 'node-sqlite3-wasm';
import { CommandError, EXIT } from '../lib/command-error.js';
import type { LogRecord } from './log-record.js';
import type { Reading } from './reading.js';

/** A database, and what its tables have: older versions lack columns. */
interface Schema {
  readonly has: (table: string, column?: string) => boolean;
}

/** Begins a chain of redirects or goes on with one, and is not its end. */
const HOP = '(v.transition & 0x20000000) = 0 AND (v.transition & 0xD0000000) <> 0';

/**
 * Chrome: the transition's low byte is 3 or 4 for frames, and its bits say where a chain of redirects begins and ends; 0 in
 * `visit_source` and an originator mark visits of other devices. A download has the address of its visit, at the same time.
 */
const CHROME = {
  table: 'visits',
  times: 'v.visit_time / 1000.0 - 11644473600000.0',
  from: 'visits v JOIN urls u ON u.id = v.url',
  url: 'u.url',
  noVisit: ({ has }: Schema) => [
    ...(has('visits', 'transition') ? ['(v.transition & 255) IN (3, 4)', HOP] : []),
    ...(has('visits', 'originator_cache_guid') ? ["COALESCE(v.originator_cache_guid, '') <> ''"] : []),
    ...(has('visit_source') ? ['v.id IN (SELECT id FROM visit_source WHERE source = 0)'] : []),
    ...(has('downloads_url_chains') && has('downloads', 'start_time')
      ? [
          'EXISTS (SELECT 1 FROM downloads_url_chains c JOIN downloads d ON d.id = c.id ' +
            'WHERE c.url = u.url AND ABS(d.start_time - v.visit_time) < 5000000)',
        ]
      : []),
  ],
};

/** Firefox: type 4 and 8 are frames, 7 is a download; what a redirect (5, 6) came from is a hop. */
const FIREFOX = {
  table: 'moz_historyvisits',
  times: 'v.visit_date / 1000.0',
  from: 'moz_historyvisits v JOIN moz_places p ON p.id = v.place_id',
  url: 'p.url',
  noVisit: ({ has }: Schema) =>
    has('moz_historyvisits', 'visit_type')
      ? [
          'v.visit_type IN (4, 7, 8)',
          ...(has('moz_historyvisits', 'from_visit')
            ? ['EXISTS (SELECT 1 FROM moz_historyvisits w WHERE w.from_visit = v.id AND w.visit_type IN (5, 6))']
            : []),
        ]
      : [],
};

interface Work {
  readonly record: LogRecord;
  readonly reading: Reading;
  readonly onVisit: () => void;
}

/**
 * Hands over each visit in the record. One history is one person, named by its file.
 * @param copy a file of our own, with its `-wal` beside it when there is one
 * @throws CommandError when it is no history
 */
export function readHistory(copy: string, name: string, work: Work): void {
  // Most runs never need it, and loading it takes longer than everything else.
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite;
  let database: Sqlite.Database | null = null;
  try {
    database = new Database(copy);
    // Without it a database with a write-ahead log (Firefox's) cannot be opened here: there is no shared memory.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    visit(database, name, work);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read the history ${name}: ${detail}`, EXIT.unusable);
  } finally {
    database?.close();
  }
}

function visit(database: Sqlite.Database, name: string, { record, reading, onVisit }: Work): void {
  const schema = schemaOf(database);
  const browser = [FIREFOX, CHROME].find(({ table }) => schema.has(table));
  if (browser === undefined) {
    throw new CommandError(`${name} is a database, but no history of Chrome, Edge or Firefox`, EXIT.unusable);
  }
  const none = ['0', ...browser.noVisit(schema)].join(' OR ');
  const statement = database.prepare(
    `SELECT ${browser.url} AS url, ${browser.times} AS timeMs, (${none}) AS none FROM ${browser.from} ORDER BY timeMs`,
  );
  try {
    for (const { url, timeMs, none: isNone } of statement.iterate() as Iterable<Record<string, unknown>>) {
      // Pages of the browser itself and of this computer are no web addresses.
      if (Number(isNone) !== 0 || typeof url !== 'string' || !/^https?:/i.test(url)) {
        reading.noVisits += 1;
        continue;
      }
      setVisit(record, url, name, Number(timeMs));
      onVisit();
    }
  } finally {
    statement.finalize();
  }
  reading.logs.push({ name, format: 'history', because: `it has the table ${browser.table}`, fields: {} });
}

function setVisit(record: LogRecord, url: string, name: string, timeMs: number): void {
  record.setUrl(url);
  record.setPerson(name, true);
  record.timeMs = timeMs;
  record.timeUnread = false;
  record.contact = false;
  record.tunnel = false;
  record.page = true;
}

function schemaOf(database: Sqlite.Database): Schema {
  const columns = new Map<string, ReadonlySet<unknown>>();
  for (const { name } of database.all("SELECT name FROM sqlite_master WHERE type = 'table'")) {
    if (typeof name !== 'string') continue;
    const rows = database.all(`SELECT name FROM pragma_table_info('${name.replaceAll("'", "''")}')`);
    columns.set(name, new Set(rows.map((row) => row['name'])));
  }
  return {
    has: (table, column) => columns.has(table) && (column === undefined || columns.get(table)?.has(column) === true),
  };
}
