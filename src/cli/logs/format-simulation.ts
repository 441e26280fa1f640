/** The report of a simulation for a terminal: a summary, and a table each of rules and of tools that no rule is about. */
import { inThousands } from '../lib/numbers.js';
import { asText, printable, type Paint } from '../lib/terminal.js';
import { hintOnList } from './json-list-names.js';
import { notesOnLines, sampleInWords } from './line-notes.js';
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
} from './simulation-report.js';

const UNCOVERED_SHOWN = 15;

export function renderReport(report: SimulationReport, paint: Paint): string {
  return asText([
    ...summary(report, paint),
    ...notes(report, paint),
    ...rules(report, paint),
    ...uncovered(report, paint),
  ]);
}

const day = (moment: string | null): string => dayOf(moment) ?? '-';
const people = (numbers: Numbers): string => peopleCounted(numbers, '≈');

function summary(
  { policy, against, at, later, rollouts, browser, log, ...found }: SimulationReport,
  paint: Paint,
): string[] {
  const who = browser === null ? 'each URL evaluated for the strictest audience' : `for ${browserInWords(browser)}`;
  const share = (title: string, numbers: Share | null): string[] =>
    numbers === null
      ? []
      : [
          `${title.padEnd(18)} ${peopleIn(numbers)} (${numbers.peoplePercent} %), ${visitsIn(numbers)} ` +
            `(${numbers.visitsPercent} %), ${requestsIn(numbers)}`,
        ];
  return [
    paint('bold', `${policy}${against === null ? '' : `, against ${against}`}`),
    `${who}; time windows as of ${[at, ...later].join(' and ')}`,
    ...rollouts,
    '',
    `${'in the log'.padEnd(18)} ${peopleIn(log)}, ${visitsIn(log)}, ${requestsIn(log)}, ` +
      `${day(log.firstSeen)} to ${day(log.lastSeen)}`,
    ...share('restricted', found.restricted),
    ...share('newly restricted', found.newlyRestricted).map((line) => paint('red', line)),
    ...share('lifted', found.lifted).map((line) => paint('green', line)),
  ];
}

/** What the reader has to know of how far the numbers go. */
function notes(report: SimulationReport, paint: Paint): string[] {
  const { log } = report;
  const found = [...log.files.map(readAs), ...unread(log), ...limitsIn(log), ...signsIn(report)];
  return found.length === 0 ? [] : ['', ...found.map((line) => paint('dim', line))];
}

/** With the fields, so that nobody has to guess what was taken for the address or the person. */
function readAs({ name, format, because, fields }: SimulationReport['log']['files'][number]): string {
  const used = Object.entries(fields).map(([role, field]) => `${role} from ${printable(field)}`);
  return `${printable(name)} was read as ${format}: ${printable(because)}${used.length === 0 ? '' : `; ${used.join(', ')}`}`;
}

function unread(log: SimulationReport['log']): string[] {
  const otherLists = log.files.flatMap(({ otherList }) => (otherList === undefined ? [] : [hintOnList(otherList)]));
  const reasons = Object.entries(log.malformedReasons).map(([reason, number]) => `${reason} ${inThousands(number)}`);
  return [
    ...(log.malformed === 0
      ? []
      : [
          `${inThousands(log.malformed)} of ${inThousands(log.lines)} lines could not be read (${reasons.join(', ')}):`,
        ]),
    ...log.samples.map((sample) => `  ${printable(sampleInWords(sample))}`),
    ...notesOnLines(log).map(printable),
    ...(log.requests === 0 && log.malformed > 0
      ? ['No line could be read: check --format, or name the columns (--column url=NAME).']
      : []),
    ...(log.malformedReasons['unclear-host'] === undefined
      ? []
      : ['The field host may name the machine that shipped the line; if it is the site, give --column host=host.']),
    ...new Set(otherLists),
    ...(log.malformedReasons['several-records'] === undefined || otherLists.length > 0
      ? []
      : ['An object that holds several addresses was not read: write its list out, as `jq -c ".NAME[]"` does.']),
    ...log.cutOff.map((name) => `${name} is truncated; the readable part was used.`),
  ];
}

