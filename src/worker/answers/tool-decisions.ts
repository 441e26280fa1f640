/** What the effective policy says about each tool it knows, as lists and searches show it. */
import { isRestricting, rowOf, type DecisionKind } from '../../policy/actions.js';
import type { ToolDecision } from '../../protocol/views.js';
import { decider, type Decision } from '../../policy/decide.js';
import type { EffectivePolicy, EffectiveRule } from '../../policy/effective-policy.js';
import { sitesOfTool } from '../../policy/rule-sites.js';
import { readableLink, type Tool } from '../../policy/schema.js';
import { shownLine } from '../../policy/shown-text.js';
import { formatSite, type Site } from '../../policy/site.js';
import { descriptionFor, textFor } from './views.js';

export function decisionKindOf(decision: Pick<Decision, 'rule' | 'restricts'> | null): DecisionKind {
  if (decision === null) return 'ungoverned';
  const { rule, restricts } = decision;
  return rowOf(restricts && !isRestricting(rule.action) ? 'block' : rule.action).decision;
}

/** Of a tool without sites, such as an assistant inside a browser, the first rule that names it decides. */
export function ruleNaming(toolId: string, { rules }: EffectivePolicy): EffectiveRule | null {
  return rules.find(({ tools }) => tools.includes(toolId)) ?? null;
}

function decisionOn(tool: Tool, effective: EffectivePolicy): Pick<Decision, 'rule' | 'restricts'> | null {
  const [main] = sitesOfTool(tool);
  if (main !== undefined) return decider(effective)(addressOf(main));
  const rule = ruleNaming(tool.id, effective);
  return rule === null ? null : { rule, restricts: isRestricting(rule.action) };
}

/** A tool's decision is that of its main site: the first one that the policy lists for it. */
export function toolDecisions(effective: EffectivePolicy, languages: readonly string[]): ToolDecision[] {
  const { policy } = effective;
  const decided = policy.tools.map((tool) => ({ tool, decision: decisionOn(tool, effective) }));
  // Nobody is sent from one restricted tool to the next.
  const usable = decided.filter(({ decision }) => decision?.restricts !== true);
  const names = new Map(usable.map(({ tool: { id, name } }) => [id, shownLine(name)]));
  return decided.map(({ tool, decision }) => {
    return {
      ...describe(tool, effective, languages),
      decision: decisionKindOf(decision),
      ruleId: decision?.rule.id ?? null,
      reason: textFor(policy, decision?.rule.reason, languages),
      untilMs: decision?.rule.untilMs ?? null,
      alternatives: (decision?.rule.alternatives ?? []).flatMap((id) => names.get(id) ?? []),
    };
  });
}

function describe(tool: Tool, { policy }: EffectivePolicy, languages: readonly string[]) {
  return {
    name: shownLine(tool.name),
    vendor: shownLine(tool.vendor),
    category: tool.category,
    about: descriptionFor(policy, tool.about, languages),
    home: readableLink(tool.home),
  };
}

/** An address that the site stands for. */
export function addressOf(site: Site): string {
  return `https://${formatSite(site).replace(/^=/, '')}`;
}
