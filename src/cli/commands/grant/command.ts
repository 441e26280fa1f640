/** `gatepost grant` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { grant, type GrantOptions } from './run.js';
import { parseDuration } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';

interface GrantFlags {
  readonly for: number;
  readonly policy: string;
  readonly events: string[];
  readonly json: boolean;
}

export function addGrant(program: Command): void {
  program
    .command('grant')
    .description('Grant an access request: add a temporary exception for that browser to the policy file.')
    .argument('<request>', 'request ID, or its beginning, as listed by `gatepost requests`')
    .requiredOption('--for <duration>', 'duration, such as 7d', parseDuration)
    .option('--events <files...>', 'event files or folders', ['events'])
    .option('--policy <file>', 'policy file to add the rule to', 'policy.yaml')
    .option('--json', 'print the added rule as JSON', false)
    .addHelpText('after', '\nExample:\n  gatepost grant Zk3v9QpL --for 7d')
    .action(async (request: string, { for: spanMs, policy, events, json }: GrantFlags) => {
      const untilMs = Date.now() + spanMs;
      const options = { request, events, policyFile: policy, untilMs };
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
