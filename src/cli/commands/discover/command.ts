/** `gatepost discover` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, type Command } from 'commander';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { writeInPlace } from '../../lib/files.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { progressOn } from '../../lib/progress.js';
import { paintFor } from '../../lib/terminal.js';
import { addLogFlags, logOptionsFrom, type LogFlags } from '../../logs/log-flags.js';
import { renderDiscoveredHtml } from './format-html.js';
import { renderDetails, renderDiscovered } from './format.js';
import { discover } from './run.js';

interface DiscoverFlags extends LogFlags {
  readonly log: string[];
  readonly policy?: string;
  readonly people: number;
  readonly top: number;
  readonly details?: string;
  readonly html?: string;
  readonly json: boolean;
}

/** Of fewer people, a line can be about one of them whom colleagues know. */
const LEAST_PEOPLE = 3;
const MOST_NAMES = 50;

const MORE = `
Lists the tools of the catalogue that people use, and domains in no catalogue that look like AI tools, each with the reasons: parts
of the name, the top level, paths such as /v1/chat/completions, and known tools that the same people use within ten minutes. No
network is used, and nobody is named. The score only orders the domains; a person has to confirm each.

Tools and domains with fewer than 3 people are not shown, because single people could be recognised; --people sets another number.

Exit codes: 0 done, 1 the policy was rejected, or --details names something that is not listed, 2 wrong usage or an unusable file.

Examples:
  gatepost discover --log access.log
  gatepost discover --log access.log --policy policy.yaml --html tools.html
  gatepost discover --log access.log --details chat-helper.example`;

export function addDiscover(program: Command): void {
  const command = program
    .command('discover')
    .description('Show which AI tools people use, and which domains in a log look like one. Uses no network.')
    .requiredOption('-l, --log <file...>', 'logs to read; - is standard input')
    .option('--policy <file>', 'policy.yaml or policy.jws: also print what it does about each')
    .option('--people <number>', 'show nothing that fewer people use', atLeast(1), LEAST_PEOPLE)
    .option('--top <number>', 'domains in no catalogue to list', atLeast(1), MOST_NAMES)
    .option('--details <domain>', 'print one domain in full: reasons, entry for the policy, form for the catalogue')
    .option('--html <file>', 'also write the report as HTML');
  addLogFlags(command).option('--json', 'print the report as JSON', false).addHelpText('after', MORE).action(run);
}

async function run(flags: DiscoverFlags): Promise<void> {
  const progress = progressOn(process.stderr);
  const found = await discover({
    logs: flags.log,
    policyFile: flags.policy ?? null,
    leastPeople: flags.people,
    most: flags.details === undefined ? flags.top : Number.POSITIVE_INFINITY,
    nowMs: Date.now(),
    ...logOptionsFrom(flags),
    onProgress: progress.update,
  }).finally(progress.end);
  const detailed = found.unknown.find(({ domain }) => domain === flags.details?.toLowerCase());
  if (flags.details !== undefined && detailed === undefined) {
    const why = `it is in no log given, in the catalogue, looks unlike AI, or has fewer than ${flags.people} people`;
    throw new CommandError(`--details ${flags.details}: no such domain is listed: ${why}`, EXIT.refused);
  }
  if (flags.html !== undefined) await writeInPlace(flags.html, `${renderDiscoveredHtml(found)}\n`);
  if (flags.json) printJson(detailed ?? found);
  else print(detailed === undefined ? renderDiscovered(found, paintFor(process.stdout)) : renderDetails(detailed));
  if (flags.html !== undefined) printBeside(`Wrote ${flags.html}.`);
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,6}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`expected a whole number of ${least} or more.`);
  };
}
