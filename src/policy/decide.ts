/**
 * Decides what the effective policy says about one address. The sites are indexed by host once, so an answer costs a
 * look-up for each label of the host, however long the policy is.
 */
import { isRestricting, sendsHeaders } from './actions.js';
import type { EffectivePolicy, EffectiveRule } from './effective-policy.js';
import { parseSites, sitesOfRule, sitesOfTool, toolsById } from './rule-sites.js';
import type { Tool } from './schema.js';
import { isAtSite } from './matches.js';
import { domainAbove, formatSite, parseAddress, proxySites, type Address, type Site } from './site.js';

/** The answer for one address: the first rule that matches, and the tool the address belongs to. */
export interface Decision {
  readonly rule: EffectiveRule;
  /** Null when the rule names the site itself and no tool of the policy has it. */
  readonly tool: Tool | null;
  /** The site of the rule that matched, as a pattern. */
  readonly site: string;
  /** True when the address is not simply open: its visitor meets the block page. */
  readonly restricts: boolean;
  /** True when the address hides what it asks for: no bypass opens it. */
  readonly obfuscated: boolean;
}

/**
 * Null: no rule governs this address.
 * @param at a URL, or an address that has been read already
 */
export type Decide = (at: string | Address) => Decision | null;

/** A site in an index, and the next one of the same host: mostly there is none. */
interface Indexed {
  readonly site: Site;
  next: this | null;
}

/** One site of one rule, or of one tool. */
interface Entry extends Indexed {
  readonly ruleIndex: number;
  /** Whether the rule restricts this very site: an account rule does so for the anonymous ways in only. */
  readonly restricts: boolean;
  readonly tool: Tool | null;
}

type Index<Item extends Indexed = Entry> = ReadonlyMap<string, Item>;

/** One question to the worker asks by the same policy several times. */
const deciders = new WeakMap<EffectivePolicy, Decide>();

export function decider(effective: EffectivePolicy): Decide {
  const decide = deciders.get(effective) ?? makeDecider(effective);
  deciders.set(effective, decide);
  return decide;
}

function makeDecider(effective: EffectivePolicy): Decide {
  const { rules } = effective;
  const tools = toolsById(effective.policy.tools);
  const ruleIndex = indexByHost(rules.flatMap((rule, index) => entriesOf(rule, index, tools)));
  const toolIndex = indexByHost([...tools.values()].flatMap(entriesOfTool));
  const exceptions = rules.map(({ except }) => indexByHost(parseSites(except).map((site) => ({ site, next: null }))));
  const isExcepted = ({ ruleIndex: at, restricts }: Entry, address: Address) =>
    exceptions[at] !== undefined && matches(exceptions[at], !restricts, address);

  return (at) => {
    const address = typeof at === 'string' ? parseAddress(at) : at;
    if (address === null) return null;
    const match = firstMatch(ruleIndex, address, isExcepted);
    const rule = match === null ? undefined : rules[match.ruleIndex];
    if (match === null || rule === undefined) return null;
    const tool = match.tool ?? firstMatch(toolIndex, address, nothingExcepted)?.tool ?? null;
    return { rule, tool, site: formatSite(match.site), restricts: match.restricts, obfuscated: address.obfuscated };
  };
}

const nothingExcepted = (): boolean => false;

function entriesOf(rule: EffectiveRule, ruleIndex: number, tools: ReadonlyMap<string, Tool>): Entry[] {
  const restricts = isRestricting(rule.action);
  const anonymous = sendsHeaders(rule.action) ? parseSites(rule.account?.anonymous ?? []) : [];
  return [
    ...anonymous.map((site): Entry => ({ site, next: null, ruleIndex, restricts: true, tool: null })),
    ...sitesOfRule(rule, tools).map(({ site, tool }): Entry => ({ site, next: null, ruleIndex, restricts, tool })),
  ];
}

function entriesOfTool(tool: Tool): Entry[] {
  return sitesOfTool(tool).map((site) => ({ site, next: null, ruleIndex: 0, restricts: false, tool }));
}

/** Those of one host stay in order. */
function indexByHost<Item extends Indexed>(entries: readonly Item[]): Index<Item> {
  const index = new Map<string, Item>();
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at];
    if (entry === undefined) continue;
    entry.next = index.get(entry.site.host) ?? null;
    index.set(entry.site.host, entry);
  }
  return index;
}

function matches(index: Index<Indexed>, restricts: boolean, address: Address): boolean {
  if (index.size === 0) return false;
  for (let host: string | null = address.host; host !== null; host = domainAbove(host)) {
    for (let entry = index.get(host) ?? null; entry !== null; entry = entry.next) {
      if (isAtSite(entry.site, restricts, address)) return true;
    }
  }
  return false;
}

function firstMatch(
  index: Index,
  address: Address,
  isExcepted: (entry: Entry, address: Address) => boolean,
): Entry | null {
  let best: Entry | null = null;
  for (let host: string | null = address.host; host !== null; host = domainAbove(host)) {
    for (let entry = index.get(host) ?? null; entry !== null; entry = entry.next) {
      if (!isBetter(entry, best) || !isAtSite(entry.site, entry.restricts, address)) continue;
      if (!isExcepted(entry, address)) best = entry;
    }
  }
  for (let host = address.proxied; host !== null; host = domainAbove(host)) {
    for (let entry = index.get(host) ?? null; entry !== null; entry = entry.next) {
      if (!entry.restricts || !isBetter(entry, best) || isExcepted(entry, address)) continue;
      if (proxySites(entry.site).some((site) => isAtSite(site, true, address))) best = entry;
    }
  }
  return best;
}

function isBetter(entry: Entry, best: Entry | null): boolean {
  if (best === null || entry.ruleIndex < best.ruleIndex) return true;
  return entry.ruleIndex === best.ruleIndex && entry.restricts && !best.restricts;
}
