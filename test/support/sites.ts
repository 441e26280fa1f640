import { parseSite, type Site } from '../../src/policy/site.js';

/** The site of a pattern; a pattern that is refused fails the test. */
export function siteOf(pattern: string): Site {
  const parsed = parseSite(pattern);
  if (!parsed.ok) throw new Error(`${pattern} was refused: expected ${parsed.expected}`);
  return parsed.site;
}

/** The domains without those under which a translation proxy shows them. */
export function withoutProxied(domains: readonly string[]): string[] {
  return domains.filter((domain) => !/\.translate\.goog\.?$/.test(domain));
}
