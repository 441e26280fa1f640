/**
 * Patterns for sites that a list of domains cannot express: paths, query parameters and exact hosts. They say the same
 * as `siteMatches` and `mayHide`, in the RE2 dialect of declarativeNetRequest, where letter case does not count and a
 * compiled pattern may take 2 KB: they are kept as plain as they can be.
 */
import { needsPattern, type Site } from '../policy/site.js';

export interface SiteRegex {
  readonly regexFilter: string;
  readonly requestDomains: readonly string[];
}

/** See `site.ts`: a percent-encoded character that no encoder writes, before the fragment. */
const DISGUISED = '/[^#]*%(?:2[de]|3[0-9]|[46][1-9a-f]|5f|[57][0-9a]).*$';

/** Sites that differ only in their host share one pattern. @param restricts whether disguised addresses are meant too */
export function siteRegexes(sites: readonly Site[], restricts: boolean): SiteRegex[] {
  const byPattern = new Map<string, Set<string>>();
  const add = (pattern: string, host: string) => {
    const hosts = byPattern.get(pattern) ?? new Set<string>();
    byPattern.set(pattern, hosts.add(host));
  };
  for (const site of sites) {
    const origin = `^[^:]+://${site.exact ? `(?:[^/]*@)?${escaped(site.host)}\\.?(?::\\d+)?` : '[^/?#]*'}`;
    add(origin + afterOrigin(site), site.host);
    if (restricts && needsPattern(site)) add(origin + DISGUISED, site.host);
  }
  return [...byPattern].map(([regexFilter, hosts]) => ({ regexFilter, requestDomains: [...hosts].sort() }));
}

function afterOrigin({ path, query }: Site): string {
  const segments = path.replace(/[^/]+|\//g, (part) => (part === '/' ? '/+' : escaped(part)));
  if (query === null) return `${segments}(?:[/?#].*)?$`;
  return `${segments}(?:/[^?#]*)?\\?(?:[^#]*&)?${escaped(query.key)}=${escaped(query.value)}(?:[&#].*)?$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('~', '(?:~|%7e)');
}
