/** `gatepost report` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { writeInPlace } from '../../lib/files.js';
import { renderEventsCsv, renderTable } from '../../report/render.js';
import { renderEventsHtml } from '../../report/render-html.js';
import { reportEvents, type EventsReport } from '../../report/report.js';
import { DEFAULT_THRESHOLD } from '../../report/suppression.js';
import { paintFor } from '../../lib/terminal.js';
import { print, printRaw, printJson } from '../../lib/print.js';

interface ReportFlags {
  readonly html?: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly threshold: number;
  readonly json: boolean;
}

const EXAMPLES = `
Event files contain JSON lines, as gatepost serve --collect writes them. The command needs DuckDB, an optional dependency.
Lines about what people do are suppressed for groups of fewer browsers than the threshold, and so are totals that would reveal
them.

Examples:
  gatepost report events
  gatepost report events --html report.html
  gatepost report events/events-2026-11-23.ndjson --format csv`;

export function addReport(program: Command): void {
  program
    .command('report')
    .description('Summarise collected events: adoption, inactive browsers, blocks, warnings, requests, errors.')
    .argument('<files...>', 'event files or folders')
    .option('--html <file>', 'write an HTML report with charts to this file')
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'json', 'csv']).default('table'))
    .option('--json', 'the same as --format json', false)
    .option('--threshold <browsers>', 'suppress groups of fewer browsers', parseThreshold, DEFAULT_THRESHOLD)
    .addHelpText('after', EXAMPLES)
    .action(async (places: string[], { html, format, threshold, json }: ReportFlags) => {
      const report = await reportEvents(places, threshold);
      if (html !== undefined) await writeInPlace(html, renderEventsHtml(report));
      printReport(report, json ? 'json' : format);
    });
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
