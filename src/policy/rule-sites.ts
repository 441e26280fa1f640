/** Which sites a rule is about: its own and those of its tools, each with the tool it belongs to. */
import type { EffectiveRule } from './effective-policy.js';
import type { Tool } from './schema.js';
import { parseSite, type Site } from './site.js';

/** One site of one rule. */
export interface RuleSite {
  readonly site: Site;
  /** Null when the rule names the site itself. */
  readonly tool: Tool | null;
}

export function toolsById(tools: readonly Tool[]): ReadonlyMap<string, Tool> {
  return new Map(tools.map((tool) => [tool.id, tool]));
}

export function sitesOfRule(rule: EffectiveRule, tools: ReadonlyMap<string, Tool>): RuleSite[] {
  const own = parseSites(rule.sites).map((site) => ({ site, tool: null }));
  const ofTools = rule.tools.flatMap((id) => {
    const tool = tools.get(id);
    if (tool === undefined) return [];
    return rule.parts.flatMap((part) => parseSites(tool[part]).map((site) => ({ site, tool })));
  });
  return [...own, ...ofTools];
}

/** Every site of a tool, whatever part of it. */
export function sitesOfTool(tool: Tool): Site[] {
  return parseSites([...tool.sites, ...tool.api, ...tool.embedded]);
}

/** Texts that are no site are left out: the schema has refused such a document already. */
export function parseSites(texts: readonly string[]): Site[] {
  return texts.flatMap((text) => {
    const parsed = parseSite(text);
    return parsed.ok ? [parsed.site] : [];
  });
}
