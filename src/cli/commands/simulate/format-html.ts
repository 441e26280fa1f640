/** The report of a simulation as one HTML file: charts and all inside, nothing fetched, light and dark. */
import { renderEnforcementHtml, type BrowserEnforcement } from '../../deploy/enforcement-table.js';
import { escapedHtml, renderPlotPage } from '../../lib/html-page.js';
import { counted, inThousands } from '../../lib/numbers.js';
import { notesOnLines, sampleInWords } from '../../logs/line-notes.js';
import {
  browserInWords,
  dayOf,
  peopleCounted,
  peopleIn,
  requestsIn,
  visitsIn,
  type Numbers,
  type RuleLine,
  type Share,
  type SimulationReport,
  type UncoveredLine,
} from '../../logs/simulation-report.js';

/** @param enforcement who enforces each rule, in every browser; left out when empty */
export function renderHtml(report: SimulationReport, enforcement: readonly BrowserEnforcement[]): string {
  const body = [
    ...heading(report),
    ...cards(report),
    ...chart(report),
    ...rules(report),
    ...uncovered(report),
    ...enforcers(enforcement),
    ...notes(report),
  ];
  return renderPlotPage({ title: `Simulation of ${report.policy}`, body, plots: report.days, script: DRAW_CHART });
}

const people = (numbers: Numbers): string => peopleCounted(numbers, '≈ ');
const day = (moment: string | null): string => dayOf(moment) ?? '–';

function heading({ policy, against, browser, at, rollouts, log }: SimulationReport): string[] {
  const who = browser === null ? 'Each URL is evaluated for the strictest audience' : `For ${browserInWords(browser)}`;
  return [
    `<h1>${escapedHtml(policy)}</h1>`,
    `<p>${against === null ? '' : `Compared with ${escapedHtml(against)}. `}${escapedHtml(who)}; time windows as of ${day(at)}. `,
    `The log: ${peopleIn(log)}, ${visitsIn(log)}, ${requestsIn(log)}, `,
    `${day(log.firstSeen)} to ${day(log.lastSeen)}.</p>`,
    ...(rollouts.length === 0 ? [] : [`<p class="rollouts">${rollouts.map(escapedHtml).join('<br>')}</p>`]),
  ];
}

function cards({ restricted, newlyRestricted, lifted, uncovered: lines }: SimulationReport): string[] {
  const card = (kind: string, title: string, share: Share | null): string[] =>
    share === null
      ? []
      : [
          `<section class="card ${kind}"><h2>${title}</h2><p class="figure">${peopleIn(share)}</p>`,
          `<p>${share.peoplePercent} % of the people<br>${visitsIn(share)} (${share.visitsPercent} %)</p></section>`,
        ];
  return [
    '<div class="cards">',
    ...card('new', 'Newly restricted', newlyRestricted),
    ...card('lifted', 'Lifted', lifted),
    ...card('restricted', 'Restricted in all', restricted),
    `<section class="card uncovered"><h2>AI without a rule</h2><p class="figure">${counted(lines.length, 'tool')}</p></section>`,
    '</div>',
  ];
}

function chart({ days }: SimulationReport): string[] {
  if (days.length < 2) return [];
  return [
    '<h2>Visits a day</h2>',
    '<div id="chart" role="img" aria-label="Visits a day; the numbers are in the tables"></div>',
  ];
}

function rules({ rules: lines }: SimulationReport): string[] {
  if (lines.length === 0) return ['<p>No request in the log matches a rule.</p>'];
  const most = Math.max(...lines.map((line) => line.people));
  const label = { 'newly-restricted': 'new', lifted: 'lifted', same: '' } as const;
  const row = (line: RuleLine) =>
    [
      `<tr class="${line.restricts ? 'restricts' : ''} ${line.difference ?? ''}"><td>${escapedHtml(line.rule)}</td>`,
      `<td>${escapedHtml(line.toolName ?? 'sites of the rule')}</td><td>${escapedHtml(line.action)}</td>`,
      figures(line, most),
      `<td>${line.difference === null ? '' : label[line.difference]}</td>`,
      `<td>${line.names.map(escapedHtml).join(', ')}</td></tr>`,
    ].join('');
  const heads = ['Rule', 'Tool', 'Action', 'People', 'Visits', 'Requests', 'First', 'Last', 'Change', 'Who'];
  return table('Rules', heads, lines.map(row));
}

