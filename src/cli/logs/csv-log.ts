/**
 * Values separated by commas, semicolons, tabs or bars, below a line of headings, as gateways and log stores export them.
 * Fields may stand in double quotes, doubled inside; `csv-records.ts` joins the lines of a field with line breaks.
 */
import { CommandError, EXIT } from '../lib/command-error.js';
import { requestFromFields } from './column-request.js';
import { missingColumns, saysAddress, type ColumnNames } from './columns.js';
import type { LineResult, LogReader, LogRecord, MarkedLines, ReaderOptions, UsedFields } from './log-record.js';
import { QUOTE } from './line-marks.js';
import { MarkedCells } from './marked-cells.js';
import { MarkedRequest } from './marked-request.js';
import { PlacedFields } from './placed-fields.js';

const SEPARATORS = [',', ';', '\t', '|'] as const;

export class CsvReader implements LogReader {
  #fields: PlacedFields | null = null;
  #separator = ',';
  #headings: readonly string[] = [];

  constructor(private readonly options: ReaderOptions) {
    if (options.columns === null) return;
    this.#headings = options.columns;
    this.#fields = new PlacedFields(options.columns, options.names);
  }

  get used(): UsedFields {
    return this.#fields?.used ?? {};
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    const text = line.toString('utf8', start, end);
    if (text.trim() === '') return 'nothing';
    if (this.#fields === null) {
      this.#fields = this.#readHeadings(text);
      return 'nothing';
    }
    const cells = splitCsv(text, this.#separator);
    if (cells === null) return 'open-quote';
    if (cells.length < this.#headings.length) return 'too-few-fields';
    if (this.#isRepeated(cells)) return 'nothing';
    if (this.options.columns === null && !this.#endsWell(cells)) return 'too-many-fields';
    return requestFromFields(this.#fields.of(cells), this.options, record);
  }

  get marked(): MarkedLines {
    const { options } = this;
    const separator = this.#separator.charCodeAt(0);
    const headings = this.#headings;
    const first = Buffer.from(headings[0] ?? '');
    const cells = new MarkedCells(headings.length, false);
    const request = new MarkedRequest(options);
    const isSeparated = () => this.#headings === headings && headings.length > 1;
    return {
      kinds: [separator, QUOTE],
      read: (bytes, start, marks, record) => {
        if (this.#fields === null || !isSeparated() || !cells.take(bytes, start, marks)) return null;
        // It may be the headings once more.
        if (cells.isCell(0, bytes, first)) return null;
        const found = this.#fields.mark(bytes, cells, request);
        if (found !== 'more') return found;
        return request.fill(bytes, record) ? 'request' : null;
      },
    };
  }

  /** Logs that were put one after another repeat their headings. */
  #isRepeated(cells: readonly string[]): boolean {
    return cells[0] === this.#headings[0] && cells.every((cell, place) => cell === this.#headings[place]);
  }

  /** What is too much says nothing, or goes on with a last column of its own form: `text/html; charset=utf-8`. */
  #endsWell(cells: readonly string[]): boolean {
    const last = this.#headings.length - 1;
    if (cells.slice(last + 1).every((cell) => cell.trim() === '')) return true;
    return this.#fields?.places.type.includes(last) === true && /^[\w.+-]+\/[\w.+*-]+$/.test(cells[last] ?? '');
  }

  #readHeadings(text: string): PlacedFields {
    const { name, named, names } = this.options;
    const separator = separatorOf(text);
    const headings = splitCsv(text, separator) ?? [];
    const value = headings.find(isNoHeading);
    if (value !== undefined) throw noHeadings(name, value);
    requireColumns(name, headings, named);
    const fields = new PlacedFields(headings, names);
    if (!saysAddress(fields.places)) throw noAddress(name, headings);
    this.#separator = separator;
    this.#headings = headings;
    return fields;
  }
}

/** @throws CommandError that names the columns there are, when the administrator named one that is not among them */
export function requireColumns(log: string, headings: readonly string[], named: ColumnNames): void {
  const missing = missingColumns(headings, named).map(([role, column]) => `"${column}" (for ${role})`);
  if (missing.length === 0) return;
  throw new CommandError(
    `${log} has no column ${missing.join(', ')}; its columns are ${headings.map((each) => each.trim()).join(', ')}`,
    EXIT.unusable,
  );
}

function noHeadings(name: string, value: string): CommandError {
  return new CommandError(
    `the first line of ${name} is no line of headings: it has the value "${value.slice(0, 80)}"; expected the names of the ` +
      'columns, such as url,user,time: add such a line, or choose another --format',
    EXIT.unusable,
  );
}

function noAddress(name: string, headings: readonly string[]): CommandError {
  return new CommandError(
    `no column of ${name} is known to hold the address: name it with --column url=NAME or host=NAME; its columns are ` +
      headings.map((each) => each.trim()).join(', '),
    EXIT.unusable,
  );
}

/** What is a value of a log, and never the name of a column. */
export function isNoHeading(cell: string): boolean {
  const text = cell.trim();
  return (
    /:\/\/|^\d{1,3}(\.\d{1,3}){3}|^\d{1,4}[-/.]\d\d?[-/.]\d{1,4}|^\d+(\.\d+)?$|[{}]|\w=\S|\w@\w+\.\w|\d:\d\d:\d\d/.test(
      text,
    ) || /^[\w-]+(\.[\w-]+)*\.(com|org|net|ai|io|example)([:/]|$)/i.test(text)
  );
}

export function separatorOf(headings: string): string {
  const count = (separator: string) => (splitCsv(headings, separator) ?? []).length;
  return [...SEPARATORS].sort((one, other) => count(other) - count(one))[0] ?? ',';
}

/** Null for a quote that is never closed, or after which the field goes on. */
export function splitCsv(text: string, separator: string): string[] | null {
  if (!text.includes('"')) return text.split(separator);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === -1) return null;
      fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (at < text.length && !text.startsWith(separator, at)) return null;
    } else {
      const end = text.indexOf(separator, at);
      fields.push(text.slice(at, end === -1 ? undefined : end));
      at = end === -1 ? text.length : end;
    }
    if (at >= text.length) return fields;
    at += separator.length;
    if (at === text.length) return [...fields, ''];
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
