/**
 * What the report of events says, section by section, each a query. Sections about what people do leave out every line that
 * is about fewer browsers than the threshold; sections about policy and health do not, since one failing browser matters.
 */
import type { EventKind } from '../../events/event.js';
import type { Database, Row } from './duckdb.js';

interface Section {
  readonly id: string;
  readonly title: string;
  /** Whether small numbers could tell what one person did. */
  readonly aboutPeople: boolean;
  readonly columns: readonly string[];
  readonly sql: string;
}

/** Days without a sign after which a browser counts as silent: a heartbeat comes every day or so. */
const SILENT_DAYS = 3;

function byToolAndRule(id: string, title: string, kind: EventKind): Section {
  return {
    ...{ id, title, aboutPeople: true },
    columns: ['tool', 'rule', 'times', 'browsers'],
    sql: `SELECT coalesce(tool, host) AS tool, rule, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = '${kind}' GROUP BY ALL ORDER BY times DESC, tool, rule`,
  };
}

export const SECTIONS: readonly Section[] = [
  {
    ...{ id: 'adoption', title: 'Browsers by revision and day', aboutPeople: false },
    columns: ['day', 'revision', 'browsers'],
    sql: `SELECT CAST(day AS VARCHAR) AS day, revision, count(*) AS browsers FROM (
        SELECT day, browserId, arg_max(revision, "at") AS revision FROM events WHERE revision IS NOT NULL GROUP BY ALL
      ) GROUP BY ALL ORDER BY day, revision`,
  },
  {
    ...{ id: 'silent', title: `Browsers without a sign for ${SILENT_DAYS} days`, aboutPeople: false },
    columns: ['browser', 'last_seen', 'revision'],
    sql: `SELECT browserId AS browser, CAST(max(day) AS VARCHAR) AS last_seen, arg_max(revision, "at") AS revision
      FROM events GROUP BY browserId
      HAVING max("at") < (SELECT max("at") FROM events) - INTERVAL ${SILENT_DAYS} DAY ORDER BY last_seen, browser LIMIT 1000`,
  },
  {
    ...{ id: 'use', title: 'Restricted, warned and continued by day', aboutPeople: true },
    columns: ['day', 'kind', 'times', 'browsers'],
    sql: `SELECT CAST(day AS VARCHAR) AS day, kind, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind IN ('restricted', 'warned', 'continued') GROUP BY ALL ORDER BY day, kind`,
  },
  byToolAndRule('restrictions', 'Restricted by tool and rule', 'restricted'),
  {
    ...{ id: 'warnings', title: 'From warning to continuing', aboutPeople: true },
    columns: ['tool', 'rule', 'warned', 'continued', 'percent', 'browsers'],
    sql: `SELECT *, round(100 * continued / nullif(warned, 0), 1) AS percent FROM (
        SELECT coalesce(tool, host) AS tool, rule,
          CAST(coalesce(sum(count) FILTER (kind = 'warned'), 0) AS BIGINT) AS warned,
          CAST(coalesce(sum(count) FILTER (kind = 'continued'), 0) AS BIGINT) AS continued,
          least(count(DISTINCT browserId) FILTER (kind = 'warned'),
            coalesce(nullif(count(DISTINCT browserId) FILTER (kind = 'continued'), 0), 1000000000)) AS browsers
        FROM events WHERE kind IN ('warned', 'continued') GROUP BY ALL
      ) ORDER BY warned DESC, tool, rule`,
  },
  byToolAndRule('requests', 'Requests for access', 'requested'),
  {
    ...{ id: 'alternatives', title: 'Alternatives opened', aboutPeople: true },
    columns: ['tool', 'alternative', 'times', 'browsers'],
    sql: `SELECT coalesce(tool, host) AS tool, code AS alternative, CAST(sum(count) AS BIGINT) AS times,
        count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = 'alternative-opened' GROUP BY ALL ORDER BY times DESC, tool, alternative`,
  },
  byToolAndRule('observed', 'Observed by tool', 'observed'),
  {
    ...{ id: 'guards', title: 'What page guards caught', aboutPeople: true },
    columns: ['code', 'times', 'browsers'],
    sql: `SELECT code, CAST(sum(count) AS BIGINT) AS times, count(DISTINCT browserId) AS browsers
      FROM events WHERE kind = 'guard-acted' GROUP BY ALL ORDER BY times DESC, code`,
  },
  {
    ...{ id: 'errors', title: 'Errors by code', aboutPeople: false },
    columns: ['kind', 'code', 'times', 'browsers'],
    sql: `SELECT kind, code, CAST(sum(count) AS BIGINT) AS times, count(DISTINCT browserId) AS browsers
      FROM events WHERE kind IN ('policy-refused', 'check-failed', 'problem-found', 'state-repaired', 'trust-domain-changed')
      GROUP BY ALL ORDER BY times DESC, kind, code`,
  },
  {
    ...{ id: 'lost', title: 'Events that did not arrive', aboutPeople: false },
    columns: ['code', 'times', 'browsers'],
    // Each browser tells its total: the largest is the latest.
    sql: `SELECT code, CAST(sum(total) AS BIGINT) AS times, count(*) AS browsers FROM (
        SELECT code, browserId, max(count) AS total FROM events WHERE kind = 'events-lost' GROUP BY ALL
      ) GROUP BY code ORDER BY code`,
  },
];

export interface Told {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Lines left out because they are about too few browsers. */
  readonly suppressed: number;
}

/** @param threshold lines about fewer browsers are left out; 1: none */
export async function tell(database: Database, section: Section, threshold: number): Promise<Told> {
  const { id, title, columns, aboutPeople } = section;
  const rows = (await database.rows(section.sql)).map((row) => numbered(row));
  const kept = aboutPeople ? rows.filter(({ browsers }) => Number(browsers) >= threshold) : rows;
  return { id, title, columns, rows: kept, suppressed: rows.length - kept.length };
}

const TEXTS: ReadonlySet<string> = new Set([
  ...['day', 'tool', 'rule', 'kind', 'code', 'browser', 'last_seen', 'alternative'],
]);

/** DuckDB writes whole numbers of 64 bits as texts. */
function numbered(row: Row): Row {
  const cells = Object.entries(row).map(([name, cell]) => {
    return [name, TEXTS.has(name) || cell === null ? cell : Number(cell)] as const;
  });
  return Object.fromEntries(cells);
}
