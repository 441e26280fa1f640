/** `gatepost grant`: an access request becomes a rule of the policy, for that browser and for a while. */
import { readAccessRequests, requestWith } from '../../report/access-requests.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readText, writeInPlace } from '../../lib/files.js';
import { withGrant } from './exception-rule.js';
import { parsePolicy } from '../../lib/policy-source-file.js';

interface GrantOptions {
  /** Id of the request, or the beginning of it. */
  readonly request: string;
  /** Files of events, or folders with them. */
  readonly events: readonly string[];
  readonly policyFile: string;
  readonly untilMs: number;
}

interface GrantMade {
  readonly ruleId: string;
  readonly browserId: string;
  /** Tool or host. */
  readonly what: string;
}

/** @throws CommandError when there is no such request, or the policy would not be in order with the new rule */
export async function grant({ request, events, policyFile, untilMs }: GrantOptions): Promise<GrantMade> {
  const { browserId, tool, host, rule, action } = requestWith(await readAccessRequests(events), request);
  const what = tool ?? host;
  if (rule === null || what === null) throw new CommandError('the request names neither rule nor site', EXIT.refused);
  if (action === 'account') {
    throw new CommandError(`rule ${rule} asks for a company account: help its owner to sign in`, EXIT.refused);
  }
  const text = await readText(policyFile, 'the policy');
  parsePolicy(text, policyFile);
  const granted = withGrant(text, { rule, tool, host, browserId, untilMs });
  parsePolicy(granted.text, policyFile);
  await writeInPlace(policyFile, granted.text);
  return { ruleId: granted.ruleId, browserId, what };
}
