/** `gatepost refuse` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { parseDuration } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';
import { parseReason } from '../../lib/reason.js';
import { refuse } from './run.js';

interface RefuseFlags {
  readonly reason: string;
  readonly for: number;
  readonly policy: string;
  readonly events: string[];
  readonly json: boolean;
}

const DEFAULT_MS = 30 * 86_400_000;

const EXAMPLES = `
The block page shows the reason to that browser in place of "Request access", until the time is over. Nothing else of the policy
changes. The reason is part of the signed policy: write nothing confidential.

Exit codes: 0 done, 1 the policy has errors or the request cannot be refused, 2 no such request, wrong usage or an unusable file.

Example:
  gatepost refuse Zk3v9QpL --reason "Please use Copilot: it has the same model." --for 30d`;

export function addRefuse(program: Command): void {
  program
    .command('refuse')
    .description('Refuse an access request: the block page shows your reason to that browser.')
    .argument('<request>', 'request ID, or its beginning, as listed by `gatepost requests`')
    .requiredOption('--reason <text>', 'what the page says; readable by anyone who fetches the policy', parseReason)
    .option(
      '--for <duration>',
      'how long the page says so, such as 30d; then access can be requested again',
      parseDuration,
      DEFAULT_MS,
    )
    .option('--events <files...>', 'event files or folders', ['events'])
    .option('--policy <file>', 'policy file to add the answer to', 'policy.yaml')
    .option('--json', 'print the added answer as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (request: string, { reason, for: spanMs, policy, events, json }: RefuseFlags) => {
      const nowMs = Date.now();
      const untilMs = nowMs + spanMs;
      const refused = await refuse({ request, events, policyFile: policy, reason, untilMs, nowMs });
      if (json) {
        printJson({ ...refused, reason, untilMs });
        return;
      }
      const until = new Date(untilMs).toISOString();
      print(`Added answer to ${policy}: ${refused.what} refused for browser ${refused.browserId} until ${until}`);
      print('Publish the policy to activate it.');
    });
}
