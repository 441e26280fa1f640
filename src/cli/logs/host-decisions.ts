/**
 * Which whole hosts a browser may block by itself. A browser's own list knows hosts, takes the most specific entry and
 * explains nothing, so a host is blocked only where the policy blocks every address of it, for everybody, always: what
 * the list blocks, the extension would have blocked too. The rest is left to the extension.
 */
import { isFinal, isRestricting, sendsHeaders } from '../../policy/actions.js';
import { parseSites } from '../../policy/rule-sites.js';
import type { PublishedPolicy, Rule, Tool } from '../../policy/schema.js';
import {
  hostAndParents,
  isAddressLiteral,
  matchesHost,
  needsPattern,
  proxySites,
  type Site,
} from '../../policy/site.js';
import type { EvaluatedRule } from './rule-certainty.js';

/** One entry of the list: the most specific one decides about a host. */
export interface HostEntry {
  readonly host: string;
  /** `exact`: this very host; otherwise its subdomains too. */
  readonly exact: boolean;
  readonly decision: 'block' | 'open';
}

export interface PolicyRuleSites {
  readonly evaluated: EvaluatedRule;
  /** As the policy names them. */
  readonly named: readonly Site[];
  /** Those, and what a translation proxy shows of them where that is restricted too. */
  readonly sites: readonly Site[];
  readonly except: readonly Site[];
}

/** What every rule that can ever apply here is about, in order. */
export function sitesPerRule(policy: PublishedPolicy, rules: readonly EvaluatedRule[]): PolicyRuleSites[] {
  const tools = new Map(policy.tools.map((tool) => [tool.id, tool]));
  return rules
    .filter(({ certainty }) => certainty !== 'never')
    .map((evaluated) => {
      const named = namedSites(evaluated.rule, tools);
      const restricts = isRestricting(evaluated.rule.action);
      const sites = restricts ? [...named, ...named.flatMap(proxySites)] : named;
      return { evaluated, named, sites, except: parseSites(evaluated.rule.except) };
    });
}

/** The first site of every tool comes before the second of any: where a list must end early, it covers most tools. */
function namedSites(rule: Rule, tools: ReadonlyMap<string, Tool>): Site[] {
  const columns = rule.tools.map((id) => {
    const tool = tools.get(id);
    return tool === undefined ? [] : rule.parts.flatMap((part) => parseSites(tool[part]));
  });
  const deepest = Math.max(0, ...columns.map(({ length }) => length));
  const own = parseSites(rule.sites);
  const ofTools = Array.from({ length: deepest }, (_, row) => columns.flatMap((column) => column[row] ?? [])).flat();
  const all = [...own, ...ofTools];
  const anonymous = sendsHeaders(rule.action) ? parseSites(rule.account?.anonymous ?? []) : [];
  return [...all, ...anonymous];
}

/** The entries that are needed, those of the first rules first. An entry that its parent's repeats is left out. */
export function hostEntries(rules: readonly PolicyRuleSites[]): HostEntry[] {
  const hosts = new Set(rules.flatMap(({ sites, except }) => [...sites, ...except].map(({ host }) => host)));
  const below = new Map([...hosts].map((host) => [host, isBlocked(rules, host, 'subdomains')]));
  const inherited = (host: string): boolean => {
    const [, parent] = [...hostAndParents(host)].filter((each) => each === host || below.has(each));
    return parent !== undefined && (below.get(parent) ?? false);
  };
  return [...hosts].flatMap((host) => {
    const itself = isBlocked(rules, host, 'itself');
    if (isAddressLiteral(host)) return itself ? [entry(host, true, true)] : [];
    const deeper = below.get(host) ?? false;
    const entries = deeper === inherited(host) ? [] : [entry(host, false, deeper)];
    return itself === deeper ? entries : [...entries, entry(host, true, itself)];
  });
}

function entry(host: string, exact: boolean, blocked: boolean): HostEntry {
  return { host, exact, decision: blocked ? 'block' : 'open' };
}

/** @param part the host itself, or those below it that no rule names */
function isBlocked(rules: readonly PolicyRuleSites[], host: string, part: 'itself' | 'subdomains'): boolean {
  const concerns = (site: Site) =>
    part === 'itself' ? matchesHost(site, host) : !site.exact && matchesHost(site, host);
  for (const { evaluated, sites, except } of rules) {
    const here = sites.filter(concerns);
    if (here.length === 0) continue;
    const excepted = except.filter(concerns);
    if (isFinal(evaluated.rule.action)) {
      const whole = here.some((site) => !needsPattern(site));
      if (evaluated.certainty === 'always' && whole && excepted.length === 0) return true;
    } else if (!excepted.some((site) => !needsPattern(site))) {
      return false;
    }
  }
  return false;
}
