/** `gatepost import` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { progressOn } from '../../lib/progress.js';
import { paintFor } from '../../lib/terminal.js';
import { IMPORT_ACTIONS, type ImportAction } from '../../lists/arrange.js';
import { KIND_NAMES, type KindName } from '../../lists/list-kinds.js';
import { addLogFlags, logOptionsFrom, type LogFlags } from '../../logs/log-flags.js';
import { renderImport } from './format.js';
import { importLists, type Destination } from './run.js';

interface ImportFlags extends LogFlags {
  readonly from?: KindName;
  readonly listColumn?: string;
  readonly action: ImportAction;
  readonly exact: boolean;
  readonly sharedHosts: boolean;
  readonly out?: string;
  readonly organisation?: string;
  readonly name?: string;
  readonly into?: string;
  readonly log: string[];
  readonly json: boolean;
}

const MORE = `
Lists: URLBlocklist and URLAllowlist (JSON, .reg, .plist, .mobileconfig, Intune), WebsiteFilter of Firefox, hosts files, filters of
AdGuard, Pi-hole and uBlock Origin, indicators of Microsoft Defender (CSV), URL categories of Zscaler, external dynamic lists of
PAN-OS, lists of Netskope and Umbrella, domains as text or CSV. The kind is detected from the content.

A host of the catalogue becomes its tool, any other entry a site. Rules go behind those of the policy, so they change no decision
that it makes now; the report lists the entries that these decide already. Entries that are too broad (*, public suffixes, search
engines) are never imported.

Exit codes: 0 done, 1 no line could become a rule, or a list or the policy was rejected, 2 wrong usage or an unusable file.

Examples:
  gatepost import blocklist.json
  gatepost import hosts.txt indicators.csv --out policy.yaml --organisation Contoso
  gatepost import categories.txt --from zscaler --into policy.yaml --action block --log access.log`;

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('Turn lists of blocked and allowed sites into rules of a policy. Writes only with --out or --into.')
    .argument('<file...>', 'lists to read')
    .addOption(new Option('--from <kind>', 'kind of all lists').choices(KIND_NAMES))
    .option('--list-column <heading>', 'column with the site, for lists in CSV')
    .addOption(
      new Option('-a, --action <name>', 'action of rules that restrict').choices(IMPORT_ACTIONS).default('observe'),
    )
    .option('--exact', 'cover no more than the lists do: a tool only if they name all of its hosts', false)
    .option('--shared-hosts', 'import hosts that many services share, such as facebook.com', false)
    .option('-o, --out <file>', 'write a new policy; never overwrites a file')
    .option('--organisation <name>', 'with --out: name of your organisation, as people know it')
    .option('--name <name>', 'with --out: policy name; default: made from the organisation')
    .option('--into <policy>', 'add the rules to this policy, behind its own; comments stay')
    .option('-l, --log <file...>', 'logs by which to count the people that the rules would affect', []);
  addLogFlags(command).option('--json', 'print the report as JSON', false).addHelpText('after', MORE).action(run);
}

async function run(files: string[], flags: ImportFlags): Promise<void> {
  const progress = progressOn(process.stderr);
  const imported = await importLists({
    ...{ files, action: flags.action, exactly: flags.exact, sharedHosts: flags.sharedHosts, logs: flags.log },
    kind: flags.from ?? null,
    listColumn: flags.listColumn ?? null,
    destination: destinationOf(flags),
    ...logOptionsFrom(flags),
    nowMs: Date.now(),
    onProgress: progress.update,
  }).finally(progress.end);
  if (flags.json) printJson(imported);
  else print(renderImport(imported, paintFor(process.stdout)));
  const hint = imported.rules.length === 0 ? '' : ' Write a policy with --out, or add to one with --into.';
  if (imported.written === null) printBeside(`Nothing was written.${hint}`);
  else printBeside(`Wrote ${imported.written}. Next: gatepost check ${imported.written}`);
  if (imported.rules.length === 0) process.exitCode = EXIT.refused;
}

function destinationOf({ out, organisation, name, into }: ImportFlags): Destination | null {
  if (out !== undefined && into !== undefined) throw new CommandError('give either --out or --into');
  if (out === undefined && (organisation !== undefined || name !== undefined)) {
    throw new CommandError('--organisation and --name are for --out: a policy that is there has both');
  }
  if (into !== undefined) return { into };
  if (out === undefined) return null;
  if (organisation === undefined) throw new CommandError('--out needs --organisation: the block page names it');
  return { out, organisation, name };
}
