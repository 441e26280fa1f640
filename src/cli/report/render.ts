/** The report of events for a terminal and as CSV. */
import { counted, inThousands } from '../lib/numbers.js';
import { csvLines } from '../lib/csv.js';
import { asText, printable, type Paint } from '../lib/terminal.js';
import type { Coverage } from './coverage.js';
import type { Cell } from './duckdb.js';
import type { DamagedFile } from './load-events.js';
import type { EventsReport } from './report.js';
import { SILENT_DAYS, type ReportSection } from './sections.js';

const SHOWN = 20;

export function renderTable(report: EventsReport, paint: Paint): string {
  return asText([...summary(report), ...report.sections.flatMap((section) => sectionLines(section, report, paint))]);
}

/** A line for each line of each section; the columns are those of all sections. */
export function renderEventsCsv({ sections }: EventsReport): string {
  const columns = [...new Set(sections.flatMap((section) => section.columns))];
  const rows = sections.flatMap(({ id, rows: told }) =>
    told.map((row) => [id, ...columns.map((column) => inCell(row[column] ?? null))]),
  );
  return csvLines([['section', ...columns], ...rows]);
}

/** A terminal may be what it is shown on. */
const inCell = (cell: Cell): Cell => (typeof cell === 'string' ? printable(cell) : cell);

function summary(report: EventsReport): string[] {
  const { events, browsers, firstDay, lastDay, duplicates, unreadable, damaged, skipped, silent } = report;
  const days = `${firstDay ?? '-'} to ${lastDay ?? '-'} (UTC)`;
  const told = (number: number, one: string, words: string) =>
    number === 0 ? [] : [`${counted(number, one)} ${words}`];
  return [
    `${counted(events, 'event')} of ${counted(browsers, 'browser')}, ${days}`,
    ...told(duplicates, 'line', 'arrived more than once and are counted once'),
    ...told(unreadable, 'line', `could not be read as events: ${damaged.map(inWords).join(', ')}`),
    ...skipped.map(({ file, why }) => printable(`${file} was skipped in whole or in part: ${why}`)),
    ...told(silent, 'browser', `inactive for ${SILENT_DAYS} days`),
    ...(report.coverage === null ? [] : [coverageLine(report.coverage)]),
    ...told(report.observedInPart, 'browser', OBSERVED_IN_PART_WORDS),
  ];
}

function coverageLine({ expected, active, inactive, never, others }: Coverage): string {
  const beside = others === 0 ? '' : `; ${counted(others, 'browser')} not expected`;
  return (
    `${inThousands(active)} of ${counted(expected, 'expected browser')} active, ${inThousands(inactive)} inactive, ` +
    `${inThousands(never)} never reported${beside}`
  );
}

const inWords = ({ file, lines }: DamagedFile): string => printable(`${inThousands(lines)} in ${file}`);

const OBSERVED_IN_PART_WORDS =
  'cannot count all observed sites: the policy observes more than a browser supports (docs/reference/limits.md)';

function suppressedLine({ suppressed }: ReportSection, threshold: number): string | null {
  if (suppressed === 0) return null;
  return `${counted(suppressed, 'line')} suppressed, because they are about fewer than ${threshold} browsers or would reveal such a group`;
}

function sectionLines(section: ReportSection, { threshold }: EventsReport, paint: Paint): string[] {
  const { title, columns, rows } = section;
  const hidden = suppressedLine(section, threshold);
  if (rows.length === 0 && hidden === null) return [];
  const isOverTime = columns[0] === 'day';
  const some = isOverTime ? rows.slice(-SHOWN) : rows.slice(0, SHOWN);
  const cells = some.map((row) => columns.map((column) => shown(column, row[column] ?? null)));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((each) => each[index]?.length ?? 0)),
  );
  const line = (each: readonly string[]) =>
    each
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    '',
    paint('bold', title),
    ...(rows.length === 0 ? [] : [paint('dim', line(columns)), ...cells.map(line)]),
    ...(rows.length > SHOWN ? [paint('dim', unshown(rows.length - SHOWN, isOverTime))] : []),
    ...(hidden === null ? [] : [paint('dim', hidden)]),
  ];
}

function unshown(lines: number, areEarlier: boolean): string {
  return `and ${inThousands(lines)} ${areEarlier ? 'earlier' : 'more'}; --format json lists all`;
}

function shown(column: string, cell: Cell): string {
  return typeof cell === 'number' ? numberIn(column, cell) : printable(String(cell ?? '-'));
}

/** A revision is a name made of digits. */
function numberIn(column: string, number: number): string {
  return column === 'revision' ? String(number) : inThousands(number);
}
