/**
 * Permits as session rules: an allow just above each entry of the warning rule, for the permitted tool's sites only. Being
 * session rules they end with the browser's session even when nothing of ours runs then.
 */
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { parseSites, sitesOfTool } from '../policy/rule-sites.js';
import { intersectSites } from '../policy/site-intersection.js';
import { proxySites, type Site } from '../policy/site.js';
import { decisionList, type ListEntry } from './decision-list.js';
import { spelledFor, type CompileTarget, type DnrRule } from './dnr.js';
import { priorityOf, ruleIdOf } from './rule-ids.js';
import { matchSites } from './site-matches.js';

/** What a permit opens. */
export interface Permitted {
  readonly ruleId: string;
  readonly toolId: string | null;
  readonly site: string;
}

export function compilePermits(
  effective: EffectivePolicy,
  permits: readonly Permitted[],
  target: CompileTarget,
): DnrRule[] {
  if (permits.length === 0) return [];
  const list = decisionList(effective);
  const rules = permits.flatMap((permit) => {
    const open = openedBy(effective, permit);
    return list.flatMap((entry) =>
      entry.policyRuleId === permit.ruleId && entry.restricts && entry.part === 'plain'
        ? allow(entry, open, priorityOf(entry.part, entry.place) + 1, target)
        : [],
    );
  });
  return rules.map((rule, index) => ({ id: ruleIdOf('plain', index), ...rule }));
}

function openedBy(effective: EffectivePolicy, { toolId, site }: Permitted): Site[] {
  const tool = effective.policy.tools.find(({ id }) => id === toolId);
  const sites = tool === undefined ? parseSites([site]) : sitesOfTool(tool);
  return sites.flatMap((each) => [each, ...proxySites(each)]);
}

function allow(
  entry: ListEntry,
  open: readonly Site[],
  priority: number,
  target: CompileTarget,
): Omit<DnrRule, 'id'>[] {
  const both = entry.sites.flatMap((site) => open.flatMap((each) => intersectSites(site, each) ?? []));
  return spelledFor(target, matchSites(both)).map((match) => ({
    priority,
    action: { type: 'allow' },
    condition: { ...match, resourceTypes: target.resourceTypes },
  }));
}