/** What the log does not say. */
function limitsIn(log: SimulationReport['log']): string[] {
  const counts: readonly (readonly [number, string])[] = [
    [log.refused, 'Requests refused by the proxy, neither visits nor people'],
    [log.untimed, 'Requests with a time that cannot be read, which are in no day'],
    [log.noVisits, 'History entries that are no visits: redirects, frames, downloads, other devices'],
    [log.undecided, 'Contacts with hosts with path rules, which count under no rule: cannot tell'],
  ];
  return [
    ...counts.flatMap(([number, what]) => (number === 0 ? [] : [`${what}: ${inThousands(number)}.`])),
    ...(log.pathUnknown === 0
      ? []
      : [
          `${inThousands(log.pathUnknown)} tunnels lead to hosts with path rules; they count as requests for the front page.`,
        ]),
    ...(log.withoutPerson === 0 ? [] : [`${inThousands(log.withoutPerson)} requests name neither user nor client.`]),
    ...(log.contacts === 0 ? [] : ['Contacts are no visits: the log knows hosts only.']),
    ...(log.zoneless ? ['Times without a zone were read as UTC, or in the zone of --time-zone.'] : []),
    ...(log.yearless ? ['Times without a year were read as the last ones before now.'] : []),
  ];
}

function signsIn({ log, rules: lines }: SimulationReport): string[] {
  const estimated = [log, ...lines].some(({ peopleExact }) => !peopleExact);
  return [
    ...(log.addresses > 0 ? ['+ are client addresses of lines that name no user.'] : []),
    ...(estimated ? ['≈ is an estimate, with a standard error of 0.8 %.'] : []),
  ];
}

function rules({ rules: lines }: SimulationReport, paint: Paint): string[] {
  if (lines.length === 0) return ['', 'No request in the log matches a rule.'];
  const heads = ['RULE', 'TOOL', 'ACTION', 'PEOPLE', 'VISITS', 'REQUESTS', 'FIRST', 'LAST', ''];
  const rows = lines.map((line) => [
    line.rule,
    line.tool ?? '(sites)',
    line.action,
    people(line),
    inThousands(line.visits),
    inThousands(line.requests),
    day(line.firstSeen),
    day(line.lastSeen),
    formatDifference(line, paint) + (line.names.length === 0 ? '' : ` ${line.names.map(printable).join(', ')}`),
  ]);
  return ['', ...table(heads, rows, paint)];
}

function formatDifference({ difference }: RuleLine, paint: Paint): string {
  if (difference === 'newly-restricted') return paint('red', 'new');
  return difference === 'lifted' ? paint('green', 'lifted') : '';
}

function uncovered({ uncovered: lines }: SimulationReport, paint: Paint): string[] {
  if (lines.length === 0) return [];
  const heads = ['NO RULE', 'SITE', 'CATEGORY', 'PEOPLE', 'VISITS', 'REQUESTS', 'FIRST', 'LAST'];
  const rows = lines
    .slice(0, UNCOVERED_SHOWN)
    .map((line) => [
      ...[line.tool, line.site, line.category, people(line), inThousands(line.visits), inThousands(line.requests)],
      ...[day(line.firstSeen), day(line.lastSeen)],
    ]);
  const more = lines.length - UNCOVERED_SHOWN;
  return ['', ...table(heads, rows, paint), ...(more > 0 ? [`and ${more} more AI tools without a rule`] : [])];
}

/** Columns of figures stand to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const right = new Set(['PEOPLE', 'VISITS', 'REQUESTS']);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = column === cells.length - 1 ? 0 : (widths[column] ?? 0);
        return right.has(heads[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [paint('bold', line(heads)), ...rows.map(line)];
}
