/** Reads logs to their end and hands over each request; what is not surely read is counted, sampled and passed over. */
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBeginning, readChunks, sizeOf, withCopy } from '../lib/log-files.js';
import { CutOff, decompressed, inUtf8 } from './byte-source.js';
import { foldedNames, type ColumnNames } from './columns.js';
import { requireColumns } from './csv-log.js';
import { CsvRecords } from './csv-records.js';
import { detectFormat, LOG_FORMATS, readerFor, type LogFormat } from './detect-format.js';
import { readHistory } from './history.js';
import { hasPossibleHost } from './host-check.js';
import { LineSplitter } from './line-splitter.js';
import { LogClock, type ClockOptions, type DateOrder } from './log-clock.js';
import { LogRecord, type LineResult, type LogReader } from './log-record.js';
import { unclearDates, type Reading } from './reading.js';

/** Enough for the longest directives and headings. */
const BEGINNING_BYTES = 65_536;

export interface LogOptions {
  /** Null: told by its first lines. */
  readonly format: LogFormat | null;
  readonly columns: ColumnNames;
  /** Of dates such as 06/12/2026; told by the other dates of the log when missing. */
  readonly dateOrder?: DateOrder | undefined;
  /** Of times without a zone; UTC when missing. */
  readonly timeZone?: string | undefined;
  /** Called as bytes are read; `total` is null for standard input. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
}

interface Work {
  readonly options: LogOptions & { readonly nowMs: number };
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
        readHistory(copy, log, { record, reading, onVisit: onRequest });
      });
      continue;
    }
    const chunks = log === '-' ? (process.stdin as AsyncIterable<Buffer>) : readChunks(log, 'the log');
    await readLines(counted(chunks), log === '-' ? 'standard input' : log, work);
  }
}

/** @throws CommandError when the format cannot be told, or the data is damaged */
async function readLines(chunks: AsyncIterable<Buffer>, name: string, work: Work): Promise<void> {
  let log: OpenLog | null = null;
  let beginning = Buffer.alloc(0);
  try {
    for await (const chunk of inUtf8(decompressed(chunks, name), name)) {
      if (log !== null) log.push(chunk);
      else {
        beginning = Buffer.concat([beginning, chunk]);
        if (beginning.length >= BEGINNING_BYTES) log = openLog(beginning, name, work);
      }
    }
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    work.reading.cutOff.push(name);
  }
  if (log === null && beginning.length > 0) log = openLog(beginning, name, work);
  log?.end();
}

interface OpenLog {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** @throws CommandError when the format cannot be told */
function openLog(beginning: Buffer, name: string, work: Work): OpenLog {
  const { options, reading } = work;
  const named = options.columns;
  const detected =
    options.format === null
      ? detectFormat(beginning.toString('utf8'), named)
      : { format: options.format, because: 'of --format' };
  if (detected === null) throw unknownFormat(name, beginning.includes(0));
  const readerWith = (order: DateOrder | null): { reader: LogReader; clock: LogClock } => {
    const clock = new LogClock(clockOptions(options, order));
    const names = foldedNames(named, {});
    return { clock, reader: readerFor(detected.format, { name, named, names, clock }) };
  };
  const first = readerWith(options.dateOrder ?? null);
  const order = orderOfDates(beginning, name, first);
  // A log without a single field was read wrongly as a whole, which its lines tell.
  if (first.reader.met !== undefined && first.reader.met.size > 0) requireColumns(name, [...first.reader.met], named);
  const { reader, clock } = readerWith(order);
  const lines = lineHandler(reader, detected.format, name, work);
  const splitter = new LineSplitter(lines.line);
  splitter.push(beginning);
  return {
    push: (chunk) => {
      splitter.push(chunk);
    },
    end: () => {
      splitter.end();
      lines.end();
      reading.endLog({ name, ...detected, fields: fieldsOf(reader) }, clock);
    },
  };
}

/** A field that is called `host` alone is the host. */
function fieldsOf({ used: { bareHost, ...used } }: LogReader): Readonly<Record<string, string>> {
  return bareHost === undefined ? used : { host: bareHost, ...used };
}

function clockOptions({ timeZone, nowMs }: Work['options'], order: DateOrder | null): ClockOptions {
  return { order, timeZone: timeZone ?? 'UTC', nowMs };
}

/** From the first lines, read with a reader of their own. @throws CommandError when they have dates that do not tell it */
function orderOfDates(
  beginning: Buffer,
  name: string,
  { reader, clock }: { reader: LogReader; clock: LogClock },
): DateOrder | null {
  const record = new LogRecord();
  const whole = beginning.lastIndexOf(10) + 1;
  const splitter = new LineSplitter((bytes, start, end) => {
    reader.read(bytes, start, end, record);
  });
  splitter.push(beginning.subarray(0, whole === 0 ? beginning.length : whole));
  splitter.end();
  if (clock.order === null && clock.unclear !== null) throw unclearDates(name, clock.unclear);
  return clock.order;
}

function lineHandler(reader: LogReader, format: LogFormat, name: string, { reading, record, onRequest }: Work) {
  let number = 0;
  const count = (result: LineResult, text: () => string, line: number) => {
    if (result === 'nothing') return;
    if (result === 'refused') {
      reading.telling += 1;
      reading.refused += 1;
    } else if (result !== 'request') reading.refuse(result, name, line, text);
    else if (!hasPossibleHost(record)) reading.refuse('no-such-host', name, line, text);
    else {
      reading.telling += 1;
      if (record.timeUnread) reading.withoutTime(name, line, text);
      onRequest();
    }
  };
  const one = (bytes: Buffer, start: number, end: number, line: number) => {
    count(reader.read(bytes, start, end, record), () => bytes.toString('utf8', start, end), line);
  };
  const joined = (bytes: Buffer, line: number): boolean => {
    const result = reader.read(bytes, 0, bytes.length, record);
    if (result !== 'request' && result !== 'refused') return false;
    count(result, () => bytes.toString('utf8'), line);
    return true;
  };
  const records = format === 'csv' ? new CsvRecords(joined, one) : null;
  return {
    line: (bytes: Buffer, start: number, end: number, tooLong: boolean) => {
      number += 1;
      reading.lines += 1;
      if (tooLong) count('too-long', () => bytes.toString('utf8', start, end), number);
      else if (records === null) one(bytes, start, end, number);
      else records.push(bytes, start, end, number);
    },
    end: () => records?.end(),
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
