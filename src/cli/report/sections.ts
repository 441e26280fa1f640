/**
 * What the report of events says, section by section, each a query. Sections about what people do leave out every line that
 * is about fewer browsers than the threshold; sections about policy and health do not, since one failing browser matters.
 */
import type { EventKind } from '../../events/event-kinds.js';
import type { Database, Row } from './duckdb.js';
import { withoutFew, type Sensitive } from './suppression.js';

interface Section {
  readonly id: string;
  readonly title: string;
  /** How small numbers could tell what one person did; null where they are about policy and health. */
  readonly aboutPeople: Sensitive | null;
  readonly columns: readonly string[];
  readonly sql: string;
}

/** Days without a sign after which a browser counts as silent: a heartbeat comes every day or so. */
export const SILENT_DAYS = 3;

/** Of the browsers that are silent, those that were heard last. */
const SILENT_LINES = 1_000;

/** By when its last events arrived, not by its own clock. */
export const SILENT_BROWSERS = `SELECT browserId AS browser, CAST(CAST(max(seen) AS DATE) AS VARCHAR) AS last_seen,
    arg_max(revision, seen) AS revision
  FROM events GROUP BY browserId HAVING max(seen) < (SELECT max(seen) FROM events) - INTERVAL ${SILENT_DAYS} DAY`;

const ONE_NUMBER: Sensitive = { browsers: ['browsers'], totalledBy: null };
/** `use` and the sections by tool and rule tell the same visits: each is the other's total. */
const TOTALLED: Sensitive = { browsers: ['browsers'], totalledBy: [] };

function byToolAndRule(id: string, title: string, kind: EventKind, aboutPeople = ONE_NUMBER): Section {
  return {
    ...{ id, title, aboutPeople },
    columns: ['tool', 'rule', 'times', 'browsers'],
    sql: `SELECT coalesce(tool, host) AS tool, rule, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = '${kind}' GROUP BY ALL ORDER BY times DESC, tool, rule`,
  };
}