function uncovered({ uncovered: lines }: SimulationReport): string[] {
  if (lines.length === 0) return [];
  const most = Math.max(...lines.map((line) => line.people));
  const row = (line: UncoveredLine) =>
    `<tr><td>${escapedHtml(line.toolName)}</td><td>${escapedHtml(line.site)}</td><td>${escapedHtml(line.category)}</td>${figures(line, most)}</tr>`;
  const heads = ['Tool', 'Site', 'Category', 'People', 'Visits', 'Requests', 'First', 'Last'];
  return table('AI tools without a rule', heads, lines.map(row));
}

/** The bar behind the people is drawn by an attribute's value: styles in the markup would need a wider policy. */
function figures(line: Numbers, most: number): string {
  const meter = `<meter min="0" max="${Math.max(most, 1)}" value="${line.people}"></meter>`;
  return (
    `<td class="number">${people(line)} ${meter}</td><td class="number">${inThousands(line.visits)}</td>` +
    `<td class="number">${inThousands(line.requests)}</td><td>${day(line.firstSeen)}</td><td>${day(line.lastSeen)}</td>`
  );
}

function table(title: string, heads: readonly string[], rows: readonly string[]): string[] {
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  return [
    `<h2>${title}</h2>`,
    `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>`,
    ...rows,
    '</tbody></table></div>',
  ];
}

function enforcers(enforcement: readonly BrowserEnforcement[]): string[] {
  if (enforcement.length === 0) return [];
  return [
    '<h2>Enforced by</h2>',
    '<p>The extension, the browser’s own policies as <code>gatepost deploy --policy</code> writes them, both, or nobody. ',
    'With <code>--url-lists</code> browsers take over whole hosts as well.</p>',
    `<div class="scroll">${renderEnforcementHtml(enforcement)}</div>`,
  ];
}

function notes({ log }: SimulationReport): string[] {
  const samples = log.samples.map(sampleInWords);
  return [
    '<h2>How to read this</h2><ul>',
    '<li>A person is a user of the log, or a client address where it names no user at all. Where other lines name users, client addresses of lines without a user are counted separately, after a +; the share of people is the larger one, without and with them. A visit is a page, or a tunnel after 30 minutes without one of the same person to the same host.</li>',
    '<li>≈ is an estimate with a standard error of 0.8 %; other counts of people are exact.</li>',
    `<li>${inThousands(log.malformed)} of ${inThousands(log.lines)} lines could not be read.</li>`,
    ...log.files.map(
      ({ name, format, because }) => `<li>${escapedHtml(`${name} was read as ${format}: ${because}.`)}</li>`,
    ),
    `<li>${inThousands(log.refused)} requests were refused by the proxy; they are neither visits nor people. ${inThousands(log.untimed)} have a time that cannot be read.</li>`,
    `<li>${inThousands(log.pathUnknown)} tunnels lead to hosts with path rules; they count as requests for the front page. ${inThousands(log.undecided)} contacts are with such hosts: cannot tell, they count under no rule.</li>`,
    `<li>${inThousands(log.withoutPerson)} requests name neither user nor client.</li>`,
    ...notesOnLines(log).map((note) => `<li>${escapedHtml(note)}</li>`),
    ...log.cutOff.map((name) => `<li>${escapedHtml(name)} is truncated; the readable part was used.</li>`),
    '</ul>',
    ...(samples.length === 0 ? [] : [`<pre>${samples.map(escapedHtml).join('\n')}</pre>`]),
  ];
}

/** Runs in the reader's browser. Drawn anew when light and dark change, or the width. */
const DRAW_CHART = `
(() => {
  const days = JSON.parse(document.getElementById('plots').textContent);
  const place = document.getElementById('chart');
  if (place === null) return;
  const data = [
    days.map((day) => Date.parse(day.date) / 1000),
    ...['restricted', 'newlyRestricted', 'uncovered'].map((key) => days.map((day) => day[key])),
  ];
  const draw = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
    const series = (label, name) => ({ label, stroke: colour(name), width: 2, fill: colour(name) + '22', points: { show: days.length < 60 } });
    place.replaceChildren();
    new uPlot({
      width: place.clientWidth - 16, height: 280, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      scales: { y: { range: (_, low, high) => [0, Math.max(high * 1.1, 1)] } }, axes: [axis, { ...axis, size: 70 }],
      series: [{ value: '{YYYY}-{MM}-{DD}' }, series('restricted', 'restricted'), series('newly restricted', 'new'), series('without a rule', 'uncovered')],
    }, data, place);
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('resize', draw);
})();
`;
