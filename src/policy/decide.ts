/**
 * Decides what the effective policy says about one address. The sites are indexed by host once, so an answer costs a
 * look-up for each label of the host, however long the policy is.
 */
import type { EffectivePolicy, EffectiveRule } from './effective-policy.js';
import type { Tool } from './schema.js';
import { hostAndParents, mayHide, parseAddress, parseSite, siteMatches, type Address, type Site } from './site.js';

/** The answer for one address: the first rule that matches, and the tool the address belongs to. */
export interface Decision {
  readonly rule: EffectiveRule;
  /** Null when the rule names the site itself and no tool of the policy has it. */
  readonly tool: Tool | null;
  /** True when the address is not simply open: its visitor meets the explanation page. */
  readonly restricts: boolean;
}

/** Null: no rule governs this address. */
export type Decide = (url: string) => Decision | null;

/** One site of one rule. */
interface Entry {
  readonly site: Site;
  readonly ruleIndex: number;
  readonly restricts: boolean;
  readonly tool: Tool | null;
}

type UnparsedEntry = Omit<Entry, 'site'> & { readonly text: string };

export function decider(effective: EffectivePolicy): Decide {
  const tools = new Map(effective.policy.tools.map((tool) => [tool.id, tool]));
  const ruleEntries = indexByHost(
    effective.rules.flatMap((rule, ruleIndex) => {
      const restricts = isRestricting(rule.action);
      return [
        ...rule.sites.map((text) => ({ text, ruleIndex, restricts, tool: null })),
        ...rule.tools.flatMap((id) => toolEntries(tools.get(id), ruleIndex, restricts)),
      ];
    }),
  );
  const toolIndex = indexByHost([...tools.values()].flatMap((tool) => toolEntries(tool, 0, false)));

  return (url) => {
    const address = parseAddress(url);
    if (address === null) return null;
    const match = firstMatch(ruleEntries, address);
    const rule = match === null ? undefined : effective.rules[match.ruleIndex];
    if (match === null || rule === undefined) return null;
    const tool = match.tool ?? firstMatch(toolIndex, address)?.tool ?? null;
    return { rule, tool, restricts: isRestricting(rule.action) };
  };
}

export const isRestricting = (action: EffectiveRule['action']): boolean => action === 'block';

function toolEntries(tool: Tool | undefined, ruleIndex: number, restricts: boolean): UnparsedEntry[] {
  return tool === undefined ? [] : tool.sites.map((text) => ({ text, ruleIndex, restricts, tool }));
}

function indexByHost(entries: readonly UnparsedEntry[]): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const { text, ...rest } of entries) {
    const parsed = parseSite(text);
    if (!parsed.ok) continue; // the schema has refused such a document already
    const list = index.get(parsed.site.host);
    const entry = { site: parsed.site, ...rest };
    if (list === undefined) index.set(parsed.site.host, [entry]);
    else list.push(entry);
  }
  return index;
}

function firstMatch(index: ReadonlyMap<string, readonly Entry[]>, address: Address): Entry | null {
  let best: Entry | null = null;
  for (const host of hostAndParents(address.host)) {
    for (const entry of index.get(host) ?? []) {
      if (best !== null && best.ruleIndex <= entry.ruleIndex) continue;
      if (siteMatches(entry.site, address) || (entry.restricts && mayHide(entry.site, address))) best = entry;
    }
  }
  return best;
}
