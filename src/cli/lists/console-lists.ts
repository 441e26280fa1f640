/** Lists as the consoles of Intune, Zscaler, Netskope and Umbrella hand them out in JSON, and as Intune takes them in XML. */
import { decodedEntities } from '../../data/files/xml.js';
import { isMap } from '../deploy/json-files.js';
import { entryOr, skipped, type LeftLine, type ListEntry, type ListLine } from './list-entry.js';
import { chromiumEntry, chromiumListOf } from './policy-lists.js';
import { siteOfDomain } from './text-lines.js';
import type { TextPlaces } from './text-places.js';

type Read = ListEntry | LeftLine;

/** Everything in the value that is one of their lists. */
export function consoleListsIn(value: unknown, places: TextPlaces): Read[] {
  if (Array.isArray(value)) return value.flatMap((each) => consoleListsIn(each, places));
  if (!isMap(value)) return [];
  const line = (text: string): ListLine => ({ line: places.next(text), text });
  const intune =
    intuneSetting(value, line) ?? omaSetting(value, line) ?? urlList(value, line) ?? destination(value, line);
  return intune ?? Object.values(value).flatMap((each) => consoleListsIn(each, places));
}

type LineOf = (text: string) => ListLine;

/** Of the settings catalogue: the policy is the end of the setting's id, and each entry a value. */
function intuneSetting(value: Readonly<Record<string, unknown>>, line: LineOf): Read[] | null {
  const id = value['settingDefinitionId'];
  const entries = value['simpleSettingCollectionValue'];
  if (typeof id !== 'string' || !Array.isArray(entries)) return null;
  const list = chromiumListOf(/(url(?:block|black|allow|white)list)(?:desc)?$/i.exec(id)?.[1] ?? '');
  if (list === null) return null;
  return textsOf(entries.map((each: unknown) => (isMap(each) ? each['value'] : null))).map((text) =>
    chromiumEntry(line(text), list),
  );
}

/** Of a profile of OMA-URIs: the template's values in one text. */
function omaSetting(value: Readonly<Record<string, unknown>>, line: LineOf): Read[] | null {
  const { omaUri, value: data } = value;
  if (typeof omaUri !== 'string' || typeof data !== 'string') return null;
  const { line: number } = line(data);
  return templateLists(data).map(({ text, list }) => chromiumEntry({ line: number, text }, list));
}

/** Zscaler's URL categories and Netskope's URL lists. */
function urlList(value: Readonly<Record<string, unknown>>, line: LineOf): Read[] | null {
  const { urls, dbCategorizedUrls = [], keywords = [], type } = value;
  if (!Array.isArray(urls)) return null;
  const isRegex = type === 'regex';
  const sites = [...textsOf(urls), ...textsOf(dbCategorizedUrls)].map((text): Read => {
    if (isRegex)
      return entryOr(line(text), { ok: false, kind: 'unmapped', reason: 'a regular expression' }, { action: null });
    return entryOr(line(text), siteOfDomain(text, 'that host only'), { action: null });
  });
  return [...sites, ...textsOf(keywords).map((text) => skipped(line(text), 'a keyword names no site'))];
}

/** An entry of a destination list of Umbrella, which covers subdomains. */
function destination(value: Readonly<Record<string, unknown>>, line: LineOf): Read[] | null {
  const { destination: site } = value;
  if (typeof site !== 'string') return null;
  return [entryOr(line(site), siteOfDomain(site, 'with subdomains'), { action: null })];
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** Between the numbers and entries of a list in the values of a template. */
const LIST_SEPARATOR = '\uF000';

interface TemplateEntry {
  readonly text: string;
  readonly list: 'block' | 'allow';
  /** In the text. */
  readonly offset: number;
}

/** The lists in the values of an administrative template: `<data id="URLBlocklistDesc" value="1&#xF000;…"/>`. */
export function templateLists(text: string): TemplateEntry[] {
  return [...text.matchAll(/<data\s+id="(\w+?)(?:Desc)?"\s+value="([^"]*)"/gi)].flatMap(
    ({ 1: id = '', 2: data = '', index }) => {
      const list = chromiumListOf(id);
      if (list === null) return [];
      const parts = decodedEntities(data).split(LIST_SEPARATOR);
      return parts.filter((_, at) => at % 2 === 1).map((each) => ({ text: each, list, offset: index }));
    },
  );
}