export const SECTIONS: readonly Section[] = [
  {
    ...{ id: 'adoption', title: 'Browsers by revision and day', aboutPeople: null },
    columns: ['day', 'revision', 'browsers'],
    sql: `SELECT CAST(day AS VARCHAR) AS day, revision, count(*) AS browsers FROM (
        SELECT day, browserId, arg_max(revision, "at") AS revision FROM events WHERE revision IS NOT NULL GROUP BY ALL
      ) GROUP BY ALL ORDER BY day, revision`,
  },
  {
    // By then, in this ring: a rollback has a higher revision than what it replaces.
    ...{ id: 'rings', title: 'Browsers with the newest revision, by day and ring', aboutPeople: null },
    columns: ['day', 'ring', 'revision', 'current', 'browsers', 'percent'],
    sql: `SELECT CAST(day AS VARCHAR) AS day, ring, newest AS revision, count(*) FILTER (revision = newest) AS current,
        count(*) AS browsers, round(100 * count(*) FILTER (revision = newest) / count(*), 1) AS percent
      FROM (
        SELECT *, max(revision) OVER (PARTITION BY ring ORDER BY day RANGE UNBOUNDED PRECEDING) AS newest FROM (
          SELECT day, browserId, arg_max(revision, "at") AS revision, nullif(arg_max(coalesce(ring, ''), "at"), '') AS ring
          FROM events WHERE revision IS NOT NULL GROUP BY day, browserId
        )
      ) GROUP BY ALL ORDER BY day, ring`,
  },
  {
    ...{ id: 'silent', title: `Browsers inactive for ${SILENT_DAYS} days`, aboutPeople: null },
    columns: ['browser', 'last_seen', 'revision'],
    sql: `${SILENT_BROWSERS} ORDER BY last_seen DESC, browser LIMIT ${SILENT_LINES}`,
  },
  {
    ...{ id: 'use', title: 'Restricted, warned and continued by day' },
    aboutPeople: { browsers: ['browsers'], totalledBy: ['kind'] },
    columns: ['day', 'kind', 'times', 'browsers'],
    sql: `SELECT CAST(day AS VARCHAR) AS day, kind, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind IN ('restricted', 'warned', 'continued') GROUP BY ALL ORDER BY day, kind`,
  },
  {
    // Browsers alone: with how often, each day's and each tool's total would tell what was left out of the other.
    ...{ id: 'restricted-browsers', title: 'Browsers restricted, by day, tool and rule' },
    aboutPeople: { browsers: ['browsers'], totalledBy: ['day'] },
    columns: ['day', 'tool', 'rule', 'browsers'],
    sql: `SELECT CAST(day AS VARCHAR) AS day, coalesce(tool, host) AS tool, rule, count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = 'restricted' GROUP BY ALL ORDER BY day, browsers DESC, tool, rule`,
  },
  byToolAndRule('restrictions', 'Restricted by tool and rule', 'restricted', TOTALLED),
  {
    ...{ id: 'warnings', title: 'Continued after a warning' },
    aboutPeople: { browsers: ['warned_browsers', 'continued_browsers'], totalledBy: [] },
    columns: ['tool', 'rule', 'warned', 'warned_browsers', 'continued', 'continued_browsers', 'percent'],
    sql: `SELECT *, round(100 * continued / nullif(warned, 0), 1) AS percent FROM (
        SELECT coalesce(tool, host) AS tool, rule,
          CAST(coalesce(sum(count) FILTER (kind = 'warned'), 0) AS BIGINT) AS warned,
          count(DISTINCT browserId) FILTER (kind = 'warned') AS warned_browsers,
          CAST(coalesce(sum(count) FILTER (kind = 'continued'), 0) AS BIGINT) AS continued,
          count(DISTINCT browserId) FILTER (kind = 'continued') AS continued_browsers
        FROM events WHERE kind IN ('warned', 'continued') GROUP BY ALL
      ) ORDER BY warned DESC, tool, rule`,
  },
  byToolAndRule('requests', 'Requests for access', 'requested'),
  {
    ...{ id: 'alternatives', title: 'Alternatives opened', aboutPeople: ONE_NUMBER },
    columns: ['tool', 'alternative', 'times', 'browsers'],
    sql: `SELECT coalesce(tool, host) AS tool, code AS alternative, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = 'alternative-opened' GROUP BY ALL ORDER BY times DESC, tool, alternative`,
  },
  byToolAndRule('observed', 'Observed by tool', 'observed'),
  {
    ...{ id: 'guards', title: 'Blocked by page guards', aboutPeople: ONE_NUMBER },
    columns: ['code', 'times', 'browsers'],
    sql: `SELECT code, CAST(sum(count) AS BIGINT) AS times, count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = 'guard-blocked' GROUP BY ALL ORDER BY times DESC, code`,
  },
  {
    ...{ id: 'data-found', title: 'Found in what people hand over', aboutPeople: ONE_NUMBER },
    columns: ['tool', 'rule', 'kind', 'detector', 'channel', 'outcome', 'times', 'browsers'],
    sql: `SELECT tool, rule, dataKind AS kind, detector, channel, outcome, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = 'data-found' GROUP BY ALL ORDER BY times DESC, tool, rule, kind, detector, channel, outcome`,
  },
  {
    ...{ id: 'errors', title: 'Errors by code', aboutPeople: null },
    columns: ['kind', 'code', 'times', 'browsers'],
    sql: `SELECT kind, code, CAST(sum(count) AS BIGINT) AS times, count(DISTINCT browserId) AS browsers
      FROM events WHERE kind IN ('policy-refused', 'check-failed', 'problem-found', 'state-repaired', 'trust-domain-changed',
        'data-guard-degraded')
      GROUP BY ALL ORDER BY times DESC, kind, code`,
  },
  {
    ...{ id: 'lost', title: 'Lost events', aboutPeople: null },
    columns: ['code', 'times', 'browsers'],
    // Each browser tells its total: the largest is the latest.
    sql: `SELECT code, CAST(sum(total) AS BIGINT) AS times, count(*) AS browsers FROM (
        SELECT code, browserId, max(count) AS total FROM events WHERE kind = 'events-lost' GROUP BY ALL
      ) GROUP BY code ORDER BY code`,
  },
];

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Lines left out because they, or what would be missing without them, are about too few browsers. */
  readonly suppressed: number;
}

/** @param threshold lines about fewer browsers are left out; 1: none */
export async function readSection(database: Database, section: Section, threshold: number): Promise<ReportSection> {
  const { id, title, columns, aboutPeople } = section;
  const rows = (await database.rows(section.sql)).map((row) => numbered(row));
  const { rows: kept, leftOut } =
    aboutPeople === null ? { rows, leftOut: 0 } : withoutFew(rows, aboutPeople, threshold);
  return { id, title, columns, rows: kept, suppressed: leftOut };
}

const TEXTS: ReadonlySet<string> = new Set([
  ...['day', 'tool', 'rule', 'kind', 'code', 'browser', 'last_seen', 'alternative'],
  ...['ring', 'detector', 'channel', 'outcome'],
]);

/** DuckDB writes whole numbers of 64 bits as texts. */
function numbered(row: Row): Row {
  const cells = Object.entries(row).map(([name, cell]) => {
    return [name, TEXTS.has(name) || cell === null ? cell : Number(cell)] as const;
  });
  return Object.fromEntries(cells);
}
