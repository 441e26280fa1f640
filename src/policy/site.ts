/**
 * Sites: the only URL matching of the project. A site pattern says which addresses belong to a tool; worker, command,
 * simulation and compiler all read patterns and addresses through this file.
 */

/** A parsed site pattern. `host` is lower-case ASCII (punycode) without a trailing dot. */
export interface Site {
  readonly host: string;
  /** True when only this very host is meant; otherwise its subdomains belong to it too. */
  readonly exact: boolean;
  /** Lower-case path prefix such as `/chat`, matched segment by segment; empty for the whole host. */
  readonly path: string;
  /** A query parameter that must be present with this value, where a vendor puts its AI mode there. */
  readonly query: { readonly key: string; readonly value: string } | null;
}

/** An http(s) or ws(s) address, reduced to what sites are matched on. */
export interface Address {
  readonly host: string;
  /** Lower-case, with repeated slashes folded, and punctuation in one spelling. */
  readonly path: string;
  readonly query: string;
  /** True when it spells what no program writes and servers undo, such as a letter as %xx: it can hide any path. */
  readonly obfuscated: boolean;
  /** True when its path may be another one to servers that leave parameters, or dots at the end of a segment, out. */
  readonly respelled: boolean;
  /** The host that a translation proxy shows here (`chatgpt-com.translate.goog` shows chatgpt.com); null elsewhere. */
  readonly proxied: string | null;
}

type ParsedSite =
  | { readonly ok: true; readonly site: Site }
  /** `unread`: this browser's URL parser knows no such host; another one may. */
  | { readonly ok: false; readonly expected: string; readonly unread?: boolean };

const GOVERNED_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);

const LETTER = '2[de]|3[0-9]|[46][1-9a-f]|5f|[57][0-9a]';

/**
 * What only somebody who hides a path writes, as regular expressions of what follows the host's slash, in the dialect of the
 * browser's rules:
 * - a percent-encoded letter, digit, `-`, `.` or `_`, in `%u0063` too, and encoded twice. (`~` is another matter: older
 *   encoders do write `%7E`.)
 * - in a path a control character, `\` or `;` as `%xx`, those and `/` encoded twice (`%252f`), a character in more bytes than
 *   it needs (`%c0%af` for `/`), a space at the end of a segment;
 * - in a path a segment of parameters alone, and dots that browsers do not take for dot segments (`..;`, `..%2f`).
 */
export const OBFUSCATIONS: readonly string[] = [
  `[^#]*%(?:25)*(?:${LETTER}|u(?:00|ff))`,
  '[^?#]*(?:%(?:[01][0-9a-f]|7f|(?:25)*(?:5c|3b)|(?:25)+2f|c[01]%[89ab]|e0%[89]|f0%8)|%20\\.*(?:[/;]|%2f))',
  '(?:[^?#]*(?:/|%2f))?(?:;|\\.\\.?(?:[/;?#]|%2f|$))',
];
/** None of them goes without one of these. */
const OBFUSCATING = /[%;]/;
const OBFUSCATED = new RegExp(`^/(?:${OBFUSCATIONS.join('|')})`, 'i');

/** In the host or path of a pattern. */
const ENCODED_LETTER = new RegExp(`%(?:${LETTER})`, 'i');

/** See `place-pattern.ts`, which says what the path may be. Looked for in a folded path. */
const RESPELLED = /;|%2f|%3f|%23|(?:\.|%20)(?:\/|$)/;

/** What a browser's pattern limit (2 KB of compiled RE2) leaves for a site's host, path and query together. */
const MAX_PATTERN_LENGTH = 64;
const MAX_SEGMENTS = 8;

/** Signs that encoders may write as `%xx` or not: these are plain in a folded path, the others encoded. */
const PLAIN_SIGN = /%(?:21|24|26|27|28|29|2b|2c|3a|3d|7e)/g;
const ENCODED_SIGN = /[*@[\]|^]/g;

