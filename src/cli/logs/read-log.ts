/** Reads one log to its end and hands over each request; malformed lines are counted, sampled and passed over. */
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBeginning, readChunks, sizeOf, withCopy } from '../lib/log-files.js';
import { CutOff, decompressed, inUtf8 } from './byte-source.js';
import type { ColumnNames } from './columns.js';
import { detectFormat, LOG_FORMATS, readerFor, type LogFormat } from './detect-format.js';
import { readHistory } from './history.js';
import { LineSplitter } from './line-splitter.js';
import type { LogReader, LogRecord, Malformed } from './log-record.js';

const SAMPLES = 5;
const SAMPLE_LENGTH = 160;
/** Enough for the longest directives and headings. */
const BEGINNING_BYTES = 65_536;

export interface Sample {
  readonly log: string;
  /** From 1. */
  readonly line: number;
  readonly reason: Malformed;
  /** The beginning of the line; null when the log's people are not to be named. */
  readonly text: string | null;
}

/** What was not read, and of what kind the logs were. */
export class Reading {
  lines = 0;
  malformed = 0;
  readonly reasons = new Map<Malformed, number>();
  readonly samples: Sample[] = [];
  /** Logs whose compressed data ends too early. */
  readonly cutOff: string[] = [];
  readonly formats = new Map<string, LogFormat | 'history'>();

  constructor(private readonly showsText: boolean) {}

  refuse(reason: Malformed, log: string, line: number, text: () => string): void {
    this.malformed += 1;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    if (this.samples.length >= SAMPLES) return;
    this.samples.push({ log, line, reason, text: this.showsText ? text().slice(0, SAMPLE_LENGTH) : null });
  }
}

export interface LogOptions {
  /** Null: told by its first lines. */
  readonly format: LogFormat | null;
  readonly columns: ColumnNames;
  /** Called as bytes are read; `total` is null for standard input. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
}

interface Work {
  readonly options: LogOptions;
  readonly reading: Reading;
  /** Filled in anew for each request. */
  readonly record: LogRecord;
  readonly onRequest: () => void;
}

const HISTORY_MAGIC = 'SQLite format 3\0';

/**
 * Reads logs one after another and calls `onRequest` for each request.
 * @param logs files; `-` is standard input
 * @throws CommandError when a format cannot be told, or a log cannot be read at all
 */
export async function readLogs(logs: readonly string[], work: Work): Promise<void> {
  const { options, reading, record, onRequest } = work;
  const sizes = await Promise.all(logs.map(async (log) => (log === '-' ? null : sizeOf(log, 'the log'))));
  const total = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
      options.onProgress?.(bytes, total);
    }
  };
  for (const log of logs) {
    if (log !== '-' && (await readBeginning(log, 'the log', HISTORY_MAGIC.length)).toString() === HISTORY_MAGIC) {
      await withCopy(log, 'the history', (copy) => {
        readHistory(copy, log, record, onRequest);
      });
      reading.formats.set(log, 'history');
      continue;
    }
    const chunks = log === '-' ? (process.stdin as AsyncIterable<Buffer>) : readChunks(log, 'the log');
    const name = log === '-' ? 'standard input' : log;
    await readLines(counted(chunks), { name, options, reading }, record, onRequest);
  }
}

/** @throws CommandError when the format cannot be told, or the data is damaged */
async function readLines(
  chunks: AsyncIterable<Buffer>,
  { name, options, reading }: { name: string; options: LogOptions; reading: Reading },
  record: LogRecord,
  onRequest: () => void,
): Promise<void> {
  let reader: LogReader | null = null;
  let splitter: LineSplitter | null = null;
  let beginning = Buffer.alloc(0);
  const begin = (): LineSplitter => {
    const format = options.format ?? detectFormat(beginning.toString('utf8'), options.columns);
    if (format === null) throw unknownFormat(name, beginning.includes(0));
    reading.formats.set(name, format);
    reader = readerFor(format, options.columns);
    const made = new LineSplitter(lineHandler({ reader, name, reading, record, onRequest }));
    made.push(beginning);
    return made;
  };
  try {
    for await (const chunk of inUtf8(decompressed(chunks, name), name)) {
      if (splitter !== null) splitter.push(chunk);
      else {
        beginning = Buffer.concat([beginning, chunk]);
        if (beginning.length >= BEGINNING_BYTES) splitter = begin();
      }
    }
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    reading.cutOff.push(name);
  }
  if (splitter === null && beginning.length > 0) splitter = begin();
  splitter?.end();
}

function lineHandler({
  reader,
  name,
  reading,
  record,
  onRequest,
}: {
  reader: LogReader;
  name: string;
  reading: Reading;
  record: LogRecord;
  onRequest: () => void;
}) {
  let number = 0;
  return (bytes: Buffer, start: number, end: number, tooLong: boolean) => {
    number += 1;
    reading.lines += 1;
    const result = tooLong ? 'too-long' : reader.read(bytes, start, end, record);
    if (result === 'request') onRequest();
    else if (result !== 'nothing') reading.refuse(result, name, number, () => bytes.toString('utf8', start, end));
  };
}

function unknownFormat(name: string, hasNul: boolean): CommandError {
  if (hasNul) {
    return new CommandError(
      `${name} is no text: it holds NUL; UTF-16 is read when it begins with a byte order mark, and UTF-8 always`,
      EXIT.unusable,
    );
  }
  return new CommandError(
    `cannot detect the format of ${name} from its first lines: give --format (${LOG_FORMATS.join(', ')}), and for ` +
      'csv or json name the columns with --column url=NAME',
    EXIT.unusable,
  );
}
