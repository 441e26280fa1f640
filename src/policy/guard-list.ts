/**
 * What a page guard decides by: the entries of the decision list that concern one host, as plain data. It reads addresses
 * through `site.ts` like everything else, and is small enough to run inside a page.
 */
import { placeMatches } from './matches.js';
import type { Overlap } from './site-intersection.js';
import { hostAndParents, matchesHost, parseAddress, type Address } from './site.js';

/** One step: the first that applies to an address decides. */
export interface GuardEntry {
  readonly restricts: boolean;
  /** An entry about obfuscated addresses on the sites' hosts only. */
  readonly obfuscated: boolean;
  readonly sites: readonly Overlap[];
}

export type GuardList = readonly GuardEntry[];

/** Whether the list restricts the address; an address that no site can govern is let through. Never throws. */
export function restrictedBy(list: GuardList, url: string): boolean {
  const address = parseAddress(url);
  if (address === null) return false;
  return list.find((entry) => applies(entry, address))?.restricts === true;
}

/** The hosts whose lists may speak about this host, nearest first: the first that has one decides. */
export function guardedHosts(host: string): string[] {
  return [...hostAndParents(host.replace(/\.$/, ''))];
}

function applies({ restricts, obfuscated, sites }: GuardEntry, address: Address): boolean {
  if (obfuscated) return address.obfuscated && sites.some((site) => matchesHost(site, address.host));
  return sites.some((site) => placeMatches(site, restricts, address));
}
