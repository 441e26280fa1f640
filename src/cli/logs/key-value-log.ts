/**
 * Lines of key=value, as firewalls write them, and CEF and LEEF, which put a header with `|` before it. Whatever syslog puts in
 * front is skipped; its time counts where the line has none.
 */
import { requestFromFields } from './column-request.js';
import { pairAfter, valueOf } from './key-value-pairs.js';
import { QUOTE, SPACE } from './line-marks.js';
import type { LineResult, LogReader, LogRecord, MarkedLines, ReaderOptions, UsedFields } from './log-record.js';
import { BACKSLASH } from './marked-json.js';
import { MarkedNames } from './marked-names.js';
import { BAR, EQUALS, takeCef, takePairs } from './marked-pairs.js';
import { MarkedRequest } from './marked-request.js';
import { NamedFields } from './named-fields.js';
import { hasOtherSpace } from './white-space.js';

const NUMBER_SIGN = 35;
const CEF_HEADER_FIELDS = 7;
/** The key of CEF, whose values may hold spaces. */
const CEF_KEY = /(?:^|\s)([\w.[\]-]+)=/g;
const SYSLOG_TIME =
  /^(?:<\d{1,3}>)?(?:\d )?([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)|\d{4}:\d\d:\d\d-[\d:]{8})/;

export class KeyValueReader implements LogReader {
  readonly #fields: NamedFields;
  #marked: MarkedNames | null = null;
  #isCef = false;

  constructor(private readonly options: ReaderOptions) {
    this.#fields = new NamedFields(options.names, 'always');
  }

  get used(): UsedFields {
    return this.#fields.used;
  }

  get met(): ReadonlySet<string> {
    return this.#fields.met;
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    const text = line.toString('utf8', start, end).trim();
    if (text === '' || text.startsWith('#')) return 'nothing';
    this.#fields.begin();
    const pairs = this.#addCef(text) ?? this.#addLeef(text) ?? this.#addPairs(text);
    if (pairs < FEWEST_PAIRS) return 'not-this-format';
    if (this.#fields.text('time') === '') this.#fields.stand('time', SYSLOG_TIME.exec(text)?.[1] ?? '');
    return requestFromFields(this.#fields, this.options, record);
  }

  readonly marked: MarkedLines = {
    kinds: [EQUALS, QUOTE, BAR],
    below: SPACE + 1,
    suits: (bytes, start, end) => {
      const block = bytes.subarray(start, end);
      this.#isCef = block.includes('CEF:');
      return !block.includes('LEEF:') && !hasOtherSpace(block);
    },
    read: (bytes, start, marks, record) => {
      if (bytes[start] === NUMBER_SIGN) return null;
      const names = (this.#marked ??= new MarkedNames(this.#fields, new MarkedRequest(this.options)));
      if (!(this.#isCef ? takeCef : takePairs)(bytes, start, marks, names)) return null;
      if (names.count < FEWEST_PAIRS) return null;
      for (let field = 0; field < names.count; field += 1) {
        const name = names.nameOf(field);
        if (name !== undefined && NamedFields.counts(name) && names.holds(field, bytes, BACKSLASH)) return null;
      }
      const result = names.read(bytes, record);
      // Where no field has the time, that of syslog counts.
      return result === 'request' && Number.isNaN(record.timeMs) ? null : result;
    },
  };

  #addCef(text: string): number | null {
    const begin = text.indexOf('CEF:');
    if (begin === -1) return null;
    const body = afterBars(text, begin, CEF_HEADER_FIELDS);
    const keys = [...body.matchAll(CEF_KEY)];
    for (const [index, key] of keys.entries()) {
      const from = key.index + key[0].length;
      const value = body.slice(from, keys[index + 1]?.index).trim();
      this.#fields.add(this.#fields.name(key[1] ?? ''), value.replace(/\\([=|\\])/g, '$1'));
    }
    return keys.length;
  }

  /** Version 2 says what separates the pairs; otherwise it is a tab. */
  #addLeef(text: string): number | null {
    const begin = text.indexOf('LEEF:');
    if (begin === -1) return null;
    const second = text.startsWith('LEEF:2', begin);
    const header = text.slice(begin).split('|', 6);
    const separator = second ? separatorOf(header[5] ?? '') : '\t';
    const body = afterBars(text, begin, second ? 6 : 5);
    const pairs = body.split(separator).map((pair) => /^(?:[^=\t]*\|)?([^=|]+)=([^]*)$/.exec(pair.trim()));
    for (const pair of pairs) if (pair !== null) this.#fields.add(this.#fields.name(pair[1] ?? ''), pair[2] ?? '');
    return pairs.length;
  }

  #addPairs(text: string): number {
    let pairs = 0;
    for (let pair = pairAfter(text, 0); pair !== null; pair = pairAfter(text, pair.end)) {
      const name = this.#fields.name(pair.key);
      // Most fields say nothing that counts: a text of its own is made of the others alone.
      if (NamedFields.counts(name)) this.#fields.add(name, valueOf(text, pair));
      else this.#fields.meet(name);
      pairs += 1;
    }
    return pairs;
  }
}

const FEWEST_PAIRS = 2;

/** What follows so many bars; one behind a backslash is none. */
function afterBars(text: string, from: number, bars: number): string {
  let at = from;
  for (let count = 0; count < bars; count += 1) {
    do at = text.indexOf('|', at + 1);
    while (at > 0 && text[at - 1] === '\\');
    if (at === -1) return '';
  }
  return text.slice(at + 1);
}

/** `^`, or its number such as `x5E`. */
function separatorOf(written: string): string {
  const code = /^(?:0?x)([\da-f]{1,4})$/i.exec(written)?.[1];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return written === '' ? '\t' : written;
}

/** Whether a line could be one of this log. */
export function looksLikeKeyValue(line: string): boolean {
  if (/(?:^|[\s:])(?:CEF|LEEF):\d/.test(line)) return true;
  let pair = pairAfter(line, 0);
  for (let more = FEWEST_OF_A_LINE - 1; pair !== null && more > 0; more -= 1) pair = pairAfter(line, pair.end);
  return pair !== null;
}

const FEWEST_OF_A_LINE = 4;
