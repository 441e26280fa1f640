/** `gatepost requests` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { requestLines } from './format.js';
import { requests } from './run.js';
import { isThere } from '../../lib/files.js';
import { counted } from '../../lib/numbers.js';
import { paintFor, printable } from '../../lib/terminal.js';
import { print, printBeside, printJson } from '../../lib/print.js';

const DEFAULT_POLICY = 'policy.yaml';

interface RequestsFlags {
  readonly policy?: string;
  readonly json: boolean;
}

export function addRequests(program: Command): void {
  program
    .command('requests')
    .description(
      'List access requests from collected events, newest first, what was answered, and what a grant would open.',
    )
    .argument('<files...>', 'event files or folders')
    .option('--policy <file>', `policy file that a grant would change (default: ${DEFAULT_POLICY}, if it is there)`)
    .option('--json', 'print everything as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (places: string[], { policy, json }: RequestsFlags) => {
      const policyFile =
        policy ?? ((await isThere(DEFAULT_POLICY, `cannot read ${DEFAULT_POLICY}`)) ? DEFAULT_POLICY : null);
      const { requests: found, unreadable, skipped } = await requests(places, policyFile, Date.now());
      if (json) printJson(found);
      else print(found.length === 0 ? 'No requests.' : requestLines(found, paintFor(process.stdout)));
      for (const { file, why } of skipped) printBeside(printable(`${file} was skipped: ${why}`));
      if (unreadable > 0) printBeside(`${counted(unreadable, 'line')} could not be read as requests`);
    });
}

const EXAMPLES = `
State: open; granted or refused, with the reason that the page shows; ended, when the time of the answer is over. Without a policy
the state is not known (-).
Who asks, and for what, is what the events say: unless the collector asks for a token, anybody may have sent them.

Examples:
  gatepost requests events
  gatepost requests events --policy policy.yaml`;
