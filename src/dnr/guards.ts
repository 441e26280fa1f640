/**
 * Compiles the effective policy into page guards: content scripts for governed sites only. Where everything of a host, or
 * of a path, is restricted, the registration itself is the decision ("static"): such a page is stopped before anything is
 * looked up. Where the decision depends on the address ("dynamic"), the guard reads the host's part of the decision list, which
 * its registration spells.
 */
import { isObserved } from '../policy/actions.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import type { GuardList } from '../policy/guard-list.js';
import { parseSites, siteTextsOfRule, toolsById } from '../policy/rule-sites.js';
import { isWithin, type Overlap } from '../policy/site-intersection.js';
import { hostAndParents, isAddressLiteral, needsPattern, PROXY_SUFFIX } from '../policy/site.js';
import { decisionList } from './decision-list.js';
import { GuardIndex, hostKey, treeWith, type Step } from './guard-index.js';
import { registeredLists, type GuardSpelling } from './guard-spellings.js';
import { openedWithin, type Bypassed } from './bypass-rules.js';

/** Patterns of the browser's own kind (`*://*.host/*`). */
export interface GuardPlan {
  /** Whole hosts: stopped, whatever the address. */
  readonly staticHosts: readonly string[];
  /** Hosts inside static ones that are open. */
  readonly staticExcept: readonly string[];
  /** Paths in their plain spelling: stopped too. Every other spelling is dynamic. */
  readonly staticPlaces: readonly string[];
  /** Hosts on which the address decides. */
  readonly dynamicHosts: readonly string[];
  /** The same hosts, by the list that their registration spells. */
  readonly spellings: readonly GuardSpelling[];
  /** Where opened pages are counted under an `observe` rule. Nothing is stopped there. */
  readonly observed: readonly string[];
  /** How many such patterns exceed the limit: pages there are not counted. */
  readonly unobserved: number;
  /** Hosts of tools with a data rule: the data guard starts there, and asks what to do on the page it is on. */
  readonly data: readonly string[];
  /** The lists of the dynamic hosts. */
  readonly lists: Readonly<Record<string, GuardList>>;
  /** Restricted hosts without a guard: more patterns would slow down other pages. */
  readonly leftOut: readonly string[];
}

/** Patterns are compared one by one on each page load: see docs/adr/0018. */
export const MAX_GUARDED_HOSTS = 10_000;

export const NO_GUARDS: GuardPlan = {
  staticHosts: [],
  staticExcept: [],
  staticPlaces: [],
  dynamicHosts: [],
  spellings: [],
  observed: [],
  unobserved: 0,
  data: [],
  lists: {},
  leftOut: [],
};

type RegionResult =
  | { readonly kind: 'open' }
  | { readonly kind: 'static'; readonly except: readonly Overlap[] }
  | { readonly kind: 'dynamic' };

/** @param dottedHostsApart true where a pattern does not cover a host's spelling with a trailing dot */
export function compileGuards(
  effective: EffectivePolicy,
  bypasses: readonly Bypassed[],
  { dottedHostsApart, maxHosts = MAX_GUARDED_HOSTS }: { dottedHostsApart: boolean; maxHosts?: number },
): GuardPlan {
  const steps = stepsWith(effective, bypasses);
  const index = new GuardIndex(steps);
  const { results, leftOut } = firstRestricted([...regionsOf(steps).values()], index, maxHosts);
  const except = results.flatMap(({ result }) => (result.kind === 'static' ? result.except : []));
  const staticHosts: Overlap[] = [];
  const dynamicHosts: Overlap[] = [];
  const opened = new Set(except.map(hostKey));
  for (const { region, result } of results) {
    const shadowed = [hostKey(region), ...hostAndParents(region.host)].some((each) => opened.has(each));
    (result.kind === 'static' && !shadowed ? staticHosts : dynamicHosts).push(region);
  }
  const spell = (sites: readonly Overlap[]) => patternsOf(sites, dottedHostsApart);
  const observed = observedPatterns(effective, dottedHostsApart);
  const room = maxHosts - results.length;
  const lists = Object.fromEntries(dynamicHosts.map(({ host }) => [host, listOf(index.covering(treeOf(host)))]));
  return {
    staticHosts: spell(staticHosts),
    staticExcept: spell(except),
    staticPlaces: staticPlaces(steps, index, dynamicHosts, dottedHostsApart),
    dynamicHosts: spell(dynamicHosts),
    observed: observed.slice(0, room),
    unobserved: Math.max(0, observed.length - room),
    spellings: registeredLists(dynamicHosts, lists, spell),
    data: spell(dataRegions(effective)),
    lists,
    leftOut: [...new Set(leftOut.map(({ host }) => host))],
  };
}

interface Restricted {
  readonly region: Overlap;
  readonly result: Exclude<RegionResult, { readonly kind: 'open' }>;
}

/** The sites themselves come before their spellings under a translation proxy. Beyond the limit they have no guard. */
function firstRestricted(
  regions: readonly Overlap[],
  index: GuardIndex,
  maxHosts: number,
): { results: readonly Restricted[]; leftOut: readonly Overlap[] } {
  const isProxy = ({ host }: Overlap) => host.endsWith(PROXY_SUFFIX);
  const inOrder = [...regions.filter((each) => !isProxy(each)), ...regions.filter(isProxy)];
  const results: Restricted[] = [];
  for (const [place, region] of inOrder.entries()) {
    if (results.length === maxHosts) return { results, leftOut: inOrder.slice(place) };
    const result = resultFor(region, index);
    if (result.kind !== 'open') results.push({ region, result });
  }
  return { results, leftOut: [] };
}

