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

/** A percent-encoded letter or digit before the fragment. */
const DISGUISED = '^[^#]*%(?:3[0-9]|[46][1-9a-f]|[57][0-9a])';

/** Sites that differ only in their host share one pattern. @param restricts whether disguised addresses are meant too */
export function siteRegexes(sites: readonly Site[], restricts: boolean): SiteRegex[] {
  const byPattern = new Map<string, Set<string>>();
  const add = (pattern: string, host: string) => {
    const hosts = byPattern.get(pattern) ?? new Set<string>();
    byPattern.set(pattern, hosts.add(host));
  };
  for (const site of sites) {
    add(regexOf(site), site.host);
    if (restricts && needsPattern(site)) add(`${DISGUISED}.*$`, site.host);
  }
  return [...byPattern].map(([regexFilter, hosts]) => ({ regexFilter, requestDomains: [...hosts].sort() }));
}

function regexOf(site: Site): string {
  const host = site.exact ? `(?:[^/]*@)?${escaped(site.host)}\\.?(?::\\d+)?` : '[^/?#]*';
  const path = site.path.replace(/[^/]+|\//g, (part) => (part === '/' ? '/+' : escaped(part)));
  if (site.query === null) return `^[^:]+://${host}${path}(?:[/?#].*)?$`;
  const { key, value } = site.query;
  return `^[^:]+://${host}${path}(?:/[^?#]*)?\\?(?:[^#]*&)?${parameter(key)}=${parameter(value)}(?:[&#].*)?$`;
}

function parameter(text: string): string {
  return escaped(new URLSearchParams([['', text]]).toString().slice(1));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
