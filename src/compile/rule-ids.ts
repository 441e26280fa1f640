/** The one table of rule ids and priorities. */

/** A rule that matches nothing and carries the fingerprint of the installed set. */
export const MARKER_RULE_ID = 1;
export const FIRST_POLICY_RULE_ID = 10;

/** Below every rule of the policy, so that the marker never decides anything. */
export const MARKER_PRIORITY = 1;
const LAST_POLICY_PRIORITY = 10;

/** The first rule of the policy gets the highest priority. */
export function priorityOf(ruleIndex: number, ruleCount: number): number {
  return LAST_POLICY_PRIORITY + (ruleCount - 1 - ruleIndex);
}
