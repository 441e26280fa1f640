/**
 * Comma-separated values (or semicolons, or tabs) with a line of headings, as gateways and log stores export them. Fields
 * may stand in double quotes, doubled inside; a line break within a field is not supported, and such lines count as
 * malformed.
 */
import { placesOf, saysAddress, type ColumnNames, type ColumnPlaces } from './columns.js';
import { requestFromColumns } from './column-request.js';
import type { LineResult, LogReader, LogRecord } from './log-record.js';

const SEPARATORS = [',', ';', '\t', '|'] as const;

export class CsvReader implements LogReader {
  #places: ColumnPlaces | null = null;
  #separator = ',';
  #count = 0;

  constructor(private readonly named: ColumnNames) {}

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    const text = line.toString('utf8', start, end);
    if (text.trim() === '') return 'nothing';
    const places = this.#places;
    if (places === null) {
      this.#readHeadings(text);
      return 'nothing';
    }
    if (!saysAddress(places)) return 'no-address';
    const fields = splitCsv(text, this.#separator);
    if (fields === null) return 'open-quote';
    if (fields.length < this.#count) return 'too-few-fields';
    return requestFromColumns((role) => {
      const place = places[role];
      const field = place === undefined ? '' : (fields[place] ?? '').trim();
      return field === '-' || field === 'None' ? '' : field;
    }, record);
  }

  #readHeadings(text: string): void {
    this.#separator = separatorOf(text);
    const names = splitCsv(text, this.#separator) ?? [];
    this.#places = placesOf(names, this.named);
    this.#count = names.length;
  }
}

export function separatorOf(headings: string): string {
  const count = (separator: string) => headings.split(separator).length;
  return [...SEPARATORS].sort((one, other) => count(other) - count(one))[0] ?? ',';
}

/** Null for a quote that is never closed. */
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
    } else {
      const end = text.indexOf(separator, at);
      fields.push(text.slice(at, end === -1 ? undefined : end));
      at = end === -1 ? text.length : end;
    }
    if (at >= text.length) return fields;
    at += separator.length;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
