/** `gatepost report` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { SHEET_LANGUAGES, type SheetLanguage } from '../../../events/sheet-words/sheet-words.js';
import { writeInPlace } from '../../lib/files.js';
import { renderEventsCsv, renderTable } from '../../report/render.js';
import { renderEventsHtml } from '../../report/render-html.js';
import { reportEvents, type EventsReport } from '../../report/report.js';
import { readExpected } from '../../report/expected.js';
import { DEFAULT_POLICY, namesFor } from './run.js';
import { DEFAULT_THRESHOLD } from '../../report/suppression.js';
import { paintFor, printable } from '../../lib/terminal.js';
import { print, printBeside, printRaw, printJson } from '../../lib/print.js';

interface ReportFlags {
  readonly policy?: string;
  readonly expected?: string;
  readonly language?: SheetLanguage;
  readonly html?: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly threshold: number;
  readonly json: boolean;
}

const EXAMPLES = `
Event files contain JSON lines, as gatepost serve --collect writes them. The command needs DuckDB, an optional dependency.
Lines about what people do are suppressed for groups of fewer browsers than the threshold, and so are totals that would reveal
them. The HTML report names the company of the policy, and tools by their names; --expected says how many of your browsers report.

Examples:
  gatepost report events
  gatepost report events --html report.html --language fr --expected 3000
  gatepost report events --expected browsers.csv
  gatepost report events/events-2026-11-23.ndjson --format csv`;

export function addReport(program: Command): void {
  program
    .command('report')
    .description('Summarise collected events: adoption, inactive browsers, blocks, warnings, requests, errors.')
    .argument('<files...>', 'event files or folders')
    .option('--html <file>', 'write an HTML report with charts to this file')
    .addOption(
      new Option('-l, --language <tag>', "language of the HTML report; default: the policy's, else en").choices(
        SHEET_LANGUAGES,
      ),
    )
    .option('--policy <file>', `policy that names company and tools in it (default: ${DEFAULT_POLICY}, if it is there)`)
    .option(
      '--expected <number|file>',
      'browsers that should report: their number, or a file with a device ID on each line or in a CSV column "browser"',
    )
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'json', 'csv']).default('table'))
    .option('--json', 'the same as --format json', false)
    .option('--threshold <browsers>', 'suppress groups of fewer browsers', parseThreshold, DEFAULT_THRESHOLD)
    .addHelpText('after', EXAMPLES)
    .action(async (places: string[], flags: ReportFlags) => {
      const { html, format, threshold, json, expected } = flags;
      const report = await reportEvents(
        places,
        threshold,
        expected === undefined ? null : await readExpected(expected),
      );
      if (html !== undefined) await writeHtml(html, report, flags);
      printReport(report, json ? 'json' : format);
    });
}

async function writeHtml(file: string, report: EventsReport, { policy, language }: ReportFlags): Promise<void> {
  const names = await namesFor(policy ?? null, Date.now());
  if (names.warning !== null) printBeside(printable(names.warning));
  await writeInPlace(file, renderEventsHtml(report, { ...names, language: language ?? names.language }));
}

function printReport(report: EventsReport, format: ReportFlags['format']): void {
  if (format === 'json') printJson(report);
  else if (format === 'csv') printRaw(renderEventsCsv(report));
  else print(renderTable(report, paintFor(process.stdout)).split('\n'));
}

function parseThreshold(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a number of browsers from 1 to 999999.');
  return Number(text);
}
