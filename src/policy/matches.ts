/** Whether a rule speaks about an address: its site matches, or may be what the address hides. */
import { isRespelled } from './place-pattern.js';
import { queriesOf, type Overlap } from './site-intersection.js';
import { isAddressLiteral, matchesHost, needsPattern, siteMatches, type Address, type Site } from './site.js';

/**
 * Whether a rule that restricts the site (or, when not `restricts`, one that opens it) speaks about the address. What a
 * obfuscated address really asks for cannot be told: a restriction of any place on its host takes it in, and a rule that
 * opens a place says nothing about it. Exceptions go the other way round than their rule.
 */
export function isAtSite(site: Site, restricts: boolean, address: Address): boolean {
  if (address.obfuscated && needsPattern(site)) return restricts && matchesHost(hostOfObfuscated(site), address.host);
  return placeMatches(site, restricts, address);
}

/** The same, for an address that is not obfuscated. */
export function placeMatches(site: Overlap, restricts: boolean, address: Address): boolean {
  if (matchesAsWritten(site, address)) return true;
  return address.respelled && matchesHost(site, address.host) && isRespelled(site, restricts, address);
}

function matchesAsWritten(site: Overlap, address: Address): boolean {
  const queries = queriesOf(site);
  if (queries.length < 2) return siteMatches(site, address);
  return queries.every((query) => siteMatches({ ...site, query }, address));
}

/** Beyond that, a pattern for an exact host leaves too little room for the disguises (RE2 compiles it into 2 KB). */
const MAX_EXACT_LABELS = 5;

/** The hosts on which an obfuscated address may hide the place. */
export function hostOfObfuscated({ host, exact }: Site): Site {
  const keptApart = exact && (isAddressLiteral(host) || host.split('.').length <= MAX_EXACT_LABELS);
  return { host, exact: keptApart, path: '', query: null };
}
