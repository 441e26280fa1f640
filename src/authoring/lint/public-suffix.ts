/**
 * Public suffixes (publicsuffix.org): domains below which everybody registers names of their own, such as `co.uk` of a
 * registry (ICANN's part of the list) or `github.io` of a company (its private part).
 */
import { getDomain, getPublicSuffix } from 'tldts';
import type { Site } from '../../policy/site.js';

/** A name that no exception of the list has. */
const ANY_NAME = 'any-name';

/**
 * The public suffix that the site takes in as a whole, such as `co.uk`, or `*.bd` where every name below is a suffix itself.
 * Null when it keeps to a registered name, a path, a query or one host.
 */
export function publicSuffixWithin({ host, exact, path, query }: Site): string | null {
  if (exact || path !== '' || query !== null) return null;
  if (isPublicSuffix(host)) return host;
  return isPublicSuffix(`${ANY_NAME}.${host}`) ? `*.${host}` : null;
}

/** Top levels that the list does not know, such as those of a company's own network, are none. */
function isPublicSuffix(host: string): boolean {
  return host.includes('.') && getPublicSuffix(host, { allowPrivateDomains: true }) === host;
}

/** The name that somebody has registered, of a host at or below it; the host itself where nobody has, such as an IP address. */
export function registeredDomain(host: string): string {
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}
