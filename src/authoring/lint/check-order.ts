/** Checks what the order of the rules means: which rule takes a site before another one is asked. */
import type { Site } from '../../policy/site.js';
import { appliesWhenever } from './check-applies.js';
import type { CheckedRule } from './check-finding.js';
import { overlappingSites, outerSites, OuterSites, type OverlappingSites } from '../../policy/site-index.js';

/** A rule's exceptions: those that meet a site, and those that take the whole of it. */
interface Exceptions {
  readonly overlapping: OverlappingSites<null>;
  readonly outer: OuterSites<null>;
}

type Kind = (rule: CheckedRule) => boolean;

/** Answers which rules take a site, for all checks about order. */
export class RuleOrder {
  readonly #takers = new OuterSites<CheckedRule>();
  readonly #exceptions: readonly Exceptions[];
  /** Answers of `#isCertain`, by the indexes of both rules in one number. */
  readonly #certain = new Map<number, boolean>();

  constructor(readonly rules: readonly CheckedRule[]) {
    for (const rule of rules) {
      for (const site of [...rule.anonymous, ...rule.sites]) this.#takers.add(site, rule);
    }
    this.#exceptions = rules.map(({ except }) => ({
      overlapping: overlappingSites(except),
      outer: outerSites(except),
    }));
  }

  /**
   * The rules that take the whole site, no exception of theirs in the way, and apply whenever the given rule does.
   * @param wanted which rules to look at
   */
  *certainTakers(site: Site, forRule: CheckedRule, wanted: Kind): Generator<CheckedRule> {
    for (const rule of this.#takers.covering(site)) {
      const certain = wanted(rule) && this.#isCertain(rule, forRule);
      if (certain && this.#exceptions[rule.index]?.overlapping.overlaps(site) !== true) yield rule;
    }
  }

  /** The first of them all, which decides the site. */
  decidingRule(site: Site, forRule: CheckedRule): CheckedRule | null {
    let first: CheckedRule | null = null;
    const isEarlier: Kind = ({ index }) => first === null || index < first.index;
    for (const rule of this.certainTakers(site, forRule, isEarlier)) first = rule;
    return first;
  }

  /** The rules that select the whole site and do not except all of it again. */
  *possibleTakers(site: Site): Generator<CheckedRule> {
    for (const rule of this.#takers.covering(site)) if (!this.isExcepted(site, rule)) yield rule;
  }

  isExcepted(site: Site, { index }: CheckedRule): boolean {
    return this.#exceptions[index]?.outer.covers(site) === true;
  }

  #isCertain(first: CheckedRule, second: CheckedRule): boolean {
    if (first === second) return true;
    const key = first.index * this.rules.length + second.index;
    const known = this.#certain.get(key) ?? appliesWhenever(first.rule, second.rule);
    this.#certain.set(key, known);
    return known;
  }
}

/** For each site, a rule of the given kind before this one that surely takes it; null when one of them is left. */
export function takenBefore(
  sites: readonly Site[],
  { order, rule, kind = () => true }: { order: RuleOrder; rule: CheckedRule; kind?: Kind },
): readonly CheckedRule[] | null {
  const takers = new Set<CheckedRule>();
  const wanted: Kind = (taker) => taker.index < rule.index && kind(taker);
  for (const site of sites) {
    const [taker] = order.certainTakers(site, rule, wanted);
    if (taker === undefined) return null;
    takers.add(taker);
  }
  return sites.length === 0 ? null : [...takers];
}
