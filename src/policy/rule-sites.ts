/** Which sites a rule is about: its own and those of its tools, each with the tool it belongs to. */
import type { EffectiveRule } from './effective-policy.js';
import type { Rule, Tool } from './schema.js';
import { parseSite, type Site } from './site.js';

/** One site of one rule. */
interface RuleSite {
  readonly site: Site;
  /** Null when the rule names the site itself. */
  readonly tool: Tool | null;
}

export function toolsById(tools: readonly Tool[]): ReadonlyMap<string, Tool> {
  const byId = new Map<string, Tool>();
  for (const tool of tools) byId.set(tool.id, tool);
  return byId;
}

export function sitesOfRule(rule: EffectiveRule, tools: ReadonlyMap<string, Tool>): RuleSite[] {
  const all: RuleSite[] = parseSites(rule.sites).map((site) => ({ site, tool: null }));
  for (const id of rule.tools) {
    const tool = tools.get(id);
    if (tool === undefined) continue;
    for (const part of rule.parts) for (const site of parseSites(tool[part])) all.push({ site, tool });
  }
  return all;
}

/** The same as the policy writes them, without the tools. */
export function siteTextsOfRule(rule: EffectiveRule, tools: ReadonlyMap<string, Tool>): readonly string[] {
  if (rule.tools.length === 0) return rule.sites;
  const all = [...rule.sites];
  for (const id of rule.tools) addSites(all, tools.get(id), rule.parts);
  return all;
}

/** A function of its own, since it is called so often that it soon runs at full speed. */
function addSites(all: string[], tool: Tool | undefined, parts: Rule['parts']): void {
  if (tool === undefined) return;
  for (const part of parts) for (const text of tool[part]) all.push(text);
}

/** Every site of a tool, whatever part of it. */
export function sitesOfTool(tool: Tool): readonly Site[] {
  return parseSites([...tool.sites, ...tool.api, ...tool.embedded]);
}

/** Texts that are no site in this browser are left out; `unread-sites.ts` names them. */
export function parseSites(texts: readonly string[]): readonly Site[] {
  const sites: Site[] = [];
  for (const text of texts) {
    const parsed = parseSite(text);
    if (parsed.ok) sites.push(parsed.site);
  }
  return sites;
}
