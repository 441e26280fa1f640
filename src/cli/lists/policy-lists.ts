/**
 * The lists of addresses among a browser's policies, wherever in a document they stand: in a policy file, a profile of macOS, an
 * export of a console.
 */
import { isMap } from '../deploy/json-files.js';
import { readChromiumJson } from '../deploy/chromium-json.js';
import { entryOr, unmapped, type LeftLine, type ListEntry, type ListLine } from './list-entry.js';
import { siteOfMatchPattern } from './match-pattern.js';
import { siteOfUrlFilter } from './url-filter.js';
import type { TextPlaces } from './text-places.js';

type Read = ListEntry | LeftLine;

/** Chromium's policies, with their names before version 86. */
const CHROMIUM: Readonly<Record<string, 'block' | 'allow'>> = {
  ...{ urlblocklist: 'block', urlblacklist: 'block' },
  ...{ urlallowlist: 'allow', urlwhitelist: 'allow' },
};

/** Which of Chromium's lists a name is; null: none. */
export const chromiumListOf = (name: string): 'block' | 'allow' | null => CHROMIUM[name.toLowerCase()] ?? null;

export const chromiumEntry = (line: ListLine, list: 'block' | 'allow'): Read =>
  entryOr(line, siteOfUrlFilter(line.text), { action: list });

/** Every list in the value, with what is inside it. @param places of the file's texts */
export function policyListsIn(value: unknown, places: TextPlaces): Read[] {
  if (Array.isArray(value)) return value.flatMap((each) => policyListsIn(each, places));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, inside]) => {
    const list = chromiumListOf(name);
    if (list !== null) return entriesOf(inside, places, (line) => chromiumEntry(line, list));
    if (name === 'WebsiteFilter') return websiteFilter(inside, places);
    return policyListsIn(inside, places);
  });
}

/** Firefox: an exception goes before every block. @param line of the whole value, where it is one text */
export function websiteFilter(value: unknown, places: TextPlaces | number): Read[] {
  const filter = typeof value === 'string' ? jsonIn(value) : value;
  const line = typeof places === 'number' ? places : places.next(typeof value === 'string' ? value : 'WebsiteFilter');
  if (!isMap(filter)) return [unmapped({ line, text: 'WebsiteFilter' }, 'no object with Block and Exceptions')];
  const own = typeof value === 'string' || typeof places === 'number' ? line : places;
  const entry =
    (more: Pick<ListEntry, 'action' | 'beatsAll'>) =>
    (each: ListLine): Read =>
      entryOr(each, siteOfMatchPattern(each.text), more);
  return [
    ...entriesOf(filter['Block'] ?? [], own, entry({ action: 'block' })),
    ...entriesOf(filter['Exceptions'] ?? [], own, entry({ action: 'allow', beatsAll: true })),
  ];
}

/** Google's console wraps values, and some consoles write a list as JSON in a text. */
function entriesOf(value: unknown, places: TextPlaces | number, entry: (line: ListLine) => Read): Read[] {
  if (isMap(value) && 'Value' in value) return entriesOf(value['Value'], places, entry);
  const lineOf = (text: string): number => (typeof places === 'number' ? places : places.next(text));
  if (typeof value === 'string') {
    const inside = jsonIn(value);
    const line = lineOf(value);
    return Array.isArray(inside)
      ? entriesOf(inside, line, entry)
      : [unmapped({ line, text: value }, 'expected a list')];
  }
  if (!Array.isArray(value)) return [unmapped({ line: lineOf(''), text: JSON.stringify(value) }, 'expected a list')];
  return value.map((each: unknown) => {
    if (typeof each === 'string') return entry({ line: lineOf(each), text: each });
    return unmapped({ line: lineOf(''), text: JSON.stringify(each) }, 'expected a text in the list');
  });
}

function jsonIn(text: string): unknown {
  const read = readChromiumJson(Buffer.from(text));
  return read.ok ? read.value : null;
}
