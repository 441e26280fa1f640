/** Reads one list, of whatever kind it is, into entries with their lines. Nothing is written, and no other file is read. */
import { readChromiumJson } from '../deploy/chromium-json.js';
import { parseData, textOfHex, writtenValues } from '../deploy/reg-file.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { textIn } from '../lib/files.js';
import { placeIn } from '../lib/line-place.js';
import { consoleListsIn, templateLists } from './console-lists.js';
import { isIndicatorTable, isRegistryTable, readIndicators, readSiteTable, siteColumnOf } from './csv-lists.js';
import { fold } from '../logs/columns.js';
import { readCsvTable, type CsvTable } from './csv-rows.js';
import { kindOf, LIST_KINDS, type KindName } from './list-kinds.js';
import { sorted, unmapped, type LeftLine, type ListEntry, type ReadEntries } from './list-entry.js';
import { chromiumEntry, chromiumListOf, policyListsIn, websiteFilter } from './policy-lists.js';
import { readPlist } from './read-plist.js';
import { TextPlaces } from './text-places.js';
import { readDomainLines, readFilterList, readHostsFile, type BareHost } from './text-lines.js';

export interface ReadList extends ReadEntries {
  readonly file: string;
  readonly kind: KindName;
  /** By what it was recognised. */
  readonly because: string;
}

export interface ListOptions {
  /** Null: recognised by its content. */
  readonly kind: KindName | null;
  /** The heading of the column with the site, for CSV; null: one of the known headings. */
  readonly column: string | null;
  /** Milliseconds since the epoch: what expired before is skipped. */
  readonly nowMs: number;
}

/** @throws CommandError when the file is no list of its kind, or its kind cannot be told */
export function readList(bytes: Buffer, file: string, options: ListOptions): ReadList {
  if (bytes.subarray(0, 6).toString('latin1') === 'bplist') {
    throw new CommandError(`${file}: a binary property list: convert it with plutil -convert xml1`, EXIT.refused);
  }
  const text = textIn(bytes, file);
  const told = options.kind === null ? kindOf(text) : { kind: options.kind, because: 'named by --from' };
  if (told === null) {
    const kinds = Object.keys(LIST_KINDS).join(', ');
    throw new CommandError(
      `${file}: cannot tell what kind of list this is: name it with --from (${kinds})`,
      EXIT.refused,
    );
  }
  return { file, ...told, ...entriesIn(text, file, told.kind, options) };
}

function entriesIn(text: string, file: string, kind: KindName, options: ListOptions): ReadEntries {
  const row = LIST_KINDS[kind];
  switch (row.format) {
    case 'json':
      return jsonLists(text, file);
    case 'reg':
      return registryLists(text, file);
    case 'plist':
      return plistLists(text, file);
    case 'template':
      return templateFile(text, file);
    case 'hosts':
      return readHostsFile(text);
    case 'filters':
      return readFilterList(text);
    case 'lines':
      return readDomainLines(text, row.bare);
    case 'csv':
      return csvLists(readCsvTable(text), file, options, row.bare);
  }
}

function jsonLists(text: string, file: string): ReadEntries {
  const read = readChromiumJson(Buffer.from(text));
  if (!read.ok) throw new CommandError(`${file}: ${read.mistake}`, EXIT.refused);
  const texts = read.texts();
  const found = policyListsIn(read.value, new TextPlaces(texts));
  const more = consoleListsIn(read.value, new TextPlaces(texts));
  return foundIn([...found, ...more], file, 'URLBlocklist, URLAllowlist, WebsiteFilter, urls or destination');
}

function plistLists(text: string, file: string): ReadEntries {
  const read = readPlist(text);
  if (!read.ok) throw new CommandError(`${file}:${read.line}: expected ${read.expected}`, EXIT.refused);
  return foundIn(
    policyListsIn(read.value, new TextPlaces(read.texts)),
    file,
    'URLBlocklist, URLAllowlist or WebsiteFilter',
  );
}

function templateFile(text: string, file: string): ReadEntries {
  const at = placeIn(text);
  const read = templateLists(text).map((each) =>
    chromiumEntry({ line: at(each.offset).line, text: each.text }, each.list),
  );
  return foundIn(read, file, 'URLBlocklist or URLAllowlist');
}

type Read = ListEntry | LeftLine;

function registryLists(text: string, file: string): ReadEntries {
  const read = writtenValues(text).flatMap(({ line, key, name, data }) => {
    const multi = /^hex\(7\):([0-9a-f,\s]*)$/i.exec(data)?.[1];
    const value = multi === undefined ? parseData(data) : textOfHex(multi).replaceAll('\0', '');
    return registryEntry({ line, key, name, value: value ?? data });
  });
  return foundIn(read, file, 'URLBlocklist, URLAllowlist or WebsiteFilter');
}

function registryEntry(written: { line: number; key: string; name: string; value: string | number }): Read[] {
  const { line, key, name, value } = written;
  const text = String(value);
  const list = chromiumListOf(key.split('\\').at(-1) ?? '');
  if (list !== null && /^\d+$/.test(name)) return [chromiumEntry({ line, text }, list)];
  if (list !== null)
    return [unmapped({ line, text }, `Chromium reads numbered values only, and this one is "${name}"`)];
  if (name === 'WebsiteFilter') return websiteFilter(text, line);
  const part = /\\WebsiteFilter\\(Block|Exceptions)$/i.exec(key)?.[1];
  if (part === undefined) return [];
  return websiteFilter({ [part.toLowerCase() === 'block' ? 'Block' : 'Exceptions']: [text] }, line);
}

function csvLists(table: CsvTable, file: string, { column, nowMs }: ListOptions, bare: BareHost): ReadEntries {
  if (table.openQuote !== null) {
    throw new CommandError(`${file}:${table.openQuote}: a quote that is never closed`, EXIT.refused);
  }
  if (isIndicatorTable(table)) return readIndicators(table, nowMs);
  if (isRegistryTable(table)) return foundIn(table.rows.flatMap(registryRow), file, 'URLBlocklist or WebsiteFilter');
  const named = column === null ? siteColumnOf(table) : fold(column);
  if (named === null || !table.names.includes(named)) {
    const missing = column === null ? 'no column of domains' : `no column ${column}`;
    throw new CommandError(
      `${file}:1: ${missing}: name it with --list-column (${table.names.join(', ')})`,
      EXIT.refused,
    );
  }
  return readSiteTable(table, named, bare);
}

function registryRow({ line, cell }: CsvTable['rows'][number]): Read[] {
  return registryEntry({ line, key: cell('Key'), name: cell('Value name'), value: cell('Value') });
}

function foundIn(read: readonly Read[], file: string, expected: string): ReadEntries {
  if (read.length > 0) return sorted(read);
  throw new CommandError(`${file}: no list found: expected ${expected}`, EXIT.refused);
}
