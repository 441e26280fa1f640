/**
 * Tools to use in a restricted one's place, as this browser may use them at this moment: whoever is sent from a restricted
 * page to a tool must not meet the next one there.
 */
import type { ToolView } from '../../protocol/views.js';
import { sendsHeaders } from '../../policy/actions.js';
import { decider, type Decision } from '../../policy/decide.js';
import type { EffectivePolicy, EffectiveRule } from '../../policy/effective-policy.js';
import { sitesOfTool } from '../../policy/rule-sites.js';
import { readableLink, type Tool } from '../../policy/schema.js';
import { shownLine } from '../../policy/shown-text.js';
import { formatSite } from '../../policy/site.js';
import { bypassFor, type ValidBypass } from '../state/bypasses.js';
import { descriptionFor } from './views.js';

/** What a rule names in its sites' place, without what is restricted here and now. */
export function alternativesOf(
  effective: EffectivePolicy,
  bypasses: readonly ValidBypass[],
  { alternatives }: EffectiveRule,
  languages: readonly string[],
): ToolView[] {
  return usableTools(effective, bypasses, alternatives, languages);
}

/** @param ids tools of the policy; an id it does not have is left out */
export function usableTools(
  effective: EffectivePolicy,
  bypasses: readonly ValidBypass[],
  ids: readonly string[],
  languages: readonly string[],
): ToolView[] {
  const { policy } = effective;
  const byId = new Map(policy.tools.map((tool) => [tool.id, tool]));
  const decide = decider(effective);
  return ids.flatMap((id) => {
    const tool = byId.get(id);
    if (tool === undefined) return [];
    const decisions = entrancesOf(tool).flatMap((address) => decide(address) ?? []);
    if (decisions.some((decision) => isClosed(decision, bypasses))) return [];
    const withAccount = decisions.some(({ rule }) => sendsHeaders(rule.action));
    const about = descriptionFor(policy, tool.about, languages);
    return [{ name: shownLine(tool.name), about, home: readableLink(tool.home), withAccount }];
  });
}

function isClosed(decision: Decision, bypasses: readonly ValidBypass[]): boolean {
  return decision.restricts && bypassFor(bypasses, decision) === null;
}

/** Where its link leads, and the main site: the first one that the policy lists for it. */
function entrancesOf(tool: Tool): string[] {
  const [main] = sitesOfTool(tool);
  const entrances = main === undefined ? [] : [`https://${formatSite(main).replace(/^=/, '')}`];
  return tool.home === undefined ? entrances : [tool.home, ...entrances];
}
