/** `gatepost requests` and `gatepost grant` on the command line: their flags, and what they print. */
import type { Command } from 'commander';
import { readAccessRequests, type AccessRequest } from '../collect/access-requests.js';
import { grant } from '../commands/grant.js';
import { parseDuration } from './parse-flags.js';
import { say } from './say.js';

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
      if (json) say(JSON.stringify(requests, null, 2));
      else say(...(requests.length === 0 ? ['No requests.'] : requests.map(requestLine)));
    });
}

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
      const made = await grant({ request, events, policyFile: policy, untilMs });
      if (json) {
        say(JSON.stringify({ ...made, untilMs }, null, 2));
        return;
      }
      const { ruleId, browserId, what } = made;
      say(
        `Added rule ${ruleId} to ${policy}: ${what} for browser ${browserId} until ${new Date(untilMs).toISOString()}`,
      );
      say('Publish the policy to put it in force.');
    });
}

function requestLine({ id, at, browserId, identity, tool, host, rule }: AccessRequest): string {
  const who = identity === null ? browserId : `${browserId} (${identity})`;
  const line = [id.slice(0, ID_SHOWN), at.slice(0, 16).replace('T', ' '), who, tool ?? host ?? '-', rule ?? '-'].join(
    '  ',
  );
  // Control characters of an event are not for a terminal to obey.
  return line.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}
