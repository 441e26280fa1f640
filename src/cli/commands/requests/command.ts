/** `gatepost requests` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { typedId } from '../../report/access-requests.js';
import { requests, type ListedRequest } from './run.js';
import { isThere } from '../../lib/files.js';
import { counted } from '../../lib/numbers.js';
import { printable } from '../../lib/terminal.js';
import { print, printBeside, printJson } from '../../lib/print.js';

/** Of an id, at least. */
const ID_SHOWN = 10;
const DEFAULT_POLICY = 'policy.yaml';

interface RequestsFlags {
  readonly policy?: string;
  readonly json: boolean;
}

export function addRequests(program: Command): void {
  program
    .command('requests')
    .description('List access requests from collected events, newest first, and what a grant would open.')
    .argument('<files...>', 'event files or folders')
    .option('--policy <file>', `policy file that a grant would change (default: ${DEFAULT_POLICY}, if it is there)`)
    .option('--json', 'print everything as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (places: string[], { policy, json }: RequestsFlags) => {
      const policyFile =
        policy ?? ((await isThere(DEFAULT_POLICY, `cannot read ${DEFAULT_POLICY}`)) ? DEFAULT_POLICY : null);
      const { requests: found, unreadable, skipped } = await requests(places, policyFile);
      if (json) printJson(found);
      else print(found.length === 0 ? 'No requests.' : found.flatMap((each) => linesOf(each, found)));
      for (const { file, why } of skipped) printBeside(printable(`${file} was skipped: ${why}`));
      if (unreadable > 0) printBeside(`${counted(unreadable, 'line')} could not be read as requests`);
    });
}

const EXAMPLES = `
Who asks, and for what, is what the events say: unless the collector asks for a token, anybody may have sent them.

Examples:
  gatepost requests events
  gatepost requests events --policy policy.yaml`;

function linesOf(request: ListedRequest, all: readonly ListedRequest[]): string[] {
  const { at, browserId, identity, tool, host, rule, grant } = request;
  const what = [tool === null ? null : `tool ${tool}`, host === null ? null : `host ${host}`, `rule ${rule ?? '-'}`];
  const who = identity === null ? '' : `, by ${JSON.stringify(identity)}`;
  const when = at.slice(0, 16).replace('T', ' ');
  const asked = what.filter((each) => each !== null).join(', ');
  const opens =
    grant === null ? [] : ['opens' in grant ? `  would open ${grant.opens.join(', ')}` : `  ${grant.refused}`];
  return [`${shownId(request, all)}  ${when}  ${browserId}  ${asked}${who}`, ...opens].map(printable);
}

/** As much of it as tells it from the others. */
function shownId({ id }: ListedRequest, all: readonly ListedRequest[]): string {
  const typed = typedId(id);
  const others = all.map((each) => typedId(each.id)).filter((each) => each !== typed);
  let length = ID_SHOWN;
  while (length < typed.length && others.some((each) => each.startsWith(typed.slice(0, length)))) length += 1;
  return typed.slice(0, length);
}
