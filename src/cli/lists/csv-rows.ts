/** Rows of a list in CSV by the names of their columns, each with the line on which it begins. Cells may hold line breaks. */
import { fold } from '../logs/columns.js';

export interface CsvRow {
  /** From 1. */
  readonly line: number;
  /** By the heading in lower case, without spaces and underscores. */
  readonly cell: (name: string) => string;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly names: readonly string[];
  readonly rows: readonly CsvRow[];
  /** The line of a quote that is never closed; null when there is none. */
  readonly openQuote: number | null;
}

export function readCsvTable(text: string): CsvTable {
  const separator = separatorIn(text.split(/\r?\n/, 1)[0] ?? '');
  const records: { line: number; cells: string[] }[] = [];
  let [line, cells, cell, start] = [1, [] as string[], '', 1];
  let quoted: number | null = null;
  const endRecord = (): void => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== '')) records.push({ line: start, cells });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\n') line += 1;
    if (quoted !== null) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') [cell, at] = [`${cell}"`, at + 1];
      else quoted = null;
    } else if (sign === '"' && cell.trim() === '') [quoted, cell] = [line, ''];
    else if (sign === separator) [cells, cell] = [[...cells, cell.trim()], ''];
    else if (sign === '\n') {
      endRecord();
      start = line;
    } else cell += sign;
  }
  endRecord();
  const [head, ...rest] = records;
  const names = (head?.cells ?? []).map(fold);
  return { names, rows: rest.map((each) => rowOf(each, names)), openQuote: quoted };
}

function rowOf({ line, cells }: { line: number; cells: readonly string[] }, names: readonly string[]): CsvRow {
  return { line, cells, cell: (name) => cells[names.indexOf(fold(name))] ?? '' };
}

/** The sign that the headings hold most often. */
function separatorIn(headings: string): string {
  const count = (sign: string): number => headings.split(sign).length;
  return [',', ';', '\t'].sort((one, other) => count(other) - count(one))[0] ?? ',';
}
