/** Tells a log's format by its first lines. */
import { CombinedReader, looksLikeCombined } from './combined-log.js';
import { foldedNames, placesOf, saysAddress, type ColumnNames } from './columns.js';
import { CsvReader, isNoHeading, separatorOf, splitCsv } from './csv-log.js';
import { JsonReader, looksLikeJson } from './json-log.js';
import type { LogReader, ReaderOptions } from './log-record.js';
import { looksLikeSquid, SquidReader } from './squid-log.js';
import { looksLikeW3c, W3cReader } from './w3c-log.js';

export const LOG_FORMATS = ['squid', 'combined', 'w3c', 'csv', 'json'] as const;

/** `history`: a browser's own database, which has no lines. */
export type LogFormat = (typeof LOG_FORMATS)[number];

interface Detected {
  readonly format: LogFormat;
  /** What it was told by. */
  readonly because: string;
}

export function readerFor(format: LogFormat, options: ReaderOptions): LogReader {
  switch (format) {
    case 'squid':
      return new SquidReader();
    case 'combined':
      return new CombinedReader(options);
    case 'w3c':
      return new W3cReader(options);
    case 'csv':
      return new CsvReader(options);
    case 'json':
      return new JsonReader(options);
  }
}

const LINES_LOOKED_AT = 20;

/** @param beginning the first bytes of the log, decompressed; null when no format fits them */
export function detectFormat(beginning: string, named: ColumnNames): Detected | null {
  const lines = beginning
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_LOOKED_AT);
  if (lines.some(looksLikeW3c)) return { format: 'w3c', because: 'it has a #Fields line' };
  if (lines.some(looksLikeJson) || /^\s*[[{]/.test(lines[0] ?? '')) {
    return { format: 'json', because: 'its lines hold JSON' };
  }
  if (lines.some(looksLikeSquid)) return { format: 'squid', because: 'its lines begin as those of Squid' };
  if (lines.some(looksLikeCombined)) return { format: 'combined', because: 'its lines hold quoted requests' };
  return detectCsv(lines, named);
}

/** A line of headings, one of which is known to hold the address. */
function detectCsv([first = '']: readonly string[], named: ColumnNames): Detected | null {
  const separator = separatorOf(first);
  const headings = splitCsv(first, separator) ?? [];
  if (headings.some(isNoHeading) || headings.some((heading) => heading.length > LONGEST_HEADING)) return null;
  const places = placesOf(headings, foldedNames(named, {}));
  if (!saysAddress(places)) return null;
  const column = [...places.url, ...places.host, ...places.bareHost][0] ?? 0;
  return { format: 'csv', because: `its headings have "${(headings[column] ?? '').trim()}"` };
}

const LONGEST_HEADING = 80;
