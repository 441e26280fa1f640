/**
 * What is wrong with a site as somebody wrote it. `parseSite` reads whatever a browser's URL parser reads, so that a document
 * that was signed once stays readable; much of that is no name that a name system could hold, and would never match. Whoever
 * writes a site is told so here, with what was probably meant.
 */
import { MAX_NAME, NETWORK } from './host-name.js';
import { isAddressLiteral, isPlainHost, parseSite, type Site } from './site.js';

/** RFC 1035, 2.3.4: octets. */
const MAX_LABEL = 63;

/** Seen by nobody, and dropped or refused by name systems: control characters, joiners, marks of direction, fillers. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

/** They stand in a path percent-encoded or in no path at all; written plainly they come from another language of patterns. */
const NOT_IN_PATHS = /["<>[\]`{|}^“”„«»‘‚]/;

/** See `place-pattern.ts` and the disguises of `site.ts`: a pattern with one of them would be the same place as one without. */
const UNDONE = /;|%(?:2f|5c|3b|3f|23|[01][\da-f]|7f|(?:25)+[\da-f]{2})|\.+(?=\/|$)|%20(?=\/|$)/i;

/** What was expected instead of the text, or null where it is a site. Never throws. */
export function siteMistake(text: string): string | null {
  const mistake = mistakeIn(text);
  return mistake === null ? null : mistake + meant(text);
}

function mistakeIn(text: string): string | null {
  if (/^[=.]*\*[.*]*$/.test(text)) return 'a site such as chat.example.com: * stands for none';
  const invisible = INVISIBLE.exec(text)?.[0];
  if (invisible !== undefined) return `a site without the invisible character ${codePointOf(invisible)}`;
  const rest = text.replace(/^=/, '');
  const [host = ''] = rest.split(/[/?]/);
  const parsed = parseSite(text);
  if (!parsed.ok) return networkName(rest) ?? bareIpv6(host) ?? partThatIsNone(rest) ?? unreadable(rest, host, parsed);
  return hostMistake(host, parsed.site) ?? pathMistake(rest.slice(host.length));
}

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function bareIpv6(host: string): string | null {
  if (!/^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(host)) return null;
  return 'an IPv6 address in brackets, such as [2001:db8::1]';
}

/** A host without a dot may have a mistake that counts for more. */
function unreadable(rest: string, host: string, { expected }: { readonly expected: string }): string {
  const alone = parseSite(`=${rest}`);
  return (alone.ok ? hostMistake(host, alone.site) : null) ?? expected;
}

/** Parts of an address that sites do not have. */
function partThatIsNone(rest: string): string | null {
  if (/^[^/?#]*@/.test(rest)) return 'a host without a name, a password or @ before it';
  if (/^[^@]*[/?].*@/.test(rest)) return 'a path with %40 in place of @';
  if (rest.includes('\\')) return 'a host such as chat.example.com, and / before a path: \\ belongs to neither';
  if (/[^\s#]#/.test(rest)) return 'a site without # and what follows it: servers never see that';
  return null;
}

const NO_NETWORK = 'a host or a single address: a network, with the length of its prefix, cannot be a site';

/** `2001:db8::/32`, `10.0.0/8` and the like, which no URL parser reads. */
function networkName(rest: string): string | null {
  return /^\[?[\da-f:.]*[\d:]\]?\/\d{1,3}$/i.test(rest) ? NO_NETWORK : null;
}

/** @param written the host as it was written; `host` of the site is what a browser makes of it */
function hostMistake(written: string, { host, path }: Site): string | null {
  if (written.includes('%')) return 'plain letters in a host instead of % and their codes';
  if (written.replace(/^\[[^\]]*\]/, '').includes(':')) return 'a host without a port: every port is meant';
  if (isAddressLiteral(host)) {
    if (NETWORK.test(path)) return NO_NETWORK;
    const isSpelled = host.startsWith('[') || written.normalize('NFKC').replace(/\.$/, '') === host;
    return isSpelled ? null : `an address in four decimal numbers: browsers read ${written} as ${host}`;
  }
  if (host.length > MAX_NAME) return `a host of at most ${MAX_NAME} characters`;
  const sign = foreignSignIn(written);
  if (sign !== null) return `a host of letters, digits and "-", without ${quoted(sign)}`;
  const labels = host.split('.');
  for (const label of labels) {
    const mistake = labelMistake(label);
    if (mistake !== null) return mistake;
  }
  // RFC 3696, 2: top levels are names of letters, digits and hyphens. Below them `_` is in use.
  return labels.at(-1)?.includes('_') === true ? 'a host whose last part has no _' : null;
}

/** What names may hold all the same (RFC 5892, 2.6 and A.3 to A.7), and the signs of ASCII, which `labelMistake` knows. */
const SIGNS_OF_LABELS =
  /[\p{ASCII}\u0375\u05F3\u05F4\u06FD\u06FE\u0F0B]|(?<=l)\u00B7(?=l)|(?<=[\p{L}\p{N}])\u30FB(?=[\p{L}\p{N}])/gu;

/**
 * The first sign of another alphabet's punctuation, such as a typographic quotation mark: a URL parser turns it into a name
 * that no registry gives out. Some give out pictures; no top level has one.
 */
function foreignSignIn(written: string): string | null {
  const labels = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.\u3002]$/, '')
    .split(/[.\u3002]/);
  for (const [index, label] of labels.entries()) {
    const isTop = index === labels.length - 1;
    const others = label.replace(SIGNS_OF_LABELS, '');
    const foreign = (isTop ? /[^\p{L}\p{M}\p{N}]/u : /[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]/u).exec(others)?.[0];
    if (foreign !== undefined) return foreign;
  }
  return null;
}

const quoted = (sign: string): string => (sign === '"' ? `'"'` : `"${sign}"`);

/** RFC 1123, 2.1, and the `_` that name systems hold as well. */
function labelMistake(label: string): string | null {
  if (label === '') return 'a host with something between its dots, and no dot in front';
  if (label.length > MAX_LABEL) return `a host of parts with at most ${MAX_LABEL} characters between dots`;
  const foreign = /[^a-z\d_-]/.exec(label)?.[0];
  if (foreign !== undefined) return `a host of letters, digits and "-", without ${quoted(foreign)}`;
  return /^-|-$/.test(label) ? 'a host whose parts neither begin nor end with "-"' : null;
}

/** @param written path and query, as they were written */
function pathMistake(written: string): string | null {
  const foreign = NOT_IN_PATHS.exec(written)?.[0];
  if (foreign !== undefined) return `a path without ${quoted(foreign)}`;
  if (/%(?![\da-f]{2})/i.test(written)) return 'a path without a % that begins no code such as %C3';
  const undone = UNDONE.exec(written)?.[0];
  if (undone !== undefined)
    return `a path without ${quoted(undone)}, which servers read as something else or leave out`;
  if (/[,:!$']$|^[^(]*\)$|,[^/]+\.\w/.test(written)) return 'a single site, without signs after it';
  return null;
}

/** A host as people write it, with its path. */
const SITE =
  /(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?\.)+\p{L}[\p{L}\p{M}\p{N}-]*(?![\p{L}\p{N}_])(?:\/[^\s"'<>(){}|^,;:!\\*#?$[\]“”„«»‘‚’]*)?/gu;

/** `; did you mean …?`, or nothing where that cannot be told. */
function meant(text: string): string {
  const exact = text.startsWith('=') ? '=' : '';
  const shown = plainly(text);
  // A path that is a choice of paths, or words beside the host: what is left of them would be a guess.
  if (/\/[({[]|\p{L}\s+\p{L}/u.test(shown)) return '';
  const found = new Set([...shown.matchAll(SITE)].map(([site]) => exact + site.replace(/\/+$/, '')));
  const sites = [...found].filter((site) => site !== text && mistakeIn(site) === null);
  if (sites.length === 0 || sites.length < found.size) return '';
  if (sites.length === 1) return `; did you mean ${sites.join('')}?`;
  return `; each site is an entry of its own: ${sites.slice(0, 3).join(' and ')}`;
}

/** Without what other languages of patterns and addresses put around a host. */
function plainly(text: string): string {
  const shown = decoded(text)
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(new RegExp(INVISIBLE, 'gu'), '')
    .replace(/^[a-z][a-z\d+.-]*:\/+/i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/\p{Dash_Punctuation}/gu, '-')
    .replaceAll('\\.', '.')
    .replace(/\.{2,}/g, '.')
    .replace(/:\d+(?:-\d+)?/, '');
  const [before = '', after = '', more] = shown.split(',');
  return more === undefined && isPlainHost(`${before}.${after}`) && !after.includes('.') ? `${before}.${after}` : shown;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
