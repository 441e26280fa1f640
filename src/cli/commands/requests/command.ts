/** `gatepost requests` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { readAccessRequests, typedId, type AccessRequest } from '../../report/access-requests.js';
import { printable } from '../../lib/terminal.js';
import { say, sayJson } from '../../lib/print.js';

/** Of an id; enough to tell requests apart. */
const ID_SHOWN = 10;

export function addRequests(program: Command): void {
  program
    .command('requests')
    .description('List the requests for access among the collected events, the newest first.')
    .argument('<files...>', 'files of events, or folders with them')
    .option('--json', 'everything as JSON', false)
    .addHelpText('after', '\nExample:\n  gatepost requests events')
    .action(async (places: string[], { json }: { json: boolean }) => {
      const requests = await readAccessRequests(places);
      if (json) sayJson(requests);
      else say(...(requests.length === 0 ? ['No requests.'] : requests.map(requestLine)));
    });
}

function requestLine({ id, at, browserId, identity, tool, host, rule }: AccessRequest): string {
  const who = identity === null ? browserId : `${browserId} (${identity})`;
  const when = at.slice(0, 16).replace('T', ' ');
  return printable([typedId(id).slice(0, ID_SHOWN), when, who, tool ?? host ?? '-', rule ?? '-'].join('  '));
}
