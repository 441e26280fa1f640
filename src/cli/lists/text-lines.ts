/** Lists of a line for each site: hosts files, filter lists of ad blockers, and plain lists of proxies and firewalls. */
import { isIP } from 'node:net';
import {
  entryOr,
  noSite,
  siteNamed,
  skipped,
  sorted,
  type Converted,
  type LeftLine,
  type ListEntry,
  type ListLine,
  type ReadEntries,
} from './list-entry.js';
import { WITH_ITSELF } from './url-filter.js';

/** Numbered from 1; what is empty or a comment is no line of the list. */
function linesOf(text: string, comment: RegExp): ListLine[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((each, index) => ({ line: index + 1, text: each.trim() }))
    .filter((each) => each.text !== '' && !comment.test(each.text));
}

const REGEX = 'a regular expression cannot be part of a site: name the domains that it is meant for';
const ADDRESS = 'an IP address or network names no tool';

/** What a name without a dot or star before it means. */
export type BareHost = 'with subdomains' | 'that host only';

/** One domain, host or address without a scheme a line; after a blank comes a comment. */
export function readDomainLines(text: string, bare: BareHost): ReadEntries {
  return sorted(
    linesOf(text, /^(?:[#;!]|\/\/)/).map((line) => entryOr(line, siteOfDomain(line.text, bare), { action: null })),
  );
}

export function siteOfDomain(written: string, bare: BareHost): Converted {
  const [first = ''] = written.trim().split(/\s/);
  if (/^\/.*\/$|[\\()[^|]|\$$/.test(first) && !first.startsWith('[')) return noSite(REGEX);
  const name = first.replace(/^https?:\/\//i, '').replace(/\/\*?$/, '');
  if (name === '' || name === '*') return noSite('too broad: it covers every site');
  if (isNetwork(name)) return noSite(ADDRESS, 'skipped');
  const covering = /^(?:\*\.|\.)(.+)$/.exec(name)?.[1];
  const rest = covering ?? name;
  if (rest.includes('*')) return noSite('a * inside a name cannot be part of a site');
  const note = /\/.*\/\*?$/.test(first.replace(/^https?:\/\//i, '')) && rest.includes('/') ? WITH_ITSELF : null;
  return siteNamed(covering === undefined && bare === 'that host only' ? `=${rest}` : rest, note);
}

function isNetwork(name: string): boolean {
  const [address = ''] = name.replace(/^\[|\](?=\/|$)/g, '').split('/');
  return isIP(address) !== 0 || /^\d+(?:\.\d+){3}-/.test(name);
}

/** What a hosts file gives a name that nobody is to reach. */
const NOWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '127.0.0.1', '::', '::1']);

/** Names that every hosts file has for the machine itself. */
const OWN_NAMES = /^(?:localhost(?:\.localdomain)?|local|broadcasthost|ip6-.*|0\.0\.0\.0)$/i;

/** Each name is that very host: a hosts file knows no subdomains. */
export function readHostsFile(text: string): ReadEntries {
  const read = linesOf(text, /^#/).flatMap(({ line, text: written }): (ListEntry | LeftLine)[] => {
    const [address = '', ...names] = written.replace(/#.*/, '').trim().split(/\s+/);
    const each = { line, text: written };
    if (isIP(address.replace(/%.*/, '')) === 0)
      return [skipped(each, 'no line of a hosts file: expected an address and a host')];
    if (!NOWHERE.has(address)) return [skipped(each, `it sends its names to ${address}, and blocks nothing`)];
    return names
      .filter((name) => !OWN_NAMES.test(name))
      .map((name) => entryOr({ line, text: written }, siteNamed(`=${name}`), { action: null }));
  });
  return sorted(read);
}

/** Options of a filter that leave it for all requests of a page. */
const HARMLESS_OPTIONS: ReadonlySet<string> = new Set(['important', 'all', 'document', 'doc']);

/** Filters as uBlock Origin, AdGuard and AdGuard Home write them; Pi-hole reads those of whole domains. */
export function readFilterList(text: string): ReadEntries {
  return sorted(linesOf(text, /^(?:!|#(?!@?#)|\[Ad)/i).map(filterLine));
}

function filterLine(line: ListLine): ListEntry | LeftLine {
  const opens = line.text.startsWith('@@');
  const filter = line.text.replace(/^@@/, '');
  if (/#@?[?$%]?#/.test(filter)) return skipped(line, 'it hides parts of pages, and blocks no site');
  if (/^\/.*\/(?:\$.*)?$/.test(filter)) return entryOr(line, noSite(REGEX), { action: null });
  const [pattern = '', options = ''] = filter.split(/\$(?=[^$]*$)/);
  const narrowing = options.split(',').filter((option) => option !== '' && !HARMLESS_OPTIONS.has(option));
  if (narrowing.length > 0) {
    const reason = `it is for some requests only (${narrowing.join(', ')}), and a site is for all`;
    return entryOr(line, noSite(reason), { action: null });
  }
  const more = opens ? ({ action: 'allow', beatsAll: true } as const) : ({ action: null } as const);
  return entryOr(line, siteOfFilter(pattern), more);
}

/** `||host^` covers subdomains, a bare host is that host only. */
function siteOfFilter(pattern: string): Converted {
  const [, covering, path = ''] = /^\|\|([^/^*|]+)(\/[^*^|]*)?[\^*|]*$/.exec(pattern) ?? [];
  if (covering !== undefined) return siteOfDomain(covering + path, 'with subdomains');
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(pattern)) return siteOfDomain(pattern, 'that host only');
  return noSite('no filter of a whole host: expected one such as ||example.com^');
}
