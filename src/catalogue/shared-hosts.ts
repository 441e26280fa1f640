/**
 * Hosts that many services or many people's sites share: a site that takes in the whole of one restricts far more than
 * was meant.
 */
import { hostAndParents, type Site } from '../policy/site.js';
import { checkedSharedHosts } from './checked-data.js';

interface SharedHosts {
  readonly all: ReadonlySet<string>;
  /** For a domain above shared hosts, the first of them. */
  readonly below: ReadonlyMap<string, string>;
}

let loaded: SharedHosts | undefined;

function load(): SharedHosts {
  const hosts = checkedSharedHosts();
  const below = new Map<string, string>();
  for (const host of hosts) {
    for (const parent of hostAndParents(host)) if (!below.has(parent)) below.set(parent, host);
  }
  return { all: new Set(hosts), below };
}

/** The shared host that the site takes in as a whole; null when it keeps to a subdomain, a path or a query. */
export function sharedHostWithin(site: Site): string | null {
  loaded ??= load();
  if (site.path !== '' || site.query !== null) return null;
  if (loaded.all.has(site.host)) return site.host;
  return site.exact ? null : (loaded.below.get(site.host) ?? null);
}
