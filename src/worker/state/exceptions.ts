/** Grants: rules that allow something to this very browser until a moment, as `gatepost grant` writes them. */
import type { Decision } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';

/** Until when a grant opens what was decided about, in milliseconds since the epoch; null when none does. */
export function grantedUntilMs(
  { policy }: EffectivePolicy,
  decision: Decision | null,
  supportId: string,
): number | null {
  if (decision?.rule.action !== 'allow' || decision.rule.untilMs === null) return null;
  const named = policy.rules.find(({ id }) => id === decision.rule.id)?.audience?.browsers;
  return named?.includes(supportId) === true ? decision.rule.untilMs : null;
}
