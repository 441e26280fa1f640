/** The one table of rule ids and priorities. */

/** A rule that matches nothing and carries the fingerprint of the installed set. */
export const MARKER_RULE_ID = 1;
export const FIRST_POLICY_RULE_ID = 10;

/** Below every rule of the policy, so that the marker never decides anything. */
export const MARKER_PRIORITY = 1;
const LAST_POLICY_PRIORITY = 10;

/** Above every entry of the list: an allow of higher priority would cancel a header. */
const LAST_HEADER_PRIORITY = 1_000_000;

/** The first entry of the list gets the highest priority. Every other one is free, for the permits of the entry below. */
export function priorityOf(index: number, count: number): number {
  return LAST_POLICY_PRIORITY + 2 * (count - 1 - index);
}

/** The first account rule gets the highest priority, also among the headers. */
export function headerPriorityOf(index: number, count: number): number {
  return LAST_HEADER_PRIORITY + (count - 1 - index);
}
