/** `gatepost grant` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { grant, type GrantOptions } from './run.js';
import { parseDuration } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';
import { parseReason } from '../../lib/reason.js';

interface GrantFlags {
  readonly for: number;
  readonly reason?: string;
  readonly policy: string;
  readonly events: string[];
  readonly json: boolean;
}

const EXAMPLES = `
A block page that is open then opens the site by itself. With --reason it stays, shows the reason, and its reader opens the site;
the popup shows the reason too.

Examples:
  gatepost grant Zk3v9QpL --for 7d
  gatepost grant Zk3v9QpL --for 7d --reason "For the migration only. Please paste no customer data."`;

export function addGrant(program: Command): void {
  program
    .command('grant')
    .description('Grant an access request: add a temporary exception for that browser to the policy file.')
    .argument('<request>', 'request ID, or its beginning, as listed by `gatepost requests`')
    .requiredOption('--for <duration>', 'duration, such as 7d', parseDuration)
    .option('--reason <text>', 'what the page says; readable by anyone who fetches the policy', parseReason)
    .option('--events <files...>', 'event files or folders', ['events'])
    .option('--policy <file>', 'policy file to add the rule to', 'policy.yaml')
    .option('--json', 'print the added rule as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (request: string, { for: spanMs, reason, policy, events, json }: GrantFlags) => {
      const untilMs = Date.now() + spanMs;
      const options = { request, events, policyFile: policy, untilMs, reason: reason ?? null };
      if (json) {
        printJson({ ...(await grant(options)), untilMs });
        return;
      }
      const { ruleId, browserId, what } = await grant({ ...options, onGrant: announce });
      const until = new Date(untilMs).toISOString();
      print(`Added rule ${ruleId} to ${policy}: ${what} for browser ${browserId} until ${until}`);
      print('Publish the policy to activate it.');
    });
}

/** Before it is written, so that nothing is opened that nobody has seen. */
const announce: NonNullable<GrantOptions['onGrant']> = ({ above, opens }, { rule, untilBefore }) => {
  const where = untilBefore === null ? `Above rule ${above}` : `Replaces the same rule until ${untilBefore}`;
  print(
    `${where}:`,
    rule.map((line) => `  ${line}`),
    `Opens for this browser: ${opens.join(', ')}`,
  );
};
