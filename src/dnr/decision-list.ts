/**
 * The policy as a flat list in which, for every address, the first entry that matches decides. Exceptions are unfolded
 * here: before the entry of a rule with exceptions stands what the rules after it say about the excepted sites, and at
 * the end of that a general "let through". Obfuscated addresses have a list of their own, above the plain one.
 */
import { isRestricting, sendsHeaders } from '../policy/actions.js';
import { hostOfObfuscated } from '../policy/matches.js';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective-policy.js';
import { parseSites, siteTextsOfRule, toolsById } from '../policy/rule-sites.js';
import { overlappingSites, OverlappingSites, outerSites } from '../policy/site-index.js';
import { intersectSites, type Overlap } from '../policy/site-intersection.js';
import { hostAndParents, needsPattern, type Site } from '../policy/site.js';
import { ProxiedSites } from './proxied-sites.js';
import { matchObfuscated, matchSites, type SiteMatch } from './site-matches.js';

export interface ListEntry {
  readonly policyRuleId: string;
  readonly restricts: boolean;
  /** `obfuscated`: an entry about the obfuscated addresses on the sites' hosts only. */
  readonly part: 'obfuscated' | 'plain';
  /** Its place in its part of the list. */
  readonly place: number;
  readonly sites: readonly Overlap[];
  readonly matches: readonly SiteMatch[];
}

type StepSites = ProxiedSites | Plainly;

/** Sites as they are. */
class Plainly {
  constructor(readonly sites: readonly Overlap[]) {}

  get isEmpty(): boolean {
    return this.sites.length === 0;
  }

  get hasPlaces(): boolean {
    return this.sites.some(needsPattern);
  }

  matches(restricts: boolean): readonly SiteMatch[] {
    return matchSites(this.sites, restricts);
  }
}

/** Sites of one rule with one outcome: an account rule has its anonymous ways in apart. */
interface Step {
  readonly ruleId: string;
  readonly restricts: boolean;
  readonly about: StepSites;
  /** Sites that this step leaves to the rules after it. */
  readonly except: readonly Site[];
  /** Where the rules after this one begin. */
  readonly next: number;
}

/** The sites that a part of the list is about; null: everything. */
type Region = readonly Overlap[] | null;

interface Unmatched {
  readonly policyRuleId: string;
  readonly restricts: boolean;
  readonly about: StepSites;
}

/**
 * Three times the rules that any browser takes. Exceptions that meet double the list with each rule, and each order of the
 * parameters that an address must carry is a rule of its own: it has to end somewhere.
 */
const MAX_RULES = 100_000;

/** The exceptions of this rule, and of those after it, meet in more places than any browser takes rules. */
export class TooManyPlacesError extends Error {
  constructor(readonly ruleId: string) {
    super(`the exceptions of rule ${ruleId} and of those after it meet in more than ${MAX_RULES} places`);
  }
}

/** Rules and guards are compiled from the same list. */
const lists = new WeakMap<EffectivePolicy, readonly ListEntry[]>();

/** @throws TooManyPlacesError */
export function decisionList(effective: EffectivePolicy): readonly ListEntry[] {
  const list = lists.get(effective) ?? listOf(effective);
  lists.set(effective, list);
  return list;
}

function listOf(effective: EffectivePolicy): ListEntry[] {
  const steps = stepsOfPolicy(effective);
  const plain = untilLastRestriction(unfold(new Steps(steps), 0, null, '', { left: MAX_RULES }));
  const obfuscated = untilLastRestriction(unfold(new Steps(obfuscatedSteps(steps)), 0, null, '', { left: MAX_RULES }));
  return [
    ...obfuscated.map((entry, place) => entryOf(entry, 'obfuscated', place)),
    ...plain.map((entry, place) => entryOf(entry, 'plain', place)),
  ];
}

function entryOf({ policyRuleId, restricts, about }: Unmatched, part: ListEntry['part'], place: number): ListEntry {
  const matches = part === 'obfuscated' ? matchObfuscated(about.sites) : about.matches(restricts);
  return {
    policyRuleId,
    restricts,
    part,
    place,
    matches,
    get sites() {
      return about.sites;
    },
  };
}

function stepsOfPolicy(effective: EffectivePolicy): Step[] {
  const tools = toolsById(effective.policy.tools);
  const steps: Step[] = [];
  for (const rule of effective.rules) {
    const own = stepsOf(rule, siteTextsOfRule(rule, tools));
    const next = steps.length + own.length;
    steps.push(...own.map((step) => ({ ...step, next })));
  }
  return steps;
}

function stepsOf(rule: EffectiveRule, sites: readonly string[]): Omit<Step, 'next'>[] {
  const step = (restricts: boolean, own: readonly string[]) => ({
    ruleId: rule.id,
    restricts,
    // What a translation proxy shows of a restricted site is restricted too.
    about: restricts ? new ProxiedSites(own) : new Plainly(parseSites(own)),
    except: parseSites(rule.except),
  });
  const anonymous = sendsHeaders(rule.action) ? (rule.account?.anonymous ?? []) : [];
  const main = step(isRestricting(rule.action), sites);
  return anonymous.length === 0 ? [main] : [step(true, anonymous), main];
}

