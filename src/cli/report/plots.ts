/** What the page of the report draws: lines over days, a section each. Pure. */
import type { Row } from './duckdb.js';
import type { ReportReader } from './reader.js';
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
  rings: { by: ['ring'], value: 'percent', keep: 'largest' },
  use: { by: ['kind'], value: 'times', keep: 'latest' },
  'restricted-browsers': { by: ['tool', 'rule'], value: 'browsers', keep: 'largest' },
};

/** Of a plot; more would not be told apart. */
const MAX_SERIES = 6;

/** Days without a line are shown as gaps, unless a wrong clock has made them thousands. */
const MAX_DAYS = 1_000;
const DAY_MS = 24 * 3_600_000;

export interface Plot {
  readonly id: string;
  readonly days: readonly string[];
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
}

export const isDrawn = ({ id, rows }: ReportSection): boolean => id in PLOTS && rows.length > 0;

export function plotOf(section: ReportSection, { cell }: ReportReader): Plot | null {
  const { id, rows } = section;
  const plot = PLOTS[id];
  if (plot === undefined || !isDrawn(section)) return null;
  const labelOf = (row: Row) => plot.by.map((column) => cell(column, row[column] ?? null)).join(', ');
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

/** Runs in the reader's browser. Drawn anew when light and dark change, or the width. */
export const DRAW_PLOTS = `
(() => {
  const { language, day: dayWord, plots } = JSON.parse(document.getElementById('plots').textContent);
  const names = ['uncovered', 'new', 'lifted', 'restricted', 'all', 'soft'];
  const daySteps = [1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * 86400);
  const wholeSteps = Array.from({ length: 8 }, (_, zeros) => [1, 2, 5].map((step) => step * 10 ** zeros)).flat();
  const inWords = (options) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    return (seconds) => format.format(seconds * 1000);
  };
  const [onAxis, inLegend] = [inWords({ day: 'numeric', month: 'short' }), inWords({ dateStyle: 'medium' })];
  const number = new Intl.NumberFormat(language);
  const draw = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
    for (const { id, days, series } of plots) {
      const place = document.getElementById('plot-' + id);
      place.replaceChildren();
      new uPlot({
        width: place.clientWidth - 16, height: 240, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        scales: { y: { range: (_, low, high) => id === 'rings' ? [0, 105] : [0, Math.max(high * 1.1, 1)] } },
        axes: [{ ...axis, space: 70, incrs: daySteps, values: (_, ticks) => ticks.map(onAxis) },
          { ...axis, size: 60, incrs: wholeSteps, values: (_, ticks) => ticks.map((tick) => number.format(tick)) }],
        series: [{ label: dayWord, value: (_, seconds) => seconds === null ? '–' : inLegend(seconds) }, ...series.map(({ label }, index) => ({
          label, stroke: colour(names[index % names.length]), width: 2, spanGaps: false, points: { show: days.length < 60 },
          value: (_, value) => value === null || value === undefined ? '–' : number.format(value),
        }))],
      }, [days.map((day) => Date.parse(day) / 1000), ...series.map(({ values }) => values)], place);
    }
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('resize', draw);
})();
`;
