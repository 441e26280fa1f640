/** The report of events as one HTML file: plots and all inside, nothing fetched, light and dark. */
import { escapedHtml, renderPlotPage } from '../html-page.js';
import { inThousands } from '../numbers.js';
import type { Cell } from './duckdb.js';
import { summary, suppressedLine } from './render.js';
import type { EventsReport } from './report.js';
import type { Told } from './sections.js';

/** Sections over time: what is drawn, and by which column the lines are told apart. */
const PLOTS: Readonly<Record<string, { readonly by: string; readonly value: string }>> = {
  adoption: { by: 'revision', value: 'browsers' },
  use: { by: 'kind', value: 'times' },
};

/** Of a plot; more would not be told apart. */
const MAX_SERIES = 6;

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

function sectionHtml(section: Told, threshold: number): string[] {
  const { id, title, columns, rows } = section;
  const hidden = suppressedLine(section, threshold);
  if (rows.length === 0 && hidden === null) return [];
  const plot =
    id in PLOTS ? [`<div class="plot" id="plot-${id}" role="img" aria-label="${escapedHtml(title)}"></div>`] : [];
  const table =
    rows.length === 0
      ? []
      : [
          '<div class="scroll"><table><thead><tr>',
          ...columns.map((column) => `<th scope="col">${escapedHtml(column.replaceAll('_', ' '))}</th>`),
          '</tr></thead><tbody>',
          ...rows.map((row) => `<tr>${columns.map((column) => cellHtml(row[column] ?? null)).join('')}</tr>`),
          '</tbody></table></div>',
        ];
  const note = hidden === null ? [] : [`<p class="note">${escapedHtml(hidden)}</p>`];
  return [`<section><h2>${escapedHtml(title)}</h2>`, ...plot, ...table, ...note, '</section>'];
}

function cellHtml(cell: Cell): string {
  if (typeof cell === 'number') return `<td class="number">${inThousands(cell)}</td>`;
  return `<td>${escapedHtml(String(cell ?? '–'))}</td>`;
}

function plotOf({ id, rows }: Told): Plot | null {
  const plot = PLOTS[id];
  if (plot === undefined || rows.length === 0) return null;
  const days = [...new Set(rows.map(({ day }) => String(day)))].sort();
  const labels = [...new Set(rows.map((row) => String(row[plot.by])))].slice(-MAX_SERIES);
  const series = labels.map((label) => {
    const byDay = new Map(
      rows.filter((row) => String(row[plot.by]) === label).map((row) => [String(row['day']), Number(row[plot.value])]),
    );
    return { label, values: days.map((day) => byDay.get(day) ?? null) };
  });
  return { id, days, series };
}

const OWN_STYLE = `
.plot { background: var(--card); border-radius: 6px; padding: .5rem; margin-bottom: .75rem; } .u-legend { color: var(--ink); }
.note { color: var(--soft); font-size: .9rem; }
`;

/** Runs in the reader's browser. Drawn anew when light and dark change, or the width. */
const DRAW_PLOTS = `
(() => {
  const plots = JSON.parse(document.getElementById('plots').textContent);
  const names = ['uncovered', 'new', 'lifted', 'restricted', 'all', 'soft'];
  const draw = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
    for (const { id, days, series } of plots) {
      const place = document.getElementById('plot-' + id);
      place.replaceChildren();
      new uPlot({
        width: place.clientWidth - 16, height: 240, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        scales: { y: { range: (_, low, high) => [0, Math.max(high * 1.1, 1)] } }, axes: [axis, { ...axis, size: 70 }],
        series: [{ value: '{YYYY}-{MM}-{DD}' }, ...series.map(({ label }, index) => ({
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
