/** The sites of a rule that restricts, and what a translation proxy shows of them. */
import { parseSites } from '../policy/rule-sites.js';
import { isSite } from '../policy/site-form.js';
import { isPlainHost, needsPattern, proxySites, type Site } from '../policy/site.js';
import { isWholeHost, matchHostsAndProxies, matchSites, type SiteMatch } from './site-matches.js';

/**
 * There are three for one, so they are written out for those only who ask. What the browser is told of a list of hosts
 * needs no more than their texts.
 */
export class ProxiedSites {
  readonly #texts: readonly string[];
  readonly #others: readonly Site[];
  #sites: readonly Site[] | null = null;

  /** Texts that are no site in this browser are left out: a browser that was given one as a domain would refuse the rule. */
  constructor(texts: readonly string[]) {
    const others = texts.filter((text) => !isPlainHost(text));
    this.#others = parseSites(others);
    this.#texts = this.#others.length === others.length ? texts : texts.filter(isSite);
  }

  get isEmpty(): boolean {
    return this.#texts.length === 0;
  }

  get hasPlaces(): boolean {
    return this.#others.some(needsPattern);
  }

  get sites(): readonly Site[] {
    return (this.#sites ??= parseSites(this.#texts).flatMap((site) => [site, ...proxySites(site)]));
  }

  /** They are restricted. */
  matches(): readonly SiteMatch[] {
    if (!this.#others.every(isWholeHost)) return matchSites(this.sites, true);
    if (this.#others.length === 0) return matchHostsAndProxies(this.#texts);
    return matchHostsAndProxies(parseSites(this.#texts).map(({ host }) => host));
  }
}
