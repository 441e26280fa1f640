/** Which sites a rule is about: its own and those of its tools, each with the tool it belongs to. */
import type { EffectiveRule } from './effective-policy.js';
import type { Tool } from './schema.js';
import { parseSite, type Site } from './site.js';

/** One site of one rule. */
interface RuleSite {
  readonly site: Site;
  /** Null when the rule names the site itself. */
  readonly tool: Tool | null;
}

export function toolsById(tools: readonly Tool[]): ReadonlyMap<string, Tool> {
  return new Map(tools.map((tool) => [tool.id, tool]));
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

/** Every site of a tool, whatever part of it. */
export function sitesOfTool(tool: Tool): readonly Site[] {
  return parseSites([...tool.sites, ...tool.api, ...tool.embedded]);
}

/** The lists of a policy are read by rules, guards and decisions alike, and never change. */
const parsedLists = new WeakMap<readonly string[], readonly Site[]>();

/** Texts that are no site are left out: the schema has refused such a document already. */
export function parseSites(texts: readonly string[]): readonly Site[] {
  const known = parsedLists.get(texts);
  if (known !== undefined) return known;
  const sites: Site[] = [];
  for (const text of texts) {
    const parsed = parseSite(text);
    if (parsed.ok) sites.push(parsed.site);
  }
  parsedLists.set(texts, sites);
  return sites;
}