/** Either spelling is matched, which takes as much room as five characters. */
const patternLength = (text: string): number => text.replace(/[~!$&'()+,:=]|%(?:2a|40|5b|5d|5e|7c)/g, 'xxxxx').length;

const refuse = (expected: string): ParsedSite => ({ ok: false, expected });

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function foldPath(path: string): string {
  return path
    .replace(/\/{2,}/g, '/')
    .toLowerCase()
    .replace(PLAIN_SIGN, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
    .replace(ENCODED_SIGN, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function withoutTrailingDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

export function isAddressLiteral(host: string): boolean {
  // Names end with a letter: only what ends with a digit or a bracket has to be looked at.
  if (host.charCodeAt(host.length - 1) >= LOWER_A) return false;
  return host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);
}

const LOWER_A = 97;

/**
 * A host that every URL parser leaves as it is: no capitals, no other alphabet nor its `xn--` spelling, and no number that
 * could be an address. Most sites are such a host and nothing else.
 */
const PLAIN_HOST = /^(?:(?!xn--)[a-z\d-]+\.)+(?!xn--)[a-z][a-z\d-]*$/;

/** Whether the text is a whole host in its ordinary spelling: what `parseSite` reads of it is the text itself. */
export function isPlainHost(text: string): boolean {
  return PLAIN_HOST.test(text);
}

/** Reads `host`, `=host`, `host/path` or `host/path?key=value`; a refusal says what was expected. Never throws. */
export function parseSite(text: string): ParsedSite {
  if (isPlainHost(text)) return { ok: true, site: { host: text, exact: false, path: '', query: null } };
  const exact = text.startsWith('=');
  const rest = exact ? text.slice(1) : text;
  const mistake = spellingMistake(rest);
  if (mistake !== null) return refuse(mistake);
  const url = parseUrl(`http://${rest}`);
  if (url === null || url.hostname === '') {
    return { ok: false, expected: 'a valid host name such as chat.example.com', unread: true };
  }
  const host = withoutTrailingDot(url.hostname);
  if (!exact && !host.includes('.') && !isAddressLiteral(host)) {
    return refuse(`a host with a dot: "${host}" alone would take in a whole top level; =${host} means that host only`);
  }
  const path = foldPath(url.pathname).replace(/\/$/, '');
  if (path.split('/').length - 1 > MAX_SEGMENTS) return refuse(`at most ${MAX_SEGMENTS} path segments`);
  if (patternLength(path) + (exact ? host.length : 0) + url.search.length > MAX_PATTERN_LENGTH) {
    return refuse(
      `at most ${MAX_PATTERN_LENGTH} characters of path and query (and host after =): browsers take no more`,
    );
  }
  const [, key, value] = /^\?([^=]+)=(.+)$/.exec(url.search.toLowerCase()) ?? [];
  const query = key === undefined || value === undefined ? null : { key, value };
  return { ok: true, site: { host, exact: exact || isAddressLiteral(host), path, query } };
}

/** What was expected instead, for the mistakes that an URL parser would read as something else. */
function spellingMistake(text: string): string | null {
  if (text.includes('://')) return 'a host without a scheme: every scheme is meant';
  if (text.includes('*')) return 'a host without *: a host covers its subdomains, =host means that host only';
  if (text === '' || /[\s\\#@]|^\//.test(text)) return 'a host such as chat.example.com, without spaces';
  if (/^[^/?]*:\d+(?:[/?]|$)/.test(text.replace(/^\[[^\]]*\]?/, '')))
    return 'a host without a port: every port is meant';
  if (ENCODED_LETTER.test(text)) return 'plain letters and digits instead of % and their codes';
  if (text.includes('?') && !/^[^?]*\?[\w.-]+=[\w.-]+$/.test(text)) {
    return 'a single query such as ?key=value, of letters, digits, ".", "_" and "-"';
  }
  return null;
}

/** The address behind a URL, or null when no site can govern it (other schemes, unreadable text). Never throws. */
export function parseAddress(text: string): Address | null {
  const url = parseUrl(text);
  if (url === null || !GOVERNED_PROTOCOLS.has(url.protocol)) return null;
  const host = withoutTrailingDot(url.hostname);
  const path = foldPath(url.pathname);
  return {
    host,
    proxied: proxiedHost(host),
    path,
    query: url.search,
    obfuscated: OBFUSCATING.test(url.pathname + url.search) && OBFUSCATED.test(url.pathname + url.search),
    respelled: RESPELLED.test(path),
  };
}

/** The host and every domain above it, nearest first: `a.b.c` gives `a.b.c`, `b.c`, `c`. */
export function* hostAndParents(host: string): Generator<string> {
  for (let each: string | null = host; each !== null; each = domainAbove(each)) yield each;
}

/** `b.c` of `a.b.c`; null where nothing lies above. */
export function domainAbove(host: string): string | null {
  const dot = host.indexOf('.');
  return dot === -1 || isAddressLiteral(host) ? null : host.slice(dot + 1);
}

export function matchesHost(site: Site, host: string): boolean {
  if (host === site.host) return true;
  if (site.exact || !host.endsWith(site.host)) return false;
  return host.charAt(host.length - site.host.length - 1) === '.';
}

/** Whether a path lies at or below another, segment by segment; everything is below the empty one. */
export function isPathWithin(path: string, outer: string): boolean {
  if (outer === '' || path === outer) return true;
  // `;` begins parameters of a segment, which servers leave out when they look for the page.
  return path.startsWith(`${outer}/`) || path.startsWith(`${outer};`);
}

/** Compares what is written, as the browser's rules do, and decodes nothing. */
function matchesQuery(site: Site, query: string): boolean {
  if (site.query === null) return true;
  return query.slice(1).toLowerCase().split('&').includes(`${site.query.key}=${site.query.value}`);
}

export function siteMatches(site: Site, address: Address): boolean {
  return matchesHost(site, address.host) && isPathWithin(address.path, site.path) && matchesQuery(site, address.query);
}

/** Whether the site says more than "this host and its subdomains". */
export function needsPattern(site: Site): boolean {
  return site.path !== '' || site.query !== null;
}

export const PROXY_SUFFIX = '.translate.goog';

/** The other way round. */
function proxiedHost(host: string): string | null {
  if (!host.endsWith(PROXY_SUFFIX)) return null;
  return host.slice(0, -PROXY_SUFFIX.length).replace(/--|-/g, (mark) => (mark === '--' ? '-' : '.'));
}

/** The sites under which a translation proxy shows a site: itself and, unless exact, its `www`. */
export function proxySites(site: Site): Site[] {
  const { host, exact, path, query } = site;
  return proxyHosts(host, exact).map((each) => ({ host: each, exact, path, query }));
}

/** The hosts of `proxySites`: the host itself and, unless exact, its `www`. */
export function proxyHosts(host: string, exact: boolean): string[] {
  if (isAddressLiteral(host)) return [];
  // It writes a dot as `-` and a `-` as `--`.
  const label = host.replaceAll('-', '--').replaceAll('.', '-') + PROXY_SUFFIX;
  const shown = exact ? [label] : [label, `www-${label}`];
  return hasPlainLabel(host) ? shown : shown.filter(isHostName);
}

/** A label of letters, digits and hyphens is one: only what looks like another alphabet's has to be asked about. */
export function hasPlainLabel(host: string): boolean {
  return isPlainHost(host) && !host.startsWith('xn-');
}

/** An IDN host's spelling may be no valid host name; browsers would refuse it, and with it every rule. */
function isHostName(host: string): boolean {
  return parseUrl(`http://${host}`)?.hostname === host;
}

/** The pattern as text, so that `parseSite(formatSite(site))` gives the same site. */
export function formatSite(site: Site): string {
  const query = site.query === null ? '' : `?${site.query.key}=${site.query.value}`;
  return `${site.exact && !isAddressLiteral(site.host) ? '=' : ''}${site.host}${site.path}${query}`;
}
