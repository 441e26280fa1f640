/** Tells a log's format by its first lines. */
import { CombinedReader, looksLikeCombined } from './combined-log.js';
import { placesOf, saysAddress, type ColumnNames } from './columns.js';
import { CsvReader, separatorOf, splitCsv } from './csv-log.js';
import { JsonReader } from './json-log.js';
import type { LogReader } from './log-record.js';
import { looksLikeSquid, SquidReader } from './squid-log.js';
import { W3cReader } from './w3c-log.js';

export const LOG_FORMATS = ['squid', 'combined', 'w3c', 'csv', 'json'] as const;

/** `history`: a browser's own database, which has no lines. */
export type LogFormat = (typeof LOG_FORMATS)[number];

export function readerFor(format: LogFormat, columns: ColumnNames): LogReader {
  switch (format) {
    case 'squid':
      return new SquidReader();
    case 'combined':
      return new CombinedReader();
    case 'w3c':
      return new W3cReader(columns);
    case 'csv':
      return new CsvReader(columns);
    case 'json':
      return new JsonReader(columns);
  }
}

/** @param beginning the first bytes of the log, decompressed; null when no format fits them */
export function detectFormat(beginning: string, columns: ColumnNames): LogFormat | null {
  const lines = beginning
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const [first = ''] = lines;
  if (lines.some((line) => /^#\s*Fields:/i.test(line))) return 'w3c';
  if (first.trimStart().startsWith('{')) return 'json';
  if (lines.some(looksLikeSquid)) return 'squid';
  if (lines.some(looksLikeCombined)) return 'combined';
  return saysAddress(placesOf(splitCsv(first, separatorOf(first)) ?? [], columns)) ? 'csv' : null;
}
