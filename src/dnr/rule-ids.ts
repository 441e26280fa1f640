/**
 * The one table of rule ids and priorities. Both are counted from the top of each part, so that a rule added at the end
 * of a policy, or in another part, leaves the installed rules before it as they are.
 */

/** Account headers; obfuscated addresses; all other addresses. */
export type Part = 'headers' | 'obfuscated' | 'plain';

/** A rule that matches nothing and carries the fingerprint of the installed set. */
export const METADATA_RULE_ID = 1;
const FIRST_IDS: Readonly<Record<Part, number>> = { plain: 10, obfuscated: 1_000_000, headers: 2_000_000 };

/** Below every rule of the policy, so that the metadata rule never decides anything. */
export const METADATA_PRIORITY = 1;

/** Headers stand above everything: an allow of higher priority would cancel them. */
const FIRST_PRIORITIES: Readonly<Record<Part, number>> = {
  plain: 1_000_000,
  obfuscated: 2_000_000,
  headers: 3_000_000,
};

/** @param index of the rule among those of its part */
export function ruleIdOf(part: Part, index: number): number {
  return FIRST_IDS[part] + index;
}

/** @param place of the entry in its part; every other priority is free, for the bypasses of the entry below */
export function priorityOf(part: Part, place: number): number {
  return FIRST_PRIORITIES[part] - 2 * place;
}
