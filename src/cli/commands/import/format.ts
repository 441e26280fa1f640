/** What `gatepost import` prints: what became of every line, and what the rules would restrict. */
import { counted, inThousands } from '../../lib/numbers.js';
import { printable, type Paint } from '../../lib/terminal.js';
import { peopleIn, visitsIn } from '../../logs/simulation-report.js';
import type { DecidedBefore } from './decided-before.js';
import type { BlastRadius, Imported } from './run.js';

/** Of each part; all of them are in --json. */
const LINES_SHOWN = 40;
const NAMES_SHOWN = 8;

export function renderImport(imported: Imported, paint: Paint): string[] {
  return [
    ...lists(imported),
    ...rules(imported, paint),
    ...beyond(imported, paint),
    ...differences(imported, paint),
    ...decided(imported, paint),
    ...left(imported, 'unmapped', 'No rule was made of these lines:', paint),
    ...left(imported, 'skipped', 'Skipped:', paint),
    ...reasons(imported),
    ...blastRadius(imported.blastRadius, paint),
  ];
}

function lists({ lists: all }: Imported): string[] {
  return all.map(
    ({ file, kind, because, mapped, unmapped, skipped }) =>
      `${printable(file)}: read as ${kind} (${because}); ${inThousands(mapped)} mapped, ${inThousands(unmapped)} unmapped, ${inThousands(skipped)} skipped`,
  );
}

function rules({ rules: all }: Imported, paint: Paint): string[] {
  if (all.length === 0) return ['', paint('red', 'No line could become a rule.')];
  const lines = all.map(({ id, action, tools, sites }) => {
    const what = tools.length > 0 ? counted(tools.length, 'tool') : counted(sites.length, 'site');
    return `  ${id}  ${action}  ${what}: ${few(tools.length > 0 ? tools : sites)}`;
  });
  return ['', paint('bold', 'Rules, in the order of the policy:'), ...lines];
}

function beyond({ beyond: all }: Imported, paint: Paint): string[] {
  return section(
    'Tools with more hosts than the lists name; a rule covers all of them (--exact keeps to the lists):',
    all.map(({ name, sites }) => `${name}: ${few(sites)}`),
    paint,
  );
}

function differences({ mapped }: Imported, paint: Paint): string[] {
  const lines = mapped.flatMap(({ note, ...line }) =>
    note === null ? [] : [`${placed(line)}: ${line.site}: ${note}`],
  );
  return section('Not exactly what the list says:', lines, paint);
}

function decided({ decided: all }: Imported, paint: Paint): string[] {
  return section(
    'Decided already by rules of the policy that stand before the new ones:',
    all.map(
      (entry) => `${placed(entry)}: ${entry.site}: ${entry.rules.length === 1 ? 'rule' : 'rules'} ${extent(entry)}`,
    ),
    paint,
  );
}

function extent({ rules: named, allBrowsers, subdomains, without }: DecidedBefore): string {
  return [
    few(named.map(({ id, action }) => `${printable(id)} (${action})`)),
    ...(allBrowsers ? [] : ['for some browsers']),
    ...(subdomains ? [] : ['without subdomains']),
    ...(without.length === 0 ? [] : [`without ${few(without)}`]),
  ].join(', ');
}

function left({ left: all }: Imported, wanted: 'unmapped' | 'skipped', title: string, paint: Paint): string[] {
  const lines = all.filter(({ kind }) => kind === wanted).map((line) => `${placed(line)}: ${line.reason}`);
  return section(title, lines, paint);
}

function reasons({ reasonsLeftOut }: Imported): string[] {
  if (reasonsLeftOut === 0) return [];
  return [
    '',
    `The lists give ${reasonsLeftOut} different reasons, so none was kept: give each rule one for people to read.`,
  ];
}

function blastRadius({ tools, sites, simulated }: BlastRadius, paint: Paint): string[] {
  const title = [
    '',
    paint('bold', `If all of these rules blocked: ${counted(tools, 'tool')} and ${counted(sites, 'site')}`),
  ];
  if (simulated === null) return [...title, '  Add --log access.log to see how many people that is.'];
  const { log, restricted } = simulated;
  return [
    ...title,
    `  ${peopleIn(restricted)} (${restricted.peoplePercent} %), ${visitsIn(restricted)} (${restricted.visitsPercent} %)`,
    `  of ${peopleIn(log)}, ${visitsIn(log)} in the log`,
    ...(log.malformed === 0
      ? []
      : [`  ${counted(log.malformed, 'line')} of ${inThousands(log.lines)} could not be read`]),
  ];
}

const placed = ({ file, line, text }: { file: string; line: number; text: string }): string =>
  `${printable(file)}:${line}: ${printable(text)}`;

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - LINES_SHOWN;
  const rest = more > 0 ? [`  and ${inThousands(more)} more; --json lists all`] : [];
  return ['', paint('bold', title), ...lines.slice(0, LINES_SHOWN).map((line) => `  ${line}`), ...rest];
}

function few(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${inThousands(more)} more` : '');
}
