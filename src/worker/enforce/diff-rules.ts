/** What has to be taken away and added so that the browser holds the desired rules. */
import type { DnrRule } from '../../dnr/compile-rules.js';
import { isSame } from '../state/deep-equal.js';

/** Only what differs is replaced: an unchanged rule stays where it is. */
export function difference(installed: readonly DnrRule[], desired: readonly DnrRule[]) {
  const present = new Map(installed.map((rule) => [rule.id, rule]));
  const addRules = desired.filter((rule) => !isSame(present.get(rule.id), rule));
  const wantedIds = new Set(desired.map(({ id }) => id));
  const goneIds = installed.map(({ id }) => id).filter((id) => !wantedIds.has(id));
  const replacedIds = addRules.map(({ id }) => id).filter((id) => present.has(id));
  return { removeRuleIds: [...goneIds, ...replacedIds], addRules };
}
