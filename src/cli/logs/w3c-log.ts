/**
 * The W3C extended log format: `#Fields:` says which columns there are, and may say so anew in mid-file. Fields are
 * separated by spaces or tabs; one with spaces stands in double quotes, doubled inside; `-` is nothing.
 */
import { placesOf, saysAddress, type ColumnNames, type ColumnPlaces } from './columns.js';
import { requestFromColumns } from './column-request.js';
import type { LineResult, LogReader, LogRecord } from './log-record.js';

const FIELD = /"((?:[^"]|"")*)"|(\S+)/g;

export class W3cReader implements LogReader {
  #places: ColumnPlaces = {};
  #count = 0;

  constructor(private readonly named: ColumnNames) {}

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end) return 'nothing';
    const text = line.toString('utf8', start, end);
    if (text.startsWith('#')) {
      this.#readDirective(text);
      return 'nothing';
    }
    if (text.trim() === '') return 'nothing';
    if (!saysAddress(this.#places)) return 'no-address';
    const fields = fieldsOf(text);
    if (fields === null) return 'open-quote';
    if (fields.length < this.#count) return 'too-few-fields';
    return requestFromColumns((role) => {
      const place = this.#places[role];
      const field = place === undefined ? '' : (fields[place] ?? '');
      return field === '-' ? '' : field;
    }, record);
  }

  #readDirective(text: string): void {
    const names = /^#\s*Fields:\s*(.*)$/i.exec(text)?.[1]?.trim().split(/\s+/);
    if (names === undefined) return;
    this.#places = placesOf(names, this.named);
    this.#count = names.length;
  }
}

/** Null for a quote that is never closed: the line was cut off. */
function fieldsOf(text: string): string[] | null {
  const fields: string[] = [];
  for (const [, quoted, plain] of text.matchAll(FIELD)) {
    if (plain?.startsWith('"') === true) return null;
    fields.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  }
  return fields;
}
