/** `gatepost refuse`: an access request is answered with a sentence, which the page shows to that browser for a while. */
import { readAccessRequests, requestWith } from '../../report/access-requests.js';
import { subjectOf } from '../../report/grant-plan.js';
import { requestState } from '../../report/request-state.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readText, writeInPlace } from '../../lib/files.js';
import { withAnswer } from '../../lib/policy-answers.js';
import { parsePolicy } from '../../lib/policy-source-file.js';

export interface RefuseOptions {
  /** Id of the request, or the beginning of it. */
  readonly request: string;
  /** Files of events, or folders with them. */
  readonly events: readonly string[];
  readonly policyFile: string;
  readonly reason: string;
  readonly untilMs: number;
  readonly nowMs: number;
}

interface Refused {
  readonly rule: string;
  readonly browserId: string;
  /** Tool or host. */
  readonly what: string;
}

/** @throws CommandError when there is no such request, it is granted, or the policy is written so that nothing can be put in */
export async function refuse(options: RefuseOptions): Promise<Refused> {
  const { request, events, policyFile, reason, untilMs, nowMs } = options;
  const asked = requestWith(await readAccessRequests(events), request);
  const text = await readText(policyFile, 'the policy');
  const policy = parsePolicy(text, policyFile);
  const { restricting, what } = subjectOf(policy, asked);
  if (requestState(policy, asked, nowMs).state === 'granted') {
    throw new CommandError(
      `the request is granted: remove the rule for browser ${asked.browserId} from ${policyFile}, and under answers what names that rule, before you refuse it`,
      EXIT.refused,
    );
  }
  const rule = restricting.source.id;
  const changed = withAnswer(text, { browser: asked.browserId, rule, what, answer: 'refused', reason, untilMs });
  parsePolicy(changed, policyFile);
  await writeInPlace(policyFile, changed);
  return { rule, browserId: asked.browserId, what: 'tool' in what ? what.tool : what.host };
}
