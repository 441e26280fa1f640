/** `gatepost grant`: an access request becomes a rule of the policy, for that browser and for a while. */
import { readAccessRequests, requestWith } from '../../report/access-requests.js';
import { readText, writeInPlace } from '../../lib/files.js';
import { withAnswer, withoutAnswer } from '../../lib/policy-answers.js';
import { grantPlan, type GrantPlan } from '../../report/grant-plan.js';
import { withGrant, type GrantText } from './exception-rule.js';
import { parsePolicy } from '../../lib/policy-source-file.js';

export interface GrantOptions {
  /** Id of the request, or the beginning of it. */
  readonly request: string;
  /** Files of events, or folders with them. */
  readonly events: readonly string[];
  readonly policyFile: string;
  readonly untilMs: number;
  /** What the page says beside it; null: until when alone. */
  readonly reason?: string | null;
  /** Shown what is about to be written. */
  readonly onGrant?: (plan: GrantPlan, written: GrantText) => void;
}

interface GrantMade {
  readonly ruleId: string;
  readonly browserId: string;
  /** Tool or host. */
  readonly what: string;
}

/** @throws CommandError when there is no such request, or the policy would not be in order with the new rule */
export async function grant({
  request,
  events,
  policyFile,
  untilMs,
  reason = null,
  onGrant,
}: GrantOptions): Promise<GrantMade> {
  const asked = requestWith(await readAccessRequests(events), request);
  const text = await readText(policyFile, 'the policy');
  const plan = grantPlan(parsePolicy(text, policyFile), asked);
  const { above: rule, what } = plan;
  const granted = withGrant(text, { rule, what, browserId: asked.browserId, untilMs });
  const changed =
    reason === null
      ? withoutAnswer(granted.text, { browser: asked.browserId, what })
      : withAnswer(granted.text, {
          ...{ browser: asked.browserId, rule: granted.ruleId, what, answer: 'granted', reason, untilMs },
        });
  parsePolicy(changed, policyFile);
  onGrant?.(plan, granted);
  await writeInPlace(policyFile, changed);
  return { ruleId: granted.ruleId, browserId: asked.browserId, what: 'tool' in what ? what.tool : what.host };
}
