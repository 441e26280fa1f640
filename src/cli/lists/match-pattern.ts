/** Reads the match patterns of Firefox's `WebsiteFilter`. https://firefox-admin-docs.mozilla.org/reference/policies/websitefilter/ */
import { noSite, siteNamed, type Converted } from './list-entry.js';
import { ANY_ADDRESS, placeByBeginning, type Place } from './url-filter.js';

export function siteOfMatchPattern(text: string): Converted {
  const pattern = text.trim();
  if (pattern === '<all_urls>') return noSite(ANY_ADDRESS);
  const [, scheme, host, path] = /^(\*|[a-z][a-z+-]*):\/\/([^/]*)(\/.*)$/i.exec(pattern) ?? [];
  if (scheme === undefined || host === undefined || path === undefined) {
    return noSite('no match pattern, so Firefox ignores it: expected one such as *://*.example.com/*');
  }
  if (!/^(?:\*|https?|wss?)$/i.test(scheme)) return noSite(`it is about ${scheme}: only, which is no site`, 'skipped');
  if (host === '*' || host === '') return noSite(ANY_ADDRESS);
  if (/:\d+$/.test(host)) return noSite('it is about one port, and a site covers every port');
  const name = host.startsWith('*.') ? host.slice(2) : `=${host}`;
  const place = placeOf(path);
  if (place === null) return noSite('a * inside a path cannot be part of a site');
  return siteNamed(name + place.path, scheme === '*' ? place.note : 'a site covers every scheme');
}

function placeOf(written: string): Place | null {
  const place = placeByBeginning(written);
  if (place === null || written.endsWith('*')) return place;
  return { ...place, note: 'in a policy what is below the path is covered too' };
}
