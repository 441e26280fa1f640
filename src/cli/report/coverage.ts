/** How many of the browsers that should report do so. */
import type { Database } from './duckdb.js';
import type { ExpectedBrowsers } from './expected.js';
import { SILENT_BROWSERS, type ReportSection } from './sections.js';

export interface Coverage {
  readonly expected: number;
  /** Of them, those that have reported lately. */
  readonly active: number;
  /** Those that have reported, but not lately. */
  readonly inactive: number;
  /** Those that never have. */
  readonly never: number;
  /** Browsers that report beside the expected ones. */
  readonly others: number;
}

interface Covered {
  readonly coverage: Coverage;
  /** The expected browsers that have never reported; null when only their number is known. */
  readonly never: ReportSection | null;
}

export async function coverageOf(database: Database, { count, ids }: ExpectedBrowsers): Promise<Covered> {
  const heard = await browsersIn(database, 'SELECT DISTINCT browserId AS browser FROM events');
  const silent = await browsersIn(database, SILENT_BROWSERS);
  const counts = (known: ReadonlySet<string>) => {
    const inactive = [...silent].filter((browser) => known.has(browser)).length;
    return { active: known.size - inactive, inactive };
  };
  if (ids === null) {
    const [never, others] = [Math.max(0, count - heard.size), Math.max(0, heard.size - count)];
    const { active: reporting, inactive: quiet } = counts(heard);
    // Which of them were expected, a number does not say.
    const active = Math.min(reporting, count);
    const inactive = Math.min(quiet, count - active);
    return { coverage: { expected: count, active, inactive, never, others }, never: null };
  }
  const known = new Set(ids.filter((id) => heard.has(id)));
  const missing = ids.filter((id) => !heard.has(id)).sort();
  return {
    coverage: { expected: count, ...counts(known), never: missing.length, others: heard.size - known.size },
    never: {
      id: 'never',
      title: 'Expected browsers that never reported',
      columns: ['browser'],
      rows: missing.map((browser) => ({ browser })),
      suppressed: 0,
    },
  };
}

async function browsersIn(database: Database, sql: string): Promise<Set<string>> {
  return new Set((await database.rows(sql)).map(({ browser }) => String(browser)));
}
