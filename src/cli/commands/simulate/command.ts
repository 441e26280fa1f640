/** `gatepost simulate` on the command line: its flags, and what it prints. */
import path from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandError } from '../../lib/command-error.js';
import { enforcementOf, simulate } from '../../logs/simulate.js';
import type { BrowserEnforcement } from '../../deploy/enforcement-table.js';
import { readText, writeInPlace } from '../../lib/files.js';
import { progressOn } from '../../lib/progress.js';
import { DOCUMENT_NAME } from '../../publishing/publication.js';
import { addLogFlags, logOptionsFrom, type LogFlags } from '../../logs/log-flags.js';
import type { SimulationReport } from '../../logs/simulation-report.js';
import { renderCsv } from './format-csv.js';
import { renderHtml } from './format-html.js';
import { renderReport } from '../../logs/format-simulation.js';
import { paintFor, plainPaint } from '../../lib/terminal.js';
import { another, parseMoment } from '../../lib/parse-flags.js';
import { print, printRaw, printJson } from '../../lib/print.js';

type Output = 'table' | 'json' | 'csv' | 'html';

interface SimulateFlags extends LogFlags {
  readonly log: string[];
  readonly against?: string;
  readonly dir?: string;
  readonly group: string[];
  readonly ring?: string;
  readonly at?: number;
  readonly names: number;
  readonly pseudonymize?: string;
  readonly output: Output;
  readonly json: boolean;
  readonly out?: string;
}

const EXAMPLES = `
Logs: proxies, gateways, firewalls and name servers, as they are, gzip or Zstandard; histories of Chrome, Edge and Firefox.
\`gatepost logs\` lists the formats, and \`gatepost logs explain access.log\` shows what the first lines become.

Lines that were not surely read are counted and shown; the report says which fields the address and the person were read from.

People and visits: a person is a user of the log, or a client address where the log names no user at all. Where other lines
name users, client addresses of lines without a user are counted separately, after a +; the share of people is the larger one,
without and with them. A visit is a page, or a tunnel after 30 minutes without one of the same person to the same host.
Requests that the proxy refused are counted apart: they are neither visits nor people.

Examples:
  gatepost simulate policy.yaml --log access.log --against published --dir public
  zcat proxy-*.gz | gatepost simulate policy.yaml --log -
  gatepost simulate policy.yaml --log export.csv --column url=Address --column user=Login
  gatepost simulate policy.yaml --log access.log.zst --output html --out report.html`;

export function addSimulate(program: Command): void {
  const command = program
    .command('simulate')
    .description('Run a policy against the traffic in a log and show the effect. Publishes and sends nothing.')
    .argument('<policy>', 'a policy file (policy.yaml) or a published document (policy.jws)')
    .requiredOption('-l, --log <file...>', 'logs to read; - is standard input')
    .option('--against <policy>', 'policy to compare with; "published" is the one in --dir')
    .option('-d, --dir <folder>', 'folder with the published policy, for --against published');
  addLogFlags(command)
    .option('-g, --group <name>', 'simulate a browser in this group instead of everyone; repeatable', another, [])
    .option('-r, --ring <name>', 'simulate a browser in this ring instead of everyone')
    .option('--at <moment>', 'time for which time windows are evaluated; default: now', parseMoment)
    .option('--names <number>', 'list up to this many people for each restricted line', parseCount, 0)
    .option('--pseudonymize <keyfile>', 'pseudonymise people with the key in this file, and show no log lines')
    .addOption(
      new Option('--output <kind>', 'report format').choices(['table', 'json', 'csv', 'html']).default('table'),
    )
    .option('--json', 'the same as --output json', false)
    .option('-o, --out <file>', 'write the report to a file')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(policyFile: string, flags: SimulateFlags): Promise<void> {
  const progress = progressOn(process.stderr);
  const facts =
    flags.group.length === 0 && flags.ring === undefined
      ? null
      : { groups: flags.group, ring: flags.ring ?? null, installId: '', supportId: '', timeZone: 'UTC' };
  const nowMs = flags.at ?? Date.now();
  const report = await simulate({
    policyFile,
    againstFile: againstFile(flags),
    logs: flags.log,
    facts,
    nowMs,
    ...logOptionsFrom(flags),
    names: flags.names,
    pseudonymKey: flags.pseudonymize === undefined ? null : await readKey(flags.pseudonymize),
    onProgress: progress.update,
  }).finally(progress.end);
  const enforcement = outputOf(flags) === 'html' ? await enforcementOf(policyFile, facts, nowMs) : [];
  const text = rendered(report, enforcement, flags);
  if (flags.out !== undefined) await writeInPlace(flags.out, `${text}\n`);
  else if (outputOf(flags) === 'json') printJson(report);
  else if (outputOf(flags) === 'table') print(text.split('\n'));
  else printRaw(text);
}

function againstFile({ against, dir }: SimulateFlags): string | null {
  if (against !== 'published') return against ?? null;
  if (dir === undefined)
    throw new CommandError('--against published needs --dir: the folder that gatepost publish writes to');
  return path.join(dir, DOCUMENT_NAME);
}

const SHORTEST_KEY = 16;

async function readKey(file: string): Promise<string> {
  const key = (await readText(file, 'the key')).trim();
  if (key.length >= SHORTEST_KEY) return key;
  throw new CommandError(`${file} is too short for a key: expected ${SHORTEST_KEY} random characters or more`);
}

const outputOf = ({ json, output }: SimulateFlags): Output => (json ? 'json' : output);

function rendered(report: SimulationReport, enforcement: readonly BrowserEnforcement[], flags: SimulateFlags): string {
  switch (outputOf(flags)) {
    case 'json':
      return JSON.stringify(report, null, 2);
    case 'csv':
      return renderCsv(report);
    case 'html':
      return renderHtml(report, enforcement);
    case 'table':
      return renderReport(report, flags.out === undefined ? paintFor(process.stdout) : plainPaint);
  }
}

function parseCount(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number from 0 to 9999.');
}
