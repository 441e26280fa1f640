/** Loads files of collected events into the database: each event once, whatever arrived twice; unreadable lines counted. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MAX_COUNT } from '../../events/event.js';
import { CommandError } from '../lib/command-error.js';
import { explained } from '../lib/files.js';
import { quoted, type Database } from './duckdb.js';

/** What `gatepost serve --collect` writes on each line; other keys are left aside. */
const COLUMNS: Readonly<Record<string, string>> = {
  ...{ at: 'TIMESTAMP', receivedAt: 'TIMESTAMP' },
  ...{ id: 'VARCHAR', kind: 'VARCHAR', code: 'VARCHAR', detail: 'VARCHAR', host: 'VARCHAR' },
  ...{ tool: 'VARCHAR', rule: 'VARCHAR', action: 'VARCHAR', revision: 'BIGINT', count: 'BIGINT', browserId: 'VARCHAR' },
};

/** @param places files, or folders of which every `.ndjson` file is taken @throws CommandError when there is none */
export async function eventFiles(places: readonly string[]): Promise<string[]> {
  const files = (await Promise.all(places.map(filesAt))).flat();
  if (files.length > 0) return files;
  throw new CommandError(`no events in ${places.join(', ')}: expected files whose names end with .ndjson`);
}

async function filesAt(place: string): Promise<string[]> {
  return explained(`cannot read the events at ${place}`, async () => {
    if (!(await stat(place)).isDirectory()) return [place];
    const names = (await readdir(place)).filter((name) => name.endsWith('.ndjson')).sort();
    return names.map((name) => path.join(place, name));
  });
}

/** The reading alone, as the benchmark compares it. */
export function scanOf(files: readonly string[]): string {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${quoted(name)}: ${quoted(type)}`);
  return (
    `read_json([${files.map(quoted).join(', ')}], format = 'newline_delimited', ignore_errors = true, ` +
    `columns = {${columns.join(', ')}})`
  );
}

/** A line that is an event; one that cannot be read has no id. */
export const IS_EVENT = `id IS NOT NULL AND kind IS NOT NULL AND browserId IS NOT NULL AND "at" IS NOT NULL
  AND count BETWEEN 1 AND ${MAX_COUNT}`;

/**
 * Makes the table `events`. `seen` is when an event arrived. Nothing has happened after that, so that a browser whose clock
 * is ahead tells of no day to come.
 */
export async function loadEvents(database: Database, files: readonly string[]): Promise<void> {
  await database.run(`CREATE TABLE lines AS SELECT * FROM ${scanOf(files)}`);
  await database.run(`CREATE TABLE events AS SELECT DISTINCT ON (id) * EXCLUDE (receivedAt)
      REPLACE (least("at", receivedAt) AS "at"), coalesce(receivedAt, "at") AS seen,
      CAST(least("at", receivedAt) AS DATE) AS day
    FROM lines WHERE ${IS_EVENT}`);
}
