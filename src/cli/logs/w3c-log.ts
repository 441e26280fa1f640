/**
 * The W3C extended log format: `#Fields:` says which columns there are, and may say so anew in mid-file. Fields are
 * separated by spaces or tabs; one with spaces stands in double quotes, doubled inside; `-` is nothing. Zeek writes
 * `#fields` and separates with tabs alone.
 */
import { requestFromFields } from './column-request.js';
import { saysAddress } from './columns.js';
import { requireColumns } from './csv-log.js';
import { QUOTE, SPACE } from './line-marks.js';
import type { LineResult, LogReader, LogRecord, MarkedLines, ReaderOptions, UsedFields } from './log-record.js';
import { MarkedCells } from './marked-cells.js';
import { MarkedRequest } from './marked-request.js';
import { PlacedFields } from './placed-fields.js';
import { hasOtherSpace, isSpaceCode } from './white-space.js';

export const DIRECTIVE = /^#\s*Fields(?::\s*|\t)(.*)$/i;

export class W3cReader implements LogReader {
  #fields: PlacedFields | null = null;
  #count = 0;
  #byTabs = false;

  constructor(private readonly options: ReaderOptions) {}

  get used(): UsedFields {
    return this.#fields?.used ?? {};
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end) return 'nothing';
    const text = line.toString('utf8', start, end);
    if (text.startsWith('#')) {
      this.#readDirective(text);
      return 'nothing';
    }
    if (text.trim() === '') return 'nothing';
    if (this.#fields === null) return 'not-this-format';
    if (!saysAddress(this.#fields.places)) return 'no-address';
    const fields = this.#byTabs ? text.split('\t') : fieldsOf(text);
    if (fields === null) return 'open-quote';
    if (fields.length < this.#count) return 'too-few-fields';
    if (fields.length > this.#count) return 'too-many-fields';
    return requestFromFields(this.#fields.of(fields), this.options, record);
  }

  get marked(): MarkedLines {
    const byTabs = this.#byTabs;
    const request = new MarkedRequest(this.options);
    let cells = new MarkedCells(0, !byTabs);
    let before: PlacedFields | null = null;
    return {
      kinds: byTabs ? [TAB] : [QUOTE],
      below: byTabs ? 0 : SPACE + 1,
      suits: (bytes, start, end) => byTabs || !hasOtherSpace(bytes.subarray(start, end)),
      read: (bytes, start, marks, record) => {
        const fields = this.#fields;
        if (fields === null || this.#byTabs !== byTabs || bytes[start] === NUMBER_SIGN) return null;
        if (this.#count < 2 || !saysAddress(fields.places)) return null;
        if (fields !== before) {
          before = fields;
          cells = new MarkedCells(this.#count, !byTabs);
          request.begin();
        }
        if (!cells.take(bytes, start, marks)) return null;
        const found = fields.mark(bytes, cells, request);
        if (found !== 'more') return found;
        return request.fill(bytes, record) ? 'request' : null;
      },
    };
  }

  #readDirective(text: string): void {
    const written = DIRECTIVE.exec(text)?.[1]?.trim();
    if (written === undefined) return;
    const headings = written.split(/\s+/);
    this.#byTabs = written.split('\t').length === headings.length && headings.length > 1;
    this.#count = headings.length;
    requireColumns(this.options.name, headings, this.options.named);
    this.#fields = new PlacedFields(headings, this.options.names);
  }
}

/** By hand, since a pattern took most of the time of a line. Null for a quote that is never closed: the line was cut off. */
function fieldsOf(text: string): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    while (isSpaceCode(text.charCodeAt(at))) at += 1;
    if (at >= text.length) return fields;
    const start = at;
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (end === -1) return null;
      fields.push(text.slice(start + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      while (at < text.length && !isSpaceCode(text.charCodeAt(at))) at += 1;
      fields.push(text.slice(start, at));
    }
  }
}

/** Two quotes stand for one. */
function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
  return end;
}

const TAB = 9;
const NUMBER_SIGN = 35;

/** Whether a line could be one of this log. */
export function looksLikeW3c(line: string): boolean {
  return DIRECTIVE.test(line);
}
