/** Visits of a Chrome, Edge or Firefox history database: read from a copy, since the browser may hold the original. */
import { createRequire } from 'node:module';
import type * as Sqlite from 'node-sqlite3-wasm';
import { CommandError, EXIT } from '../lib/command-error.js';
import type { LogRecord } from './log-record.js';

/** Each answers `url` and `timeMs`, oldest first. Chrome counts from 1601. */
const QUERIES = [
  {
    table: 'moz_historyvisits',
    sql:
      'SELECT p.url AS url, v.visit_date / 1000.0 AS timeMs ' +
      'FROM moz_historyvisits v JOIN moz_places p ON p.id = v.place_id ORDER BY v.visit_date',
  },
  {
    table: 'visits',
    sql:
      'SELECT u.url AS url, v.visit_time / 1000.0 - 11644473600000.0 AS timeMs ' +
      'FROM visits v JOIN urls u ON u.id = v.url ORDER BY v.visit_time',
  },
] as const;

/**
 * Hands over each visit in the record. One history is one person, named by its file.
 * @param copy a file of our own, with its `-wal` beside it when there is one
 * @throws CommandError when it is no history
 */
export function readHistory(copy: string, name: string, record: LogRecord, onVisit: () => void): void {
  // Most runs never need it, and loading it takes longer than everything else.
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite;
  let database: Sqlite.Database | null = null;
  try {
    database = new Database(copy);
    // Without it a database with a write-ahead log (Firefox's) cannot be opened here: there is no shared memory.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    visit(database, name, record, onVisit);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read the history ${name}: ${detail}`, EXIT.unusable);
  } finally {
    database?.close();
  }
}

function visit(database: Sqlite.Database, name: string, record: LogRecord, onVisit: () => void): void {
  const tables = new Set(database.all("SELECT name FROM sqlite_master WHERE type = 'table'").map((row) => row['name']));
  const query = QUERIES.find(({ table }) => tables.has(table));
  if (query === undefined) {
    throw new CommandError(`${name} is a database, but no history of Chrome, Edge or Firefox`, EXIT.unusable);
  }
  const statement = database.prepare(query.sql);
  try {
    for (const { url, timeMs } of statement.iterate() as Iterable<Record<string, unknown>>) {
      record.setUrl(typeof url === 'string' ? url : '');
      record.setPerson(name, true);
      record.timeMs = Number(timeMs);
      record.tunnel = false;
      record.page = true;
      onVisit();
    }
  } finally {
    statement.finalize();
  }
}
