/** What `gatepost discover` prints: tools in use, and domains that look like AI with the reasons. Nobody is named. */
import { counted, inThousands } from '../../lib/numbers.js';
import { printable, type Paint } from '../../lib/terminal.js';
import { notesOnLines } from '../../logs/line-notes.js';
import type { Discovered, UnknownTool, UsageNumbers } from '../../discover/report.js';

export const NOTE =
  'A domain is listed because it looks like an AI tool, not because it is one: open it, and ask the people who use it.';

export function renderDiscovered(found: Discovered, paint: Paint): string[] {
  const { log, tools, categories, unknown } = found;
  return [
    paint(
      'bold',
      `${counted(log.people, 'person', 'people')}, ${counted(log.requests, 'request')}, ${log.firstSeen ?? '-'} to ${log.lastSeen ?? '-'}`,
    ),
    ...notesOn(found).map((line) => paint('dim', printable(line))),
    '',
    ...table(
      ['TOOL', 'CATEGORY', ...HEADS, 'POLICY'],
      tools.map((each) => [each.tool, each.category, ...cells(each), each.policy ?? '']),
      paint,
    ),
    '',
    ...table(
      ['CATEGORY', ...HEADS],
      categories.map((each) => [each.category, ...cells(each)]),
      paint,
    ),
    '',
    ...table(
      ['IN NO CATALOGUE', 'SCORE', ...HEADS, 'POLICY', 'BECAUSE'],
      unknown.map((each) => [
        printable(each.domain),
        each.score.toFixed(1),
        ...cells(each),
        each.policy ?? '',
        because(each),
      ]),
      paint,
    ),
    ...(unknown.length === 0 ? [] : ['', NOTE, 'For reasons, an entry and a form: --details <domain>.']),
  ];
}

/** Below it, what is rare in the log cannot be told. */
const ENOUGH_NAMES = 1000;

export function notesOn({ log, leastPeople, toolsNotShown, unknownNotShown, names }: Discovered): string[] {
  return [
    ...(log.malformed === 0
      ? []
      : [`${inThousands(log.malformed)} of ${inThousands(log.lines)} lines could not be read.`]),
    ...notesOnLines(log),
    ...(log.hostsNotCounted === 0
      ? []
      : [`${inThousands(log.hostsNotCounted)} requests went to further hosts, which were not told apart.`]),
    ...(toolsNotShown === 0
      ? []
      : [`${counted(toolsNotShown, 'tool')} with fewer than ${leastPeople} people not shown.`]),
    ...(unknownNotShown === 0
      ? []
      : [`${counted(unknownNotShown, 'domain')} that may be AI, with fewer than ${leastPeople} people, not shown.`]),
    `${inThousands(names)} domains of the log are in no catalogue.`,
    ...(names < ENOUGH_NAMES
      ? [`Of fewer than ${inThousands(ENOUGH_NAMES)} domains, scores say little: use a longer log.`]
      : []),
  ];
}

/** One domain in full. */
export function renderDetails(each: UnknownTool): string[] {
  return [
    `${printable(each.domain)}: score ${each.score.toFixed(1)}${each.policy === null ? '' : `, by the policy ${each.policy}`}`,
    `hosts: ${each.hosts.map(printable).join(', ')}`,
    ...each.features.map(
      ({ kind, found, weight, why }) => `  ${weight.toFixed(1)}  ${kind} ${printable(found)}: ${why}`,
    ),
    '',
    'Entry for tools: of a policy, once you have confirmed it:',
    ...each.entry.map((line) => `  ${line}`),
    '',
    'Form for the open catalogue (no figure of your company is in it):',
    ...each.form.map((line) => `  ${line}`.trimEnd()),
  ];
}

export const HEADS = ['PEOPLE', 'VISITS', 'LAST', 'TREND'];

export function cells(numbers: UsageNumbers): string[] {
  return [inThousands(numbers.people), inThousands(numbers.visits), numbers.lastSeen ?? '-', trendOf(numbers)];
}

/** Visits of the last seven days against the seven before. */
function trendOf({ trend }: UsageNumbers): string {
  if (trend === null) return '-';
  if (trend.before === 0) return trend.recent === 0 ? '0 %' : 'new';
  const percent = Math.round((trend.recent / trend.before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

const because = ({ features }: UnknownTool): string => features.map(({ found }) => printable(found)).join(', ');

function table(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  if (rows.length === 0) return [`${heads[0] ?? ''}: none`];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const right = new Set(['PEOPLE', 'VISITS', 'SCORE', 'TREND']);
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right.has(heads[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [paint('bold', line(heads)), ...rows.map(line)];
}
