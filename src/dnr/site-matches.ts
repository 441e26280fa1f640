/**
 * Sites as conditions of declarativeNetRequest: whole hosts as one list of domains, paths, query parameters and exact
 * hosts as patterns, in a dialect of RE2 where letter case does not count and a compiled pattern may take 2 KB, so they
 * are kept as plain as they can be.
 */
import { originPattern, placePatterns } from '../policy/place-pattern.js';
import type { Overlap } from '../policy/site-intersection.js';
import { OBFUSCATIONS, isAddressLiteral, needsPattern, PROXY_SUFFIX } from '../policy/site.js';
import { proxyHostsOf } from './proxied-hosts.js';

/** Which requests a rule is about, without what happens to them. */
export interface SiteMatch {
  readonly requestDomains: readonly string[];
  readonly regexFilter?: string;
}

/**
 * Every address of the sites. Sites that differ only in their host share one condition.
 * @param restricts what is done there: see `placePatterns`
 */
export function matchSites(sites: readonly Overlap[], restricts: boolean): SiteMatch[] {
  return group(sites, (site) =>
    isWholeHost(site) ? WHOLE_HOST : placePatterns(site, restricts).map((rest) => originPattern(site) + rest),
  );
}

/** No pattern: the host says it all. */
const WHOLE_HOST = [''];

/** Whether it is a host with all below it. */
export function isWholeHost(site: Overlap): boolean {
  return (!site.exact || isAddressLiteral(site.host)) && !needsPattern(site);
}

/**
 * Every address of the hosts, and what a translation proxy shows of them: the same as of their sites, sooner. They stay in
 * the policy's order: to sort 100,000 of them takes as long as anything else here, and no browser asks for it.
 */
export function matchHostsAndProxies(hosts: readonly string[]): SiteMatch[] {
  const named = [...new Set(hosts)];
  const requestDomains = named.concat(proxyHostsOf(named));
  return [{ requestDomains: named.some(mayRepeat) ? [...new Set(requestDomains)] : requestDomains }];
}

/** What shows `www.` of a host in the list is that host's second spelling; and a list may name a proxy's hosts itself. */
const mayRepeat = (host: string): boolean => host.startsWith('www.') || host.endsWith(PROXY_SUFFIX);

/** The obfuscated addresses on the sites' hosts. */
export function matchObfuscated(sites: readonly Overlap[]): SiteMatch[] {
  return group(sites, (site) => OBFUSCATIONS.map((obfuscation) => `${originPattern(site)}/${obfuscation}.*$`));
}

function group(sites: readonly Overlap[], patternsOf: (site: Overlap) => readonly string[]): SiteMatch[] {
  const byPattern = new Map<string, Set<string>>();
  for (const site of sites) {
    for (const pattern of patternsOf(site)) {
      const hosts = byPattern.get(pattern);
      if (hosts === undefined) byPattern.set(pattern, new Set([site.host]));
      else hosts.add(site.host);
    }
  }
  return [...byPattern].map(([regexFilter, hosts]) => {
    const requestDomains = [...hosts].sort();
    return regexFilter === '' ? { requestDomains } : { requestDomains, regexFilter };
  });
}
