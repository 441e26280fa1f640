/**
 * Bypasses as session rules: an allow just above each entry of the warning rule, for the bypassed tool's sites only. Being
 * session rules they end with the browser's session even when nothing of ours runs then.
 */
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { parseSites, sitesOfTool } from '../policy/rule-sites.js';
import { intersectSites, type Overlap } from '../policy/site-intersection.js';
import { proxySites } from '../policy/site.js';
import { decisionList } from './decision-list.js';
import { spelledFor, type CompileTarget, type DnrRule } from './compile-rules.js';
import { priorityOf, ruleIdOf } from './rule-ids.js';
import { matchSites } from './site-matches.js';

/** What a bypass opens. */
export interface Bypassed {
  readonly ruleId: string;
  readonly toolId: string | null;
  readonly site: string;
}

export function compileBypasses(
  effective: EffectivePolicy,
  bypasses: readonly Bypassed[],
  target: CompileTarget,
): DnrRule[] {
  if (bypasses.length === 0) return [];
  const list = decisionList(effective);
  const rules = bypasses.flatMap((bypass) =>
    list.flatMap((entry) =>
      entry.policyRuleId === bypass.ruleId && entry.restricts && entry.part === 'plain'
        ? allow(openedWithin(effective, bypass, entry.sites), priorityOf(entry.part, entry.place) + 1, target)
        : [],
    ),
  );
  return rules.map((rule, index) => ({ id: ruleIdOf('plain', index), ...rule }));
}

/** What a bypass opens of an entry's sites. */
export function openedWithin(
  effective: EffectivePolicy,
  { toolId, site }: Bypassed,
  sites: readonly Overlap[],
): Overlap[] {
  const tool = effective.policy.tools.find(({ id }) => id === toolId);
  const opened = tool === undefined ? parseSites([site]) : sitesOfTool(tool);
  const open = opened.flatMap((each) => [each, ...proxySites(each)]);
  return sites.flatMap((each) => open.flatMap((other) => intersectSites(each, other) ?? []));
}

function allow(sites: readonly Overlap[], priority: number, target: CompileTarget): Omit<DnrRule, 'id'>[] {
  return spelledFor(target, matchSites(sites, false)).map((match) => ({
    priority,
    action: { type: 'allow' },
    condition: { ...match, resourceTypes: target.resourceTypes },
  }));
}
