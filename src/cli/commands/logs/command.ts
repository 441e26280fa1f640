/** `gatepost logs` on the command line: which logs are read, and what the first lines of one become. */
import type { Command } from 'commander';
import { CommandError } from '../../lib/command-error.js';
import { print, printJson } from '../../lib/print.js';
import { printable } from '../../lib/terminal.js';
import { hintOnList } from '../../logs/json-list-names.js';
import { addLogFlags, logOptionsFrom, type LogFlags } from '../../logs/log-flags.js';
import { PRESETS } from '../../logs/presets/all-presets.js';
import { explainLog, type ExplainedLine, type ExplainedLog } from './explain.js';

interface LogsFlags extends LogFlags {
  readonly json: boolean;
}

const EXAMPLES = `
Exit codes: 0 done, 2 wrong usage, or a log whose format cannot be detected.

Examples:
  gatepost logs
  gatepost logs explain access.log
  gatepost logs explain export.csv --map url=Address --map user=Login`;

export function addLogs(program: Command): void {
  const command = program
    .command('logs')
    .description('List the log formats that are read, or show what the first lines of a log become.')
    .argument('[explain]', 'explain, to show the first lines of a log')
    .argument('[file]', 'the log to explain; - is standard input');
  addLogFlags(command).option('--json', 'print as JSON', false).addHelpText('after', EXAMPLES).action(run);
}

async function run(what: string | undefined, file: string | undefined, flags: LogsFlags): Promise<void> {
  if (what === undefined) {
    list(flags.json);
    return;
  }
  if (what !== 'explain' || file === undefined) {
    throw new CommandError(`expected "explain" and a log, found "${[what, file ?? ''].join(' ').trim()}"`);
  }
  const explained = await explainLog(file, { ...logOptionsFrom(flags), nowMs: Date.now() });
  if (flags.json) printJson(explained);
  else print(explanation(file, explained));
}

function list(json: boolean): void {
  const formats = PRESETS.map(({ id, title, shapes, hostOnly = false }) => ({ id, title, shapes, hostOnly }));
  if (json) printJson(formats);
  else {
    const width = Math.max(...formats.map(({ id }) => id.length));
    print(
      formats.map(
        ({ id, title, shapes, hostOnly }) =>
          `${id.padEnd(width)}  ${title} (${shapes.join(', ')})${hostOnly ? '; hosts only: contacts, no visits' : ''}`,
      ),
    );
  }
}

function explanation(file: string, explained: ExplainedLog): string[] {
  const { format, title, because, fields, hostOnly, lines, otherList } = explained;
  const used = Object.entries(fields).map(([role, field]) => `  ${role.padEnd(8)} from ${printable(field)}`);
  return [
    `${printable(file)} is read as ${format} (${title}): ${printable(because)}`,
    ...(hostOnly ? ['It knows hosts only: contacts, no visits, and rules for paths cannot tell.'] : []),
    ...used,
    '',
    ...lines.map(formatLine),
    ...(lines.length === 0 ? ['No line says what anybody did.'] : []),
    ...(otherList === undefined ? [] : [hintOnList(otherList)]),
  ];
}

function formatLine({ line, result, address, person, time, windows1252 }: ExplainedLine): string {
  const encoding = windows1252 ? ['(read as Windows-1252)'] : [];
  const said = [time ?? '(no time)', person ?? '(nobody)', address ?? '', ...encoding].map(printable);
  return `${String(line).padStart(5)}  ${result.padEnd(16)}  ${result === 'request' || result === 'contact' ? said.join('  ') : printable(address ?? '')}`.trimEnd();
}
