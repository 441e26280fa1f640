/** The report of events as one HTML file, in its reader's language: plots and all inside, nothing fetched, light and dark. */
import { escapedHtml, renderPlotPage } from '../lib/html-page.js';
import { printable } from '../lib/terminal.js';
import type { Coverage } from './coverage.js';
import type { Cell } from './duckdb.js';
import { DRAW_PLOTS, isDrawn, plotOf } from './plots.js';
import { reportReader, type ReportFor, type ReportReader } from './reader.js';
import type { EventsReport } from './report.js';
import { SILENT_DAYS, type ReportSection } from './sections.js';

/** Longer lists are folded: their number says the most. */
const UNFOLDED = 10;
/** Lists of browsers: who reads the report wants to know first how many. */
const LISTS: ReadonlySet<string> = new Set(['silent', 'never']);

export function renderEventsHtml(report: EventsReport, readFor: ReportFor): string {
  const reader = reportReader(readFor);
  const { language, organisation, say } = reader;
  // Many revisions are many lines: the page draws one for each ring instead. The table, CSV and JSON have both.
  const sections = report.sections.filter(({ id }) => id !== 'adoption');
  const body = [
    ...headHtml(report, reader),
    ...sections.flatMap((section) => sectionHtml(section, report, reader)),
    ...aboutHtml(report, reader),
  ];
  return renderPlotPage({
    title: organisation === null ? say('title') : `${printable(organisation)} – ${say('title')}`,
    ...{ language, style: OWN_STYLE, body, script: DRAW_PLOTS },
    plots: {
      language,
      day: reader.word('column', 'day'),
      plots: sections.flatMap((section) => plotOf(section, reader) ?? []),
    },
  });
}

function headHtml(report: EventsReport, { organisation, say, number, percent, period }: ReportReader): string[] {
  const { firstDay, lastDay, coverage, events, browsers, silent } = report;
  const days =
    firstDay === null || lastDay === null ? say('noEvents') : say('period', { period: period(firstDay, lastDay) });
  const card = (title: string, figure: string, under = '') =>
    `<div class="card"><h2>${escapedHtml(title)}</h2><p class="figure">${escapedHtml(figure)}</p>${under}</div>`;
  const coverageCard = ({ active, expected }: Coverage) => {
    const under = say('coverageOf', { active: number(active), expected: number(expected) });
    return card(say('coverage'), percent(active / expected), `<p>${escapedHtml(under)}</p>`);
  };
  return [
    ...(organisation === null ? [] : [`<p class="company">${escapedHtml(printable(organisation))}</p>`]),
    `<h1>${escapedHtml(say('title'))}</h1>`,
    `<p class="note">${escapedHtml(days)}</p>`,
    '<div class="cards">',
    ...(coverage === null ? [] : [coverageCard(coverage)]),
    card(say('browsers'), number(browsers)),
    card(say('inactive', { days: String(SILENT_DAYS) }), number(coverage?.inactive ?? silent)),
    ...(coverage === null ? [] : [card(say('never'), number(coverage.never))]),
    ...(coverage === null || coverage.others === 0 ? [] : [card(say('others'), number(coverage.others))]),
    card(say('events'), number(events)),
    '</div>',
  ];
}

function sectionHtml(section: ReportSection, { threshold, silent }: EventsReport, reader: ReportReader): string[] {
  const { id, rows, suppressed } = section;
  const { say, number } = reader;
  if (rows.length === 0 && suppressed === 0) return [];
  const title = escapedHtml(reader.word('section', id, section.title).replace('{days}', String(SILENT_DAYS)));
  const hidden = say('suppressed', { count: number(suppressed), threshold: number(threshold) });
  return [
    `<section><h2>${title}</h2>`,
    ...(isDrawn(section) ? [plotHtml(id, title, reader)] : []),
    // Of a long list the lines are the beginning only.
    ...(rows.length === 0 ? [] : tableHtml(section, id === 'silent' ? silent : rows.length, reader)),
    ...(suppressed === 0 ? [] : [`<p class="note">${escapedHtml(hidden)}</p>`]),
    '</section>',
  ];
}

function plotHtml(id: string, title: string, { say }: ReportReader): string {
  const axis = id === 'rings' ? `<p class="note">${escapedHtml(say('percentAxis'))}</p>` : '';
  return `${axis}<div class="plot" id="plot-${id}" role="img" aria-label="${title}"></div>`;
}

/** What is drawn, and what is long, is folded away behind its number of lines. @param total of what a list is about */
function tableHtml(section: ReportSection, total: number, reader: ReportReader): string[] {
  const { id, columns, rows } = section;
  const { say, number } = reader;
  const isList = LISTS.has(id);
  const heads = columns.map((column) => {
    const isNumber = rows.some((row) => typeof row[column] === 'number');
    return `<th scope="col"${isNumber ? ' class="number"' : ''}>${escapedHtml(reader.word('column', column))}</th>`;
  });
  const table = [
    '<div class="scroll"><table><thead><tr>',
    ...heads,
    '</tr></thead><tbody>',
    ...rows.map((row) => `<tr>${columns.map((column) => cellHtml(column, row[column] ?? null, reader)).join('')}</tr>`),
    '</tbody></table></div>',
  ];
  const count = isList ? number(total) : say('lines', { count: number(rows.length) });
  const counted = isList ? [`<p class="figure">${escapedHtml(count)}</p>`] : [];
  if (rows.length <= UNFOLDED && !isDrawn(section)) return [...counted, ...table];
  const summary = say(isList ? 'list' : 'numbers');
  return [
    ...counted,
    `<details><summary>${escapedHtml(isList ? summary : `${summary} (${count})`)}</summary>`,
    ...table,
    '</details>',
  ];
}

function cellHtml(column: string, cell: Cell, reader: ReportReader): string {
  const attribute = typeof cell === 'number' ? ' class="number"' : '';
  return `<td${attribute}>${escapedHtml(reader.cell(column, cell))}</td>`;
}

/** What a reader of the numbers has to know of how they came about. */
function aboutHtml(report: EventsReport, { say, number }: ReportReader): string[] {
  const { duplicates, unreadable, damaged, skipped, observedInPart } = report;
  const files = damaged.map(({ file, lines }) => printable(`${file}: ${number(lines)}`)).join(', ');
  const said = [
    ...(observedInPart === 0 ? [] : [say('inPart', { count: number(observedInPart) })]),
    ...(duplicates === 0 ? [] : [say('duplicates', { count: number(duplicates) })]),
    ...(unreadable === 0 ? [] : [say('unreadable', { count: number(unreadable), files })]),
    ...skipped.map(({ file, why }) => printable(say('skipped', { file, why }))),
  ];
  if (said.length === 0) return [];
  const items = said.map((each) => `<li>${escapedHtml(each)}</li>`);
  return [`<section><h2>${escapedHtml(say('about'))}</h2><ul>`, ...items, '</ul></section>'];
}

const OWN_STYLE = `
.plot { background: var(--card); border-radius: 6px; padding: .5rem; } .u-legend { color: var(--ink); }
summary { cursor: pointer; } .plot + details { margin-top: .25rem; }
.note { color: var(--soft); font-size: .9rem; margin: .25rem 0; }
.company { margin: 0; font-weight: 600; } section > .figure { margin: .25rem 0; } .card { flex-basis: 8.5rem; }
.u-legend.u-inline.u-live th::after { content: none; } section li { overflow-wrap: anywhere; }
`;
