/** DuckDB, loaded only by the command that needs it: a large package of native code, and an optional dependency. */
import { createRequire } from 'node:module';
import type * as DuckDb from '@duckdb/node-api';
import { CommandError } from '../lib/command-error.js';

/** The version that package.json names. */
const WANTED = '1.5.6-r.1';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Database {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Row[]>;
  close(): void;
}

/** In memory, with nothing of the network: it neither loads nor fetches extensions. */
export async function openDatabase(): Promise<Database> {
  const { DuckDBInstance } = loadDuckDb();
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  return {
    async run(sql) {
      await connection.run(sql);
    },
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjectsJson() as unknown as Row[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function loadDuckDb(): typeof DuckDb {
  try {
    return createRequire(import.meta.url)('@duckdb/node-api') as typeof DuckDb;
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n', 1).join();
    throw new CommandError(
      `gatepost report needs DuckDB (@duckdb/node-api ${WANTED}), one of its optional packages, which cannot be loaded ` +
        `(${why}): install gatepost again as you did, with --include=optional`,
    );
  }
}

/** A text inside SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
