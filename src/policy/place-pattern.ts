/**
 * Places as regular expressions, in the dialect of the browser's rules (RE2, letter case does not count), which the matcher
 * reads too where a comparison is not enough. Servers undo some ways to write a path: `;` with parameters after a segment,
 * `%2f` for a slash, dots and spaces at the end of a segment. Each of them is the same place.
 */
import { queriesOf, type Overlap } from './site-intersection.js';
import { isAddressLiteral, type Address } from './site.js';

/**
 * RE2 may compile a pattern into 2 KB, in Chromium. What the parts of one take was measured with RE2 itself; the unit is a
 * character written out, 12 bytes, and the room is what the frame of `BEFORE` and `BEHIND` leaves.
 */
const ROOM = 62;
const SEPARATOR = 18;
const QUERY = 7;
const BEFORE_QUERIES = 7;
const LABEL = 5;
const TWO_SPELLINGS = 5;

/** At the end of a segment, parameters; and slashes in either spelling. */
const BETWEEN = '\\.*(?:;[^/?#]*)?(?:/|%2f)+';
const BEFORE = '/(?:/|%2f)*';
const BEHIND = '(?:\\.|%20)*';

/** Where a path has one of those, however it goes on. */
const RESPELLED = '(?:;|%(?:2f|3f|23)|(?:\\.|%20)(?:[/?#;]|$)).*$';

/** What a pattern that is too long keeps of the first segment. */
const KEPT = 20;

/** Punctuation that an encoder may or may not write as `%xx`, in the spelling that `foldPath` gives it, and the other one. */
const EITHER: ReadonlyMap<string, string> = new Map([
  ...Array.from("~!$&'()+,:=", (sign): [string, string] => [sign, codeOf(sign)]),
  ...Array.from('*@[]|^', (sign): [string, string] => [codeOf(sign), sign]),
]);
const EITHER_SIGN = new RegExp([...EITHER.keys()].map(escapedSign).join('|'), 'g');

function codeOf(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16)}`;
}

function escapedSign(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function escaped(text: string): string {
  let done = 0;
  let pattern = '';
  for (const { 0: sign, index } of text.matchAll(EITHER_SIGN)) {
    pattern += `${escapedSign(text.slice(done, index))}(?:${escapedSign(sign)}|${escapedSign(EITHER.get(sign) ?? '')})`;
    done = index + sign.length;
  }
  return pattern + escapedSign(text.slice(done));
}

/** Characters that the text takes as a pattern. */
function patternLength(text: string): number {
  return text.replace(EITHER_SIGN, 'x'.repeat(TWO_SPELLINGS)).length;
}

/** What follows the host of the place's addresses, as they are written: a pattern for each order of several parameters. */
function plainPatterns(site: Overlap): string[] {
  const segments = site.path.replace(/[^/]+|\//g, (part) => (part === '/' ? '/+' : escaped(part)));
  const queries = queryPatterns(site);
  if (queries.length === 0) return [`${segments}(?:[/?#;].*)?$`];
  return queries.map((query) => `${segments}(?:[/;][^?#]*)?${query}`);
}

/**
 * The same, and the spellings that servers undo. Where a path is too long for that, a restriction has a pattern more, for all
 * such spellings below its first segment. One that is too long with its query alone is taken as it is written.
 */
export function placePatterns(site: Overlap, restricts: boolean): string[] {
  if (site.path === '') return plainPatterns(site);
  const segments = site.path.slice(1).split('/');
  const queries = queryPatterns(site);
  if (!hasRoom(site, segments)) {
    return queries.length > 0 || !restricts ? plainPatterns(site) : [...plainPatterns(site), respelledBelow(segments)];
  }
  const path = BEFORE + segments.map(escaped).join(BETWEEN) + BEHIND;
  if (queries.length === 0) return [`${path}(?:(?:[/?#;]|%(?:2f|3f|23)).*)?$`];
  return queries.map((query) => `${path}(?:(?:[/;]|%(?:2f|3f|23))[^?#]*)?${query}`);
}

function respelledBelow([first = '']: readonly string[]): string {
  const [beginning = ''] = /^[\w.-]*/.exec(first.slice(0, KEPT)) ?? [];
  return `${BEFORE}${escaped(beginning)}[^?#]*${RESPELLED}`;
}

function hasRoom(site: Overlap, segments: readonly string[]): boolean {
  const path = patternLength(segments.join('')) + (segments.length - 1) * SEPARATOR;
  const queries = queriesOf(site);
  const parameters = queries.reduce((sum, { key, value }) => sum + key.length + value.length + 1 + QUERY, 0);
  return exactHostLength(site) + path + (queries.length === 0 ? 0 : BEFORE_QUERIES) + parameters <= ROOM;
}

/** Of an exact host: written out, or as so many labels, whichever is shorter. */
function exactHostLength({ exact, host }: Overlap): number {
  return !exact || isAddressLiteral(host) ? 0 : Math.min(host.length + 2, LABEL * host.split('.').length + 1);
}

/** A `?` with the parameters, and what may stand around them. */
function queryPatterns(site: Overlap): string[] {
  const queries = queriesOf(site).map(({ key, value }) => `${escapedSign(key)}=${escapedSign(value)}`);
  if (queries.length === 0) return [];
  return orders(queries).map((order) => `\\?(?:[^#]*&)?${order.join('&(?:[^#]*&)?')}(?:[&#].*)?$`);
}

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

/**
 * The pattern of a host, up to its path. The domain beside it says what the host ends with, so that an exact host is one
 * without a label more. Written out, a long host would fill a pattern alone.
 */
export function originPattern({ exact, host }: Overlap): string {
  if (!exact || isAddressLiteral(host)) return '^[^:]+://[^/?#]*';
  const labels = host.split('.').map(() => '[^/.]*');
  const spelled = host.length < LABEL * labels.length ? escapedSign(host) : labels.join('\\.');
  // A dot at the end and a port: digits alone are no label more, since no name ends with one.
  return `^[^:]+://(?:[^/]*@)?${spelled}[.:0-9]*`;
}

const compiled = new Map<string, readonly RegExp[]>();

/** Whether path and query of the address are the site's, in a spelling that servers undo. The host is not looked at. */
export function isRespelled(site: Overlap, restricts: boolean, { path, query }: Address): boolean {
  const sources = placePatterns(site, restricts);
  const key = sources.join('\n');
  const patterns = compiled.get(key) ?? sources.map((source) => new RegExp(`^${source}`, 'i'));
  compiled.set(key, patterns);
  return patterns.some((pattern) => pattern.test(path + query));
}
