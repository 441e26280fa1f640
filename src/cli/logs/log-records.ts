/** Cuts a log into records and reads each: a line, the lines of a CSV record, or an object of a JSON document. */
import { CsvRecords } from './csv-records.js';
import type { Detected } from './detect-format.js';
import { JsonDocument } from './json-document.js';
import { asUtf8 } from './line-encoding.js';
import { LineSplitter, type LineFlags } from './line-splitter.js';
import { MarkedBlock } from './marked-lines.js';
import type { LineResult, LogReader, LogRecord } from './log-record.js';

export interface LogRecords {
  /** Lines so far; of a JSON document, objects. */
  readonly count: () => number;
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** Where a record stands, and what it says. Only good until the call returns. */
export interface Place {
  /** From 1. */
  readonly line: number;
  text(): string;
  /** It was not UTF-8. */
  readonly windows1252: boolean;
}

type OnRead = (result: LineResult, place: Place) => void;

/** @param record is filled in before the call for a request */
export function recordsOf(
  reader: LogReader,
  { shape, isDocument }: Pick<Detected, 'shape' | 'isDocument'>,
  record: LogRecord,
  onRead: OnRead,
): LogRecords {
  if (isDocument) return objectsOf(reader, record, onRead);
  if (shape === 'csv') return rowsOf(reader, record, onRead);
  const place = new LinePlace();
  const onLine = (bytes: Buffer, start: number, end: number, { tooLong, windows1252 }: LineFlags) => {
    place.turnTo(bytes, start, end, windows1252);
    onRead(tooLong ? 'too-long' : reader.read(bytes, start, end, record), place);
  };
  const block = new MarkedBlock(reader, record, (result, bytes, start, end) => {
    place.turnTo(bytes, start, end, false);
    onRead(result ?? reader.read(bytes, start, end, record), place);
  });
  return withCount(new LineSplitter(onLine, block.read), () => place.line);
}

/** One for all lines. */
class LinePlace implements Place {
  line = 0;
  windows1252 = false;
  #bytes: Buffer = NOTHING;
  #start = 0;
  #end = 0;

  turnTo(bytes: Buffer, start: number, end: number, windows1252: boolean, line = this.line + 1): void {
    this.line = line;
    this.windows1252 = windows1252;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  text(): string {
    return this.#bytes.toString('utf8', this.#start, this.#end);
  }
}

const NOTHING = Buffer.alloc(0);

function rowsOf(reader: LogReader, record: LogRecord, onRead: OnRead): LogRecords {
  let count = 0;
  // Of any line of a record.
  let windows1252 = false;
  const place = new LinePlace();
  const onRow = (result: LineResult, bytes: Buffer, start: number, end: number, line: number) => {
    place.turnTo(bytes, start, end, windows1252, line);
    onRead(result, place);
    windows1252 = false;
  };
  const rows = new CsvRecords(
    (bytes, line) => {
      const result = reader.read(bytes, 0, bytes.length, record);
      if (result !== 'request' && result !== 'refused') return false;
      onRow(result, bytes, 0, bytes.length, line);
      return true;
    },
    (bytes, start, end, line) => {
      onRow(reader.read(bytes, start, end, record), bytes, start, end, line);
    },
  );
  const onLine = (bytes: Buffer, start: number, end: number, flags: LineFlags) => {
    count += 1;
    windows1252 ||= flags.windows1252;
    if (flags.tooLong) {
      place.turnTo(bytes, start, end, false, count);
      onRead('too-long', place);
    } else rows.push(bytes, start, end, count);
  };
  const block = new MarkedBlock(reader, record, (result, bytes, start, end) => {
    count += 1;
    // A line in the middle of a record is none of its own.
    if (result === null || rows.isWaiting) rows.push(bytes, start, end, count);
    else onRow(result, bytes, start, end, count);
  });
  const lines = new LineSplitter(onLine, block.read);
  const end = () => {
    lines.end();
    rows.end();
  };
  return { ...withCount(lines, () => count), end };
}

function objectsOf(reader: LogReader, record: LogRecord, onRead: OnRead): LogRecords {
  let count = 0;
  const document = new JsonDocument({
    object: (written, line) => {
      count += 1;
      const { bytes, windows1252 } = asUtf8(written);
      onRead(reader.read(bytes, 0, bytes.length, record), { line, text: () => onOneLine(bytes), windows1252 });
    },
    broken: (reason, bytes, line) => {
      count += 1;
      onRead(reason, { line, text: () => onOneLine(bytes), windows1252: false });
    },
  });
  return withCount(document, () => count);
}

const withCount = (splitter: LineSplitter | JsonDocument, count: () => number): LogRecords => ({
  count,
  push: (chunk) => {
    splitter.push(chunk);
  },
  end: () => {
    splitter.end();
  },
});

const onOneLine = (bytes: Buffer): string => bytes.toString('utf8').replace(/\s*\n\s*/g, ' ');
