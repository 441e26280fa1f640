/** Grants: rules that allow something to this very browser until a moment, as `gatepost grant` writes them. */
import type { Decision } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { versionsIn } from '../../policy/rollout.js';

/** Until when a grant opens what was decided about, in milliseconds since the epoch; null when none does. */
export function grantedUntilMs(
  { policy }: EffectivePolicy,
  decision: Decision | null,
  supportId: string,
): number | null {
  if (decision?.rule.action !== 'allow' || decision.rule.untilMs === null) return null;
  const versions = versionsIn(policy).filter(({ id }) => id === decision.rule.id);
  return versions.some(({ audience }) => audience?.browsers?.includes(supportId)) ? decision.rule.untilMs : null;
}
