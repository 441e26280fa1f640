/**
 * Loads files of collected events into the database: each event once, whatever arrived twice. DuckDB reads what
 * `gatepost serve --collect` has written; files of other collectors, and compressed ones, are read line by line and put beside
 * them. What cannot be read is counted by file, and the rest goes on.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EVENT_FIELDS, type EventField } from '../../events/event-fields.js';
import { MAX_COUNT } from '../../policy/limits.js';
import type { EventFiles, Skipped } from './event-files.js';
import { CommandError } from '../lib/command-error.js';
import { quoted, type Database } from './duckdb.js';
import { converted, holdsRequests, isPlain } from './other-files.js';

/** What reports need of an event: nobody's name, and nothing that a person wrote. */
const REPORTED = [
  ...(['id', 'kind', 'code', 'detail', 'host', 'tool', 'rule', 'action', 'revision', 'ring', 'count'] as const),
  ...(['dataKind', 'detector', 'channel', 'outcome'] as const),
] satisfies readonly EventField[];

const sqlTypeOf = (field: EventField): string => (EVENT_FIELDS[field].bounds.type === 'integer' ? 'BIGINT' : 'VARCHAR');

/** Of what `gatepost serve --collect` writes on each line; other keys are left aside. */
const COLUMNS: Readonly<Record<string, string>> = {
  ...{ at: 'TIMESTAMP', receivedAt: 'TIMESTAMP', browserId: 'VARCHAR' },
  ...Object.fromEntries(REPORTED.map((field) => [field, sqlTypeOf(field)])),
};

/** The reading alone, as the benchmark compares it. */
export function scanOf(files: readonly string[]): string {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${quoted(name)}: ${quoted(type)}`);
  return (
    `read_json([${files.map(quoted).join(', ')}], format = 'newline_delimited', ignore_errors = true, filename = true, ` +
    `columns = {${columns.join(', ')}})`
  );
}

/** A line that is an event; one that cannot be read has no id. */
const IS_EVENT = `coalesce(id IS NOT NULL AND kind IS NOT NULL AND browserId IS NOT NULL AND "at" IS NOT NULL
  AND count BETWEEN 1 AND ${MAX_COUNT}, false)`;

/** A file of which some lines could not be read as events. */
export interface DamagedFile {
  readonly file: string;
  readonly lines: number;
}

export interface Loaded {
  /** Lines that arrived more than once. */
  readonly duplicates: number;
  readonly damaged: readonly DamagedFile[];
  readonly skipped: readonly Skipped[];
}

/**
 * Makes the table `events`. `seen` is when an event arrived. Nothing has happened after that, so that a browser whose clock
 * is ahead tells of no day to come.
 */
export async function loadEvents(database: Database, { files, skipped }: EventFiles): Promise<Loaded> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gatepost-events-'));
  try {
    const { damaged, skipped: left } = await loadLines(database, files, folder);
    await database.run(`CREATE TABLE events AS SELECT DISTINCT ON (browserId, id) * EXCLUDE (receivedAt, filename)
        REPLACE (least("at", receivedAt) AS "at"), coalesce(receivedAt, "at") AS seen,
        CAST(least("at", receivedAt) AS DATE) AS day
      FROM lines WHERE ${IS_EVENT}`);
    const [counts = {}] = await database.rows(`SELECT (SELECT count(*) FROM lines WHERE ${IS_EVENT}) AS readable,
      (SELECT count(*) FROM events) AS events`);
    const duplicates = Number(counts['readable']) - Number(counts['events']);
    return { duplicates, damaged, skipped: [...skipped, ...left] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the table `lines`. @param folder for files that are read line by line */
async function loadLines(
  database: Database,
  files: readonly string[],
  folder: string,
): Promise<Pick<Loaded, 'damaged' | 'skipped'>> {
  const plain = new Set<string>();
  for (const file of files) if (await isPlain(file)) plain.add(file);
  if (!(await tryLoad(database, [...plain]))) plain.clear();
  const unreadable = await unreadableByFile(database);
  for (const file of unreadable.keys()) if (await holdsRequests(file)) plain.delete(file);
  const others = files.filter((file) => !plain.has(file));
  if (others.length === 0) return { damaged: damagedOf(unreadable), skipped: [] };
  const made = await converted(others, folder);
  if (!(await tryLoad(database, [...plain, ...made.originals.keys()]))) {
    throw new CommandError(`the database could not read the events in ${files.join(', ')}`);
  }
  const lines = new Map(made.unreadable);
  for (const [file, count] of await unreadableByFile(database)) {
    const original = made.originals.get(file) ?? file;
    lines.set(original, (lines.get(original) ?? 0) + count);
  }
  return { damaged: damagedOf(lines), skipped: made.skipped };
}

const damagedOf = (unreadable: ReadonlyMap<string, number>): DamagedFile[] =>
  [...unreadable].filter(([, lines]) => lines > 0).map(([file, lines]) => ({ file, lines }));

/** False, with an empty table, when the database gives up on one of the files: it does not say on which. */
async function tryLoad(database: Database, files: readonly string[]): Promise<boolean> {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `"${name}" ${type}`);
  await database.run(`CREATE OR REPLACE TABLE lines (${columns.join(', ')}, filename VARCHAR)`);
  if (files.length === 0) return true;
  try {
    await database.run(`INSERT INTO lines SELECT * FROM ${scanOf(files)}`);
    return true;
  } catch {
    return false;
  }
}

async function unreadableByFile(database: Database): Promise<Map<string, number>> {
  const rows = await database.rows(
    `SELECT filename, count(*) AS unreadable FROM lines WHERE NOT ${IS_EVENT} GROUP BY filename ORDER BY filename`,
  );
  return new Map(rows.map(({ filename, unreadable }) => [String(filename), Number(unreadable)]));
}
