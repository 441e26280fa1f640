/**
 * JSON lines: an object a line, nested as it likes, perhaps behind the header of syslog. A field's name may be a path with dots,
 * such as `url.full`, in any case; of a list the first that says something counts, and JSON within a text is read as well.
 */
import { requestFromFields } from './column-request.js';
import { QUOTE, SPACE } from './line-marks.js';
import type { LineResult, LogReader, LogRecord, MarkedLines, ReaderOptions } from './log-record.js';
import { BACKSLASH, LONGEST_PREFIX, OPEN, takeObject } from './marked-json.js';
import { MarkedNames } from './marked-names.js';
import { MarkedRequest } from './marked-request.js';
import { NamedFields, type FieldName } from './named-fields.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const DEEPEST = 8;
/** Where a collector puts the line that it got. */
const TEXT_OF_LINE: ReadonlySet<string> = new Set(['message', 'msg', 'event', 'log', '_raw', 'raw', 'event.original']);

export class JsonReader implements LogReader {
  readonly #fields: NamedFields;
  #marked: MarkedNames | null = null;
  /** Objects of lists that say an address, and how many they say. */
  #inLists = { objects: 0, addresses: 0 };

  constructor(private readonly options: ReaderOptions) {
    this.#fields = new NamedFields(options.names, 'with-request');
  }

  get used() {
    return this.#fields.used;
  }

  get met(): ReadonlySet<string> {
    return this.#fields.met;
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    const text = line.toString('utf8', start, end).trim();
    if (text === '' || /^[[\]],?$/.test(text)) return 'nothing';
    const content = parsedObject(text);
    if (content === null) return 'not-json';
    this.fieldsOf(content);
    // Of the addresses of a list alone, none is the one of the record.
    if (this.#inLists.objects > 1 && this.#inLists.addresses === this.#fields.addresses) return 'several-records';
    return requestFromFields(this.#fields, this.options, record);
  }

  readonly marked: MarkedLines = {
    kinds: [QUOTE, BACKSLASH],
    // In a text, JSON allows no control.
    below: SPACE,
    read: (bytes, start, marks, record) => {
      const names = (this.#marked ??= new MarkedNames(this.#fields, new MarkedRequest(this.options)));
      if (!takeObject(bytes, start, marks, names)) return null;
      for (let field = 0; field < names.count; field += 1) {
        const written = names.nameOf(field)?.written ?? '';
        if (TEXT_OF_LINE.has(written) && names.holds(field, bytes, OPEN)) return null;
      }
      return names.read(bytes, record);
    },
  };

  /** Good until the next object is read. */
  fieldsOf(content: JsonObject): NamedFields {
    this.#fields.begin();
    this.#inLists = { objects: 0, addresses: 0 };
    this.#addObject(content, null, 0);
    return this.#fields;
  }

  #addObject(content: JsonObject, outer: FieldName | null, depth: number): void {
    for (const key in content) {
      const name = outer === null ? this.#fields.name(key) : this.#fields.name(key, outer);
      this.#add(content[key], name, depth);
    }
  }

  #add(value: unknown, name: FieldName, depth: number): void {
    if (typeof value === 'string') {
      const inner = TEXT_OF_LINE.has(name.written) && value.includes('{') ? parsedObject(value) : null;
      if (inner === null) this.#fields.add(name, value);
      else this.#addObject(inner, name, depth + 1);
    } else if (typeof value === 'number' || typeof value === 'boolean') this.#fields.add(name, String(value));
    else if (depth >= DEEPEST) return;
    else if (Array.isArray(value)) this.#addList(value, name, depth + 1);
    else if (isObject(value)) this.#addObject(value, name, depth + 1);
  }

  #addList(values: readonly unknown[], name: FieldName, depth: number): void {
    for (const each of values) {
      const before = this.#fields.addresses;
      this.#add(each, name, depth);
      const addresses = this.#fields.addresses - before;
      if (depth !== 1 || addresses === 0 || !isObject(each)) continue;
      this.#inLists.objects += 1;
      this.#inLists.addresses += addresses;
    }
  }
}

/** Behind what syslog or the name of a program puts in front; a comma after it is that of a list over several lines. */
function parsedObject(text: string): JsonObject | null {
  const begin = text.indexOf('{');
  if (begin === -1 || begin > LONGEST_PREFIX || text.lastIndexOf('"', begin) !== -1) return null;
  try {
    const content: unknown = JSON.parse(text.slice(begin).replace(/,$/, ''));
    return isObject(content) ? content : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a line could be one of this log. */
export function looksLikeJson(line: string): boolean {
  return parsedObject(line.trim()) !== null;
}
