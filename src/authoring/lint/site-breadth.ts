/** Sites that take in far more than one tool: the whole of a public suffix, or of a host that many services share. */
import { loadCatalogue } from '../../catalogue/catalogue.js';
import { sharedHostWithin } from '../../catalogue/shared-hosts.js';
import type { Site } from '../../policy/site.js';
import { publicSuffixWithin } from './public-suffix.js';

export interface Breadth {
  readonly of: 'shared host' | 'public suffix';
  /** What is too broad about the site, and what to do. */
  readonly message: string;
}

/** Null when the site is not too broad. */
export function breadthOf(site: Site): Breadth | null {
  const shared = sharedHostWithin(site);
  if (shared !== null) {
    const message = `covers all of ${shared}, which many services share: name a subdomain or a path of it`;
    return { of: 'shared host', message };
  }
  const suffix = publicSuffixWithin(site);
  // What one vendor alone keeps below a suffix of its own, the catalogue names as a place of the tool.
  if (suffix === null || placesOfCatalogue().has(site.host)) return null;
  const message = `covers all of ${suffix}, a public suffix below which everybody has sites of their own: name one of them`;
  return { of: 'public suffix', message };
}

let places: ReadonlySet<string> | undefined;

function placesOfCatalogue(): ReadonlySet<string> {
  return (places ??= new Set(
    loadCatalogue().flatMap(({ sites: { app, api, content } }) => [...app, ...api, ...content]),
  ));
}
