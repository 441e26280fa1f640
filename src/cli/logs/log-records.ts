/** Cuts a log into records and reads each: a line, the lines of a CSV record, or an object of a JSON document. */
import { CsvRecords } from './csv-records.js';
import type { Detected } from './detect-format.js';
import { JsonDocument } from './json-document.js';
import { asUtf8 } from './line-encoding.js';
import { LineSplitter } from './line-splitter.js';
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
  readonly text: () => string;
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
  let count = 0;
  const lines = new LineSplitter((bytes, start, end, { tooLong, windows1252 }) => {
    count += 1;
    const result = tooLong ? 'too-long' : reader.read(bytes, start, end, record);
    onRead(result, { line: count, text: () => bytes.toString('utf8', start, end), windows1252 });
  });
  return withCount(lines, () => count);
}

function rowsOf(reader: LogReader, record: LogRecord, onRead: OnRead): LogRecords {
  let count = 0;
  const place = (bytes: Buffer, line: number): Place => ({ line, text: () => bytes.toString('utf8'), windows1252 });
  // Of any line of a record.
  let windows1252 = false;
  const rows = new CsvRecords(
    (bytes, line) => {
      const result = reader.read(bytes, 0, bytes.length, record);
      if (result !== 'request' && result !== 'refused') return false;
      onRead(result, place(bytes, line));
      windows1252 = false;
      return true;
    },
    (bytes, start, end, line) => {
      const result = reader.read(bytes, start, end, record);
      onRead(result, place(bytes.subarray(start, end), line));
      windows1252 = false;
    },
  );
  const lines = new LineSplitter((bytes, start, end, notes) => {
    count += 1;
    windows1252 ||= notes.windows1252;
    if (notes.tooLong) onRead('too-long', place(bytes.subarray(start, end), count));
    else rows.push(bytes, start, end, count);
  });
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