/** The decision list, each bypass an open step before the entry it opens. */
function stepsWith(effective: EffectivePolicy, bypasses: readonly Bypassed[]): Step[] {
  const steps = decisionList(effective).flatMap(({ policyRuleId, part, restricts, sites }): Omit<Step, 'place'>[] => {
    const obfuscated = part === 'obfuscated';
    const opened = restricts && !obfuscated ? bypasses.filter(({ ruleId }) => ruleId === policyRuleId) : [];
    return [
      ...opened.map((bypass) => ({ restricts: false, obfuscated, sites: openedWithin(effective, bypass, sites) })),
      { restricts, obfuscated, sites },
    ];
  });
  return steps.map((step, place) => ({ ...step, place }));
}

/** The hosts that any entry restricts; `=host` and `host` are regions of their own. */
function regionsOf(steps: readonly Step[]): Map<string, Overlap> {
  const regions = new Map<string, Overlap>();
  for (const { restricts, sites } of steps) {
    if (!restricts) continue;
    for (const site of sites) regions.set(hostKey(site), treeWith(site));
  }
  return regions;
}

const treeOf = (host: string): Overlap => ({ host, exact: isAddressLiteral(host), path: '', query: null });

/** What the steps say about a whole host: the first that covers it decides, if nothing before it says otherwise. */
function resultFor(region: Overlap, index: GuardIndex): RegionResult {
  const except: Overlap[] = [];
  let restrictedBefore = false;
  for (const { step, sites: here } of index.covering(region)) {
    // What is opened for obfuscated addresses is opened for plain ones too.
    if (step.obfuscated && !step.restricts) continue;
    const covers = !step.obfuscated && here.some((site) => isWithin(region, site));
    if (step.restricts) {
      if (covers) return { kind: 'static', except };
      restrictedBefore = true;
    } else if (covers) {
      return { kind: restrictedBefore ? 'dynamic' : 'open' };
    } else if (here.some(needsPattern) || here.some((site) => !isOpenThroughout(site, index))) {
      return { kind: 'dynamic' };
    } else {
      except.push(...here);
    }
  }
  return { kind: 'dynamic' };
}

/** Whether nothing restricts any address of the host before it is opened. */
function isOpenThroughout(site: Overlap, index: GuardIndex): boolean {
  return resultFor(site, index).kind === 'open';
}

/** Paths that are restricted throughout, in the one spelling that a pattern can say. */
function staticPlaces(
  steps: readonly Step[],
  index: GuardIndex,
  dynamicHosts: readonly Overlap[],
  dottedHostsApart: boolean,
): string[] {
  const hosts = new Set(dynamicHosts.map(({ host }) => host));
  const places = steps
    .filter(({ restricts, obfuscated }) => restricts && !obfuscated)
    .flatMap(({ sites }) => sites)
    .filter((site) => site.path !== '' && site.query === null && hosts.has(site.host))
    .filter((site) => isPlaceStatic(site, index));
  return [...new Set(places.flatMap((site) => placePatterns(site, dottedHostsApart)))];
}

function isPlaceStatic(place: Overlap, index: GuardIndex): boolean {
  for (const { step, sites } of index.covering(place)) {
    // An obfuscated address of the place may be let through although the place is not.
    if (!step.restricts) return false;
    if (!step.obfuscated && sites.some((site) => isWithin(place, site))) return true;
  }
  return false;
}

/** Places by their path in its plain spelling: an address that a page takes on later is not seen. */
function observedPatterns(effective: EffectivePolicy, dottedHostsApart: boolean): string[] {
  const tools = toolsById(effective.policy.tools);
  const sites = effective.rules
    .filter(({ action }) => isObserved(action))
    .flatMap((rule) => parseSites(siteTextsOfRule(rule, tools)));
  const patterns = sites.flatMap((site) =>
    site.path === '' ? patternsOf([site], dottedHostsApart) : placePatterns(site, dottedHostsApart),
  );
  return [...new Set(patterns)];
}

/** Whole hosts: a page takes another path on without loading anew. */
function dataRegions(effective: EffectivePolicy): Overlap[] {
  const tools = toolsById(effective.policy.tools);
  const sites = effective.rules
    .filter(({ data }) => data !== undefined)
    .flatMap((rule) => parseSites(siteTextsOfRule(rule, tools)));
  return [...new Map(sites.map((site) => [hostKey(site), treeWith(site)])).values()];
}

function listOf(covering: ReturnType<GuardIndex['covering']>): GuardList {
  return covering.map(({ step: { restricts, obfuscated }, sites }) => ({ restricts, obfuscated, sites }));
}

function hostPatterns({ host, exact }: Overlap, dottedHostsApart: boolean): string[] {
  const spelled = exact ? host : `*.${host}`;
  return dottedHostsApart && !isAddressLiteral(host) ? [spelled, `${spelled}.`] : [spelled];
}

function patternsOf(sites: readonly Overlap[], dottedHostsApart: boolean): string[] {
  return [...new Set(sites.flatMap((site) => hostPatterns(site, dottedHostsApart).map((host) => `*://${host}/*`)))];
}

/** A pattern's path takes the query in. */
function placePatterns(site: Overlap, dottedHostsApart: boolean): string[] {
  return hostPatterns(site, dottedHostsApart).flatMap((host) =>
    ['', '/*', '?*', ';*'].map((rest) => `*://${host}${site.path}${rest}`),
  );
}