/**
 * What the steps say about obfuscated addresses, as `siteGoverns` has it: a place that is restricted stands for its whole
 * host, one that is opened for nothing, and exceptions the other way round. Only hosts with such places are of interest.
 */
function obfuscatedSteps(steps: readonly Step[]): Step[] {
  if (!steps.some(({ about, except }) => about.hasPlaces || except.some(needsPattern))) return [];
  const places = steps.flatMap(({ about, except }) => [...about.sites, ...except].filter(needsPattern));
  const hosts = new Map(places.map((place) => [place.host, { ...hostOfObfuscated(place), exact: false }]));
  const below = new Map<string, Site[]>();
  for (const [host, site] of hosts)
    for (const parent of hostAndParents(host)) {
      if (parent === host) continue;
      const inside = below.get(parent) ?? [];
      inside.push(site);
      below.set(parent, inside);
    }
  const isWithinOne = ({ host }: Site) => [...hostAndParents(host)].some((each) => hosts.has(each));
  const standFor = (sites: readonly Site[], restricts: boolean) =>
    sites.flatMap((site) => {
      if (needsPattern(site)) return restricts ? [hostOfObfuscated(site)] : [];
      if (isWithinOne(site)) return [site];
      // Of a wider site only those hosts: what other rules say about the hosts beside them is not in this list.
      return site.exact ? [] : (below.get(site.host) ?? []);
    });
  return steps.map((step) => ({
    ...step,
    about: new Plainly(standFor(step.about.sites, step.restricts)),
    except: standFor(step.except, !step.restricts),
  }));
}

/** Past the last restriction everything is let through anyway. */
function untilLastRestriction(list: readonly Unmatched[]): Unmatched[] {
  return list.slice(0, list.findLastIndex(({ restricts }) => restricts) + 1);
}

/** Each exception asks which of the steps after it concern it: there may be thousands of both. */
class Steps {
  #meeting: OverlappingSites<number> | null = null;
  readonly #indexes = new Map<Step, OverlappingSites<null>>();

  constructor(readonly all: readonly Step[]) {}

  /** Those that can say something about the region, in their order. */
  from(from: number, region: Region): readonly Step[] {
    if (region === null) return this.all.slice(from);
    const meeting = (this.#meeting ??= this.#indexed());
    const places = new Set<number>();
    for (const site of region) for (const { value } of meeting.overlapping(site)) if (value >= from) places.add(value);
    return [...places].sort((one, other) => one - other).flatMap((place) => this.all[place] ?? []);
  }

  /** The step's sites, as far as they are in the region. */
  about(step: Step, region: Region): StepSites {
    if (region === null) return step.about;
    const index = this.#indexes.get(step) ?? overlappingSites(step.about.sites);
    this.#indexes.set(step, index);
    return new Plainly(meet(index, region));
  }

  #indexed(): OverlappingSites<number> {
    const index = new OverlappingSites<number>();
    this.all.forEach(({ about }, place) => {
      for (const site of about.sites) index.add(site, place);
    });
    return index;
  }
}

/**
 * @param regionOf the rule whose exception the region is
 * @param rules how many more there may be
 */
function unfold(steps: Steps, from: number, region: Region, regionOf: string, rules: { left: number }): Unmatched[] {
  const list: Unmatched[] = [];
  for (const step of steps.from(from, region)) {
    const { ruleId, restricts, except, next } = step;
    const here = steps.about(step, region);
    if (here.isEmpty) continue;
    const excepted = region === null ? except : meet(overlappingSites(except), region);
    // Rules that share their exceptions have nothing to say there, and would double the work each time.
    if (excepted.length > 0) {
      const outer = outerSites(excepted);
      if (here.sites.every((site) => outer.covers(site))) continue;
      for (const entry of unfold(steps, next, excepted, ruleId, rules)) list.push(entry);
    }
    rules.left -= region === null ? 1 : ordersIn(here.sites);
    if (rules.left < 0) throw new TooManyPlacesError(ruleId);
    list.push({ policyRuleId: ruleId, restricts, about: here });
  }
  if (region === null) return list;
  return [...list, { policyRuleId: regionOf, restricts: false, about: new Plainly(region) }];
}

/** Of the parameters; one where there is none, or only one. */
function ordersIn(sites: readonly Overlap[]): number {
  return sites.reduce((sum, { moreQueries = [] }) => sum + factorial(moreQueries.length + 1), 0);
}

function factorial(count: number): number {
  return count <= 1 ? 1 : count * factorial(count - 1);
}

function meet(index: OverlappingSites<null>, region: readonly Overlap[]): readonly Overlap[] {
  return region.flatMap((outer) =>
    [...index.overlapping(outer)].flatMap(({ site }) => intersectSites(site, outer) ?? []),
  );
}
