/** The report of events for a terminal and as CSV. */
import { counted, inThousands } from '../numbers.js';
import { csvLines } from '../simulate/report-csv.js';
import { printable, type Paint } from '../terminal.js';
import type { Cell } from './duckdb.js';
import type { EventsReport } from './report.js';
import type { Told } from './sections.js';

const SHOWN = 20;

export function renderTable(report: EventsReport, paint: Paint): string {
  return [...summary(report), ...report.sections.flatMap((section) => sectionLines(section, report, paint))].join('\n');
}

/** A line for each line of each section; the columns are those of all sections. */
export function renderEventsCsv({ sections }: EventsReport): string {
  const columns = [...new Set(sections.flatMap((section) => section.columns))];
  const rows = sections.flatMap(({ id, rows: told }) =>
    told.map((row) => [id, ...columns.map((column) => row[column] ?? null)]),
  );
  return csvLines([['section', ...columns], ...rows]);
}

export function summary(report: EventsReport): string[] {
  const { events, browsers, firstDay, lastDay, duplicates, unreadable, observedInPart } = report;
  const days = `${firstDay ?? '-'} to ${lastDay ?? '-'} (UTC)`;
  const told = (number: number, one: string, words: string) =>
    number === 0 ? [] : [`${counted(number, one)} ${words}`];
  return [
    `${counted(events, 'event')} of ${counted(browsers, 'browser')}, ${days}`,
    ...told(duplicates, 'line', 'arrived more than once and count once'),
    ...told(unreadable, 'line', 'could not be read as events'),
    ...told(observedInPart, 'browser', OBSERVED_IN_PART_WORDS),
  ];
}

const OBSERVED_IN_PART_WORDS =
  'did not count all observed pages: the policy observes more sites than a browser can count (docs/limits.md)';

export function suppressedLine({ suppressed }: Told, threshold: number): string | null {
  if (suppressed === 0) return null;
  return `${suppressed} ${suppressed === 1 ? 'line is' : 'lines are'} about fewer than ${threshold} browsers and left out`;
}

function sectionLines(section: Told, { threshold }: EventsReport, paint: Paint): string[] {
  const { title, columns, rows } = section;
  const hidden = suppressedLine(section, threshold);
  if (rows.length === 0 && hidden === null) return [];
  const cells = rows.slice(-SHOWN).map((row) => columns.map((column) => shown(row[column] ?? null)));
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
    ...(rows.length > SHOWN ? [paint('dim', `and ${rows.length - SHOWN} more; --format json has them all`)] : []),
    ...(hidden === null ? [] : [paint('dim', hidden)]),
  ];
}

function shown(cell: Cell): string {
  return typeof cell === 'number' ? inThousands(cell) : printable(String(cell ?? '-'));
}
