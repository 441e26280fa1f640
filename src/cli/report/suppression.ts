/**
 * Which lines of a section are left out, so that a report tells nothing about too few browsers: neither by a line, nor by
 * what is missing from a total that another section tells. Pure.
 */
import type { Row } from './duckdb.js';

/** Of browsers, unless the administrator says otherwise. */
export const DEFAULT_THRESHOLD = 5;

export interface Sensitive {
  /** Columns that say about how many browsers a line is. */
  readonly browsers: readonly string[];
  /** Of lines that are equal here, the report tells the total elsewhere; null: it tells none. */
  readonly totalledBy: readonly string[] | null;
}

interface Kept {
  readonly rows: readonly Row[];
  readonly leftOut: number;
}

/**
 * Lines about fewer browsers than the threshold go. What was left out would be the total less the rest: so at least one
 * line about enough browsers goes with it, the smallest.
 */
export function withoutFew(rows: readonly Row[], { browsers, totalledBy }: Sensitive, threshold: number): Kept {
  const out = new Set(rows.filter((row) => browsers.some((column) => isFew(row, column, threshold))));
  for (const lines of totalledBy === null ? [] : grouped(rows, totalledBy)) {
    for (const column of browsers) {
      const companion = companionOf(lines, out, column, threshold);
      if (companion !== null) out.add(companion);
    }
  }
  return { rows: rows.filter((row) => !out.has(row)), leftOut: out.size };
}

/** What has to go with the lines that are out; null when nothing has to, or nothing is left. */
function companionOf(lines: readonly Row[], out: ReadonlySet<Row>, column: string, threshold: number): Row | null {
  const gone = lines.filter((row) => out.has(row) && countOf(row, column) > 0);
  if (gone.length === 0 || gone.some((row) => countOf(row, column) >= threshold)) return null;
  const enough = lines.filter((row) => !out.has(row) && countOf(row, column) >= threshold);
  return enough.reduce<Row | null>(
    (least, row) => (least === null || countOf(row, column) < countOf(least, column) ? row : least),
    null,
  );
}

function grouped(rows: readonly Row[], by: readonly string[]): Iterable<Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((column) => row[column] ?? null));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups.values();
}

function isFew(row: Row, column: string, threshold: number): boolean {
  return countOf(row, column) > 0 && countOf(row, column) < threshold;
}

const countOf = (row: Row, column: string): number => Number(row[column] ?? 0);
