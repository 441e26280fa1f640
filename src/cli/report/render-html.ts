/** The report of events as one HTML file: plots and all inside, nothing fetched, light and dark. */
import { escapedHtml, renderPlotPage } from '../lib/html-page.js';
import { printable } from '../lib/terminal.js';
import type { Cell, Row } from './duckdb.js';
import { numberIn, summary, suppressedLine } from './render.js';
import type { EventsReport } from './report.js';
import type { ReportSection } from './sections.js';

interface PlotOf {
  /** The columns by which the lines are told apart. */
  readonly by: readonly string[];
  readonly value: string;
  /** Which lines are drawn when there are too many. */
  readonly keep: 'largest' | 'latest';
}

/** Sections over time. */
const PLOTS: Readonly<Record<string, PlotOf>> = {
  adoption: { by: ['revision'], value: 'browsers', keep: 'latest' },
  use: { by: ['kind'], value: 'times', keep: 'latest' },
  'restricted-browsers': { by: ['tool', 'rule'], value: 'browsers', keep: 'largest' },
};

/** Of a plot; more would not be told apart. */
const MAX_SERIES = 6;

/** Days without a line are shown as gaps, unless a wrong clock has made them thousands. */
const MAX_DAYS = 1_000;
const DAY_MS = 24 * 3_600_000;

interface Plot {
  readonly id: string;
  readonly days: readonly string[];
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
}

export function renderEventsHtml(report: EventsReport): string {
  const body = [
    '<h1>Events</h1>',
    ...summary(report).map((line) => `<p>${escapedHtml(line)}</p>`),
    ...report.sections.flatMap((section) => sectionHtml(section, report.threshold)),
  ];
  const plots = report.sections.flatMap((section) => plotOf(section) ?? []);
  return renderPlotPage({ title: 'Gatepost events', style: OWN_STYLE, body, plots, script: DRAW_PLOTS });
}

/** What is drawn has its numbers folded away: a line for each day is long. */
function sectionHtml(section: ReportSection, threshold: number): string[] {
  const { id, title, rows } = section;
  const hidden = suppressedLine(section, threshold);
  if (rows.length === 0 && hidden === null) return [];
  const table = rows.length === 0 ? [] : tableHtml(section);
  const drawn = [
    `<div class="plot" id="plot-${id}" role="img" aria-label="${escapedHtml(title)}"></div>`,
    '<details><summary>The numbers</summary>',
    ...table,
    '</details>',
  ];
  const note = hidden === null ? [] : [`<p class="note">${escapedHtml(hidden)}</p>`];
  const content = id in PLOTS && rows.length > 0 ? drawn : table;
  return [`<section><h2>${escapedHtml(title)}</h2>`, ...content, ...note, '</section>'];
}

function tableHtml({ columns, rows }: ReportSection): string[] {
  const heads = columns.map((column) => {
    const isNumber = rows.some((row) => typeof row[column] === 'number');
    return `<th scope="col"${isNumber ? ' class="number"' : ''}>${escapedHtml(column.replaceAll('_', ' '))}</th>`;
  });
  return [
    '<div class="scroll"><table><thead><tr>',
    ...heads,
    '</tr></thead><tbody>',
    ...rows.map((row) => `<tr>${columns.map((column) => cellHtml(column, row[column] ?? null)).join('')}</tr>`),
    '</tbody></table></div>',
  ];
}

function cellHtml(column: string, cell: Cell): string {
  if (typeof cell === 'number') return `<td class="number">${numberIn(column, cell)}</td>`;
  return `<td>${escapedHtml(printable(String(cell ?? '–')))}</td>`;
}

function plotOf({ id, rows }: ReportSection): Plot | null {
  const plot = PLOTS[id];
  if (plot === undefined || rows.length === 0) return null;
  const labelOf = (row: Row) => plot.by.map((column) => printable(String(row[column] ?? '–'))).join(', ');
  const days = daysOf(rows.map(({ day }) => String(day)));
  const lines = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const label = labelOf(row);
    const line = lines.get(label) ?? new Map<string, number>();
    lines.set(label, line.set(String(row['day']), Number(row[plot.value])));
  }
  const series = drawnOf([...lines], plot.keep).map(([label, byDay]) => {
    return { label, values: days.map((day) => byDay.get(day) ?? null) };
  });
  return { id, days, series };
}

function drawnOf(lines: [string, Map<string, number>][], keep: PlotOf['keep']): [string, Map<string, number>][] {
  if (keep === 'latest') return lines.slice(-MAX_SERIES);
  const sumOf = (values: Map<string, number>) => [...values.values()].reduce((sum, value) => sum + value, 0);
  return lines.sort(([, one], [, other]) => sumOf(other) - sumOf(one)).slice(0, MAX_SERIES);
}

/** Every day from the first to the last. */
function daysOf(told: readonly string[]): string[] {
  const days = [...new Set(told)].sort();
  const [firstMs, lastMs] = [days[0], days.at(-1)].map((day) => Date.parse(day ?? ''));
  const count = ((lastMs ?? 0) - (firstMs ?? 0)) / DAY_MS + 1;
  if (!(count <= MAX_DAYS)) return days;
  return Array.from({ length: count }, (_, index) =>
    new Date((firstMs ?? 0) + index * DAY_MS).toISOString().slice(0, 10),
  );
}

const OWN_STYLE = `
.plot { background: var(--card); border-radius: 6px; padding: .5rem; } .u-legend { color: var(--ink); }
summary { cursor: pointer; } .plot + details { margin-top: .25rem; }
.note { color: var(--soft); font-size: .9rem; }
`;

/** Runs in the reader's browser. Drawn anew when light and dark change, or the width. */
const DRAW_PLOTS = `
(() => {
  const plots = JSON.parse(document.getElementById('plots').textContent);
  const names = ['uncovered', 'new', 'lifted', 'restricted', 'all', 'soft'];
  const daySteps = [1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * 86400);
  const wholeSteps = Array.from({ length: 8 }, (_, zeros) => [1, 2, 5].map((step) => step * 10 ** zeros)).flat();
  const dayOf = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);
  const draw = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
    for (const { id, days, series } of plots) {
      const place = document.getElementById('plot-' + id);
      place.replaceChildren();
      new uPlot({
        width: place.clientWidth - 16, height: 240, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        scales: { y: { range: (_, low, high) => [0, Math.max(high * 1.1, 1)] } },
        axes: [{ ...axis, incrs: daySteps, values: (_, ticks) => ticks.map((seconds) => dayOf(seconds).slice(5)) },
          { ...axis, size: 70, incrs: wholeSteps }],
        series: [{ label: 'day', value: (_, seconds) => seconds === null ? '–' : dayOf(seconds) }, ...series.map(({ label }, index) => ({
          label, stroke: colour(names[index % names.length]), width: 2, spanGaps: false, points: { show: days.length < 60 },
        }))],
      }, [days.map((day) => Date.parse(day) / 1000), ...series.map(({ values }) => values)], place);
    }
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('resize', draw);
})();
`;
