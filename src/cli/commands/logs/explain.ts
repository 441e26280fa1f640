/** What the first lines of a log become: for `gatepost logs explain`, before anybody relies on a simulation. */
import { readChunks } from '../../lib/log-files.js';
import { decompressed, inUtf8 } from '../../logs/byte-source.js';
import { hasPossibleHost } from '../../logs/host-check.js';
import { otherListIn } from '../../logs/json-list-names.js';
import { LogRecord, type LineResult } from '../../logs/log-record.js';
import { recordsOf } from '../../logs/log-records.js';
import { BEGINNING_BYTES, fieldsOf, readerForLog, type FormatOptions } from '../../logs/open-reader.js';

const LINES = 10;
const LF = 10;

export interface ExplainedLine {
  readonly line: number;
  /** `request`, `contact`, `refused`, `other-kind`, or why it was not read. */
  readonly result: string;
  readonly address: string | null;
  readonly person: string | null;
  /** ISO. */
  readonly time: string | null;
  /** The line is not UTF-8. */
  readonly windows1252: boolean;
}

export interface ExplainedLog {
  readonly format: string;
  readonly title: string;
  readonly because: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly hostOnly: boolean;
  readonly lines: readonly ExplainedLine[];
  /** Of JSON, when none of the lines was read: the names on the way to a list that was not looked into. */
  readonly otherList?: readonly string[];
}

const READ: ReadonlySet<string> = new Set(['request', 'contact', 'refused']);

/** @param file a log, `-` for standard input @throws CommandError when its format cannot be told */
export async function explainLog(
  file: string,
  options: FormatOptions & { readonly nowMs: number },
): Promise<ExplainedLog> {
  const beginning = await beginningOf(file);
  const { reader, detected } = readerForLog(beginning, file, options);
  const record = new LogRecord();
  const lines: ExplainedLine[] = [];
  const records = recordsOf(reader, detected, record, (result, { line, windows1252 }) => {
    if (result !== 'nothing' && lines.length < LINES) lines.push({ ...explained(line, result, record), windows1252 });
  });
  const whole = beginning.lastIndexOf(LF) + 1;
  records.push(whole === 0 || beginning.length < BEGINNING_BYTES ? beginning : beginning.subarray(0, whole));
  // What a longer log goes on with is not cut off.
  if (beginning.length < BEGINNING_BYTES) records.end();
  const { id: format, title, hostOnly = false } = detected.preset;
  const isUnread = detected.shape === 'json' && !lines.some(({ result: each }) => READ.has(each));
  const otherList = isUnread ? otherListIn(beginning.toString('utf8')) : null;
  const found = otherList === null ? {} : { otherList };
  return { ...{ format, title, because: detected.because, hostOnly }, fields: fieldsOf(reader), lines, ...found };
}

function explained(line: number, read: LineResult, record: LogRecord): Omit<ExplainedLine, 'windows1252'> {
  const none = { line, address: null, person: null, time: null };
  if (read !== 'request') return { ...none, result: read };
  if (!hasPossibleHost(record)) return { ...none, result: 'no-such-host', address: record.urlText };
  const person = record.personText;
  return {
    ...{ line, result: record.contact ? 'contact' : 'request', address: record.urlText },
    person: person === '' ? null : person,
    time: Number.isNaN(record.timeMs) ? null : new Date(record.timeMs).toISOString(),
  };
}

async function beginningOf(file: string): Promise<Buffer> {
  const chunks = file === '-' ? (process.stdin as AsyncIterable<Buffer>) : readChunks(file, 'the log');
  let beginning = Buffer.alloc(0);
  for await (const chunk of inUtf8(decompressed(chunks, file), file)) {
    beginning = Buffer.concat([beginning, chunk]);
    if (beginning.length >= BEGINNING_BYTES) break;
  }
  return beginning;
}
