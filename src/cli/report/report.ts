/** The report of collected events: what `gatepost report` says, whichever way it is shown. */
import { OBSERVED_IN_PART } from '../../events/event-kinds.js';
import { openDatabase, quoted, type Database } from './duckdb.js';
import { eventFiles, type Skipped } from './event-files.js';
import { loadEvents, type DamagedFile, type Loaded } from './load-events.js';
import { coverageOf, type Coverage } from './coverage.js';
import type { ExpectedBrowsers } from './expected.js';
import { SECTIONS, SILENT_BROWSERS, readSection, type ReportSection } from './sections.js';

export interface EventsReport {
  readonly events: number;
  readonly browsers: number;
  /** Days, in UTC; null without an event. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Lines that arrived more than once. */
  readonly duplicates: number;
  /** Lines that are no event, or cut off. */
  readonly unreadable: number;
  /** Where they are. */
  readonly damaged: readonly DamagedFile[];
  /** Files that could not be read, or not to their end. */
  readonly skipped: readonly Skipped[];
  /** Browsers of which nothing has arrived for some days. */
  readonly silent: number;
  /** Browsers that did not count all observed pages. */
  readonly observedInPart: number;
  /** Null: nobody has said which browsers should report. */
  readonly coverage: Coverage | null;
  readonly threshold: number;
  readonly sections: readonly ReportSection[];
}

/**
 * @param places files and folders
 * @param threshold numbers about fewer browsers are left out
 * @param expected the browsers that should report; null: nobody has said
 */
export async function reportEvents(
  places: readonly string[],
  threshold: number,
  expected: ExpectedBrowsers | null = null,
): Promise<EventsReport> {
  const files = await eventFiles(places);
  const database = await openDatabase();
  try {
    const loaded = await loadEvents(database, files);
    const sections: ReportSection[] = [];
    for (const section of SECTIONS) sections.push(await readSection(database, section, threshold));
    const covered = expected === null ? null : await coverageOf(database, expected);
    if (covered?.never != null) sections.splice(sections.findIndex(({ id }) => id === 'silent') + 1, 0, covered.never);
    return { ...(await headOf(database, loaded)), coverage: covered?.coverage ?? null, threshold, sections };
  } finally {
    database.close();
  }
}

async function headOf(
  database: Database,
  { duplicates, damaged, skipped }: Loaded,
): Promise<Omit<EventsReport, 'coverage' | 'threshold' | 'sections'>> {
  const [head = {}] = await database.rows(`SELECT count(*) AS events, count(DISTINCT browserId) AS browsers,
    CAST(min(day) AS VARCHAR) AS firstDay, CAST(max(day) AS VARCHAR) AS lastDay FROM events`);
  const [partly = {}] = await database.rows(`SELECT count(DISTINCT browserId) AS browsers FROM events
    WHERE kind = 'problem-found' AND code = ${quoted(OBSERVED_IN_PART)}`);
  const [silent = {}] = await database.rows(`SELECT count(*) AS browsers FROM (${SILENT_BROWSERS})`);
  const events = Number(head['events'] ?? 0);
  const text = (name: string) => (typeof head[name] === 'string' ? head[name] : null);
  return {
    ...{ events, browsers: Number(head['browsers'] ?? 0), firstDay: text('firstDay'), lastDay: text('lastDay') },
    silent: Number(silent['browsers'] ?? 0),
    observedInPart: Number(partly['browsers'] ?? 0),
    ...{ duplicates, unreadable: damaged.reduce((sum, { lines }) => sum + lines, 0), damaged, skipped },
  };
}
