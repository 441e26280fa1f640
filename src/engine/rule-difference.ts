/** What has to be taken away and added so that the browser holds the desired rules. */
import type { DnrRule } from '../compile/dnr.js';

/** Only what differs is replaced: an unchanged rule stays where it is. */
export function difference(installed: readonly DnrRule[], desired: readonly DnrRule[]) {
  const present = new Map(installed.map((rule) => [rule.id, canonical(rule)]));
  const addRules = desired.filter((rule) => present.get(rule.id) !== canonical(rule));
  const wantedIds = new Set(desired.map(({ id }) => id));
  const goneIds = installed.map(({ id }) => id).filter((id) => !wantedIds.has(id));
  const replacedIds = addRules.map(({ id }) => id).filter((id) => present.has(id));
  return { removeRuleIds: [...goneIds, ...replacedIds], addRules };
}

/** Browsers hand rules back with their keys in another order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
