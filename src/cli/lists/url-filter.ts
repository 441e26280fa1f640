/**
 * Reads entries of Chromium's `URLBlocklist` and `URLAllowlist`: `[scheme://][.]host[:port][/path][?query]`.
 * https://support.google.com/chrome/a/answer/9942583
 */
import { noSite, siteNamed, type Converted } from './list-entry.js';

/** Those that a site of a policy covers. */
const WEB_SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'ws', 'wss', '*']);

export const ANY_ADDRESS = 'too broad: it covers every site';

/** What a path of another language covers beside what a site with that path does. */
export const BY_SEGMENT = 'a policy compares whole parts of a path: longer names that begin alike are not covered';
export const WITH_ITSELF = 'in a policy the path itself is covered too, not only what is below it';

export function siteOfUrlFilter(text: string): Converted {
  const filter = text.trim();
  if (filter === '*') return noSite(ANY_ADDRESS);
  const [, scheme = '*', rest = filter] =
    /^([a-z][a-z\d+.-]*|\*):\/\/(.*)$/i.exec(filter) ?? /^([a-z][a-z+-]*):(\*?)$/i.exec(filter) ?? [];
  const isWeb = WEB_SCHEMES.has(scheme.toLowerCase());
  if (rest === '*' || rest === '') {
    return isWeb ? noSite(ANY_ADDRESS) : noSite(`it is about all of ${scheme}:, which is no site`, 'skipped');
  }
  if (!isWeb) return noSite(`it is about ${scheme}: only, which is no site`, 'skipped');
  const [, host = '', port, path = '', query = ''] =
    /^(\[[^\]]*\]|[^/:?]*)(?::([^/?]*))?(\/[^?]*)?(\?.*)?$/.exec(rest) ?? [];
  if (host === '*') return noSite(ANY_ADDRESS);
  if (host.includes('*'))
    return noSite('a * inside a host is no wildcard here: name the domain, which covers its subdomains');
  if (port !== undefined && port !== '*') return noSite(`it is about port ${port}, and a site covers every port`);
  const place = placeByBeginning(path);
  if (place === null) return noSite('a * inside a path cannot be part of a site');
  const note = scheme === '*' ? place.note : 'a site covers every scheme';
  return siteNamed(`${host.startsWith('.') ? `=${host.slice(1)}` : host}${place.path}${query}`, note);
}

export interface Place {
  readonly path: string;
  /** What a policy covers otherwise there. */
  readonly note: string | null;
}

/** A path by its beginning, with or without a star behind it; null for a star elsewhere. */
export function placeByBeginning(written: string): Place | null {
  const beginning = written.replace(/\*$/, '');
  if (beginning.includes('*')) return null;
  const path = beginning.replace(/\/$/, '');
  if (path === '') return { path, note: null };
  return { path, note: path === beginning ? BY_SEGMENT : WITH_ITSELF };
}
