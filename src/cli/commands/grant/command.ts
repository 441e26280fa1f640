/** `gatepost grant` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { grant, type GrantOptions } from './run.js';
import { parseDuration } from '../../lib/parse-flags.js';
import { say, sayJson } from '../../lib/print.js';

interface GrantFlags {
  readonly for: number;
  readonly policy: string;
  readonly events: string[];
  readonly json: boolean;
}

export function addGrant(program: Command): void {
  program
    .command('grant')
    .description('Allow what was asked for to that browser for a while: a rule in the policy, to be published.')
    .argument('<request>', 'id of the request, or the beginning of it, as `gatepost requests` lists it')
    .requiredOption('--for <duration>', 'for how long, such as 7d', parseDuration)
    .option('--events <files...>', 'files of events, or folders with them', ['events'])
    .option('--policy <file>', 'the policy to add the rule to', 'policy.yaml')
    .option('--json', 'the rule that was added as JSON', false)
    .addHelpText('after', '\nExample:\n  gatepost grant Zk3v9QpL --for 7d')
    .action(async (request: string, { for: spanMs, policy, events, json }: GrantFlags) => {
      const untilMs = Date.now() + spanMs;
      const options = { request, events, policyFile: policy, untilMs };
      if (json) {
        sayJson({ ...(await grant(options)), untilMs });
        return;
      }
      const { ruleId, browserId, what } = await grant({ ...options, onGrant: announce });
      const until = new Date(untilMs).toISOString();
      say(`Rule ${ruleId} is in ${policy}: ${what} for browser ${browserId} until ${until}`);
      say('Publish the policy to put it in force.');
    });
}

/** Before it is written, so that nothing is opened that nobody has seen. */
const announce: NonNullable<GrantOptions['onGrant']> = ({ above, opens }, { rule, untilBefore }) => {
  const where = untilBefore === null ? `Above rule ${above}` : `In place of the same until ${untilBefore}`;
  say(
    `${where}:`,
    rule.map((line) => `  ${line}`),
    `It opens to this browser: ${opens.join(', ')}`,
  );
};
