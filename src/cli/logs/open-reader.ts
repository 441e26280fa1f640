/** Chooses the reader of a log by its first bytes, and the order of its dates. */
import { CommandError, EXIT } from '../lib/command-error.js';
import { foldedNames, type ColumnNames } from './columns.js';
import { requireColumns } from './csv-log.js';
import { detectFormat, headingsOf, namedFormat, readerFor, type Detected } from './detect-format.js';
import { LF } from './line-marks.js';
import { LogClock, type DateOrder } from './log-clock.js';
import { LogRecord, type LogReader, type MarkedLines, type ReaderOptions } from './log-record.js';
import { recordsOf } from './log-records.js';
import { LOG_FORMATS } from './presets/all-presets.js';
import type { Shape } from './presets/preset.js';
import { unclearDates } from './reading.js';

/** Enough for the longest directives and headings. */
export const BEGINNING_BYTES = 65_536;

export interface FormatOptions {
  /** The id of a preset; null: told by its first lines. */
  readonly format: string | null;
  readonly columns: ColumnNames;
  /** Of dates such as 06/12/2026; told by the other dates of the log when missing. */
  readonly dateOrder?: DateOrder | undefined;
  /** Of times without a zone; UTC when missing. */
  readonly timeZone?: string | undefined;
}

export interface OpenReader {
  readonly reader: LogReader;
  readonly clock: LogClock;
  readonly detected: Detected;
}

/** @throws CommandError when the format cannot be told, or is not what was named */
export function readerForLog(
  beginning: Buffer,
  name: string,
  options: FormatOptions & { readonly nowMs: number },
): OpenReader {
  const { columns: named, nowMs, timeZone = 'UTC' } = options;
  if (isMostlyNul(beginning)) throw noText(name);
  const detected = options.format === null ? detectFormat(beginning, named) : namedFormat(options.format, beginning);
  if (detected === null) throw beginning.includes(0) ? noText(name) : unknownFormat(name);
  const readerWith = (order: DateOrder | null): { reader: LogReader; clock: LogClock } => {
    const clock = new LogClock({ order, timeZone, nowMs });
    return { clock, reader: presetReader(detected, readerOptions(detected, name, named, clock)) };
  };
  const first = readerWith(options.dateOrder ?? null);
  const order = orderOfDates(beginning, name, first, detected);
  // A log without a single field was read wrongly as a whole, which its lines tell.
  if (first.reader.met !== undefined && first.reader.met.size > 0) requireColumns(name, [...first.reader.met], named);
  return { ...readerWith(order), detected };
}

/** A device may write lines of other kinds into the same log. */
function presetReader(detected: Detected, options: ReaderOptions): LogReader {
  const reader = readerFor(detected, options);
  const { only, onlyAddresses = false } = detected.preset;
  if (only === undefined && !onlyAddresses) return reader;
  const sign = new RegExp(only ?? '');
  const isNothing = emptyLines(detected.shape);
  return {
    read: (line, start, end, record) => {
      const text = only === undefined ? null : line.toString('utf8', start, end);
      if (text !== null && isNothing(text)) return 'nothing';
      const counts = text === null || sign.test(text);
      const result = counts ? reader.read(line, start, end, record) : 'other-kind';
      return onlyAddresses && result === 'no-address' ? 'other-kind' : result;
    },
    // Its lines may depend on those before.
    get marked() {
      return markedWhere(reader, only === undefined ? null : sign);
    },
    get used() {
      return reader.used;
    },
    ...(reader.met === undefined ? {} : { met: reader.met }),
  };
}

/** Lines that have no sign, and those that are no requests, are read singly. */
function markedWhere({ marked }: LogReader, sign: RegExp | null): MarkedLines | undefined {
  if (marked === undefined || sign === null) return marked;
  return {
    ...marked,
    read: (bytes, start, marks, record) => {
      const line = bytes.toString('utf8', start, bytes.indexOf(LF, start));
      return sign.test(line) ? marked.read(bytes, start, marks, record) : null;
    },
  };
}

/** Tells blank lines, and the headings of a CSV, which logs that were put one after another repeat. */
function emptyLines(shape: Shape): (text: string) => boolean {
  let first: string | null = null;
  return (text) => {
    if (text.trim() === '') return true;
    first ??= text;
    return shape === 'csv' && text === first && headingsOf([text]) !== null;
  };
}

function readerOptions({ preset }: Detected, name: string, named: ColumnNames, clock: LogClock): ReaderOptions {
  const { columns = null, hostOnly = false, roles } = preset;
  return { ...{ name, named, clock, columns, hostOnly }, names: foldedNames(named, roles) };
}

/** A field that is called `host` alone is the host. */
export function fieldsOf({ used: { bareHost, ...used } }: LogReader): Readonly<Record<string, string>> {
  return bareHost === undefined ? used : { host: bareHost, ...used };
}

/** From the first lines, read with a reader of their own. @throws CommandError when they have dates that do not tell it */
function orderOfDates(
  beginning: Buffer,
  name: string,
  { reader, clock }: { reader: LogReader; clock: LogClock },
  detected: Detected,
): DateOrder | null {
  const whole = beginning.lastIndexOf(10) + 1;
  const records = recordsOf(reader, detected, new LogRecord(), () => undefined);
  records.push(beginning.subarray(0, whole === 0 ? beginning.length : whole));
  records.end();
  if (clock.order === null && clock.unclear !== null) throw unclearDates(name, clock.unclear);
  return clock.order;
}

/** UTF-16 without its mark; a run of NUL after a crash is shorter. */
const isMostlyNul = (bytes: Buffer): boolean => bytes.filter((byte) => byte === 0).length > bytes.length / 3;

function noText(name: string): CommandError {
  return new CommandError(
    `${name} is no text: it holds NUL; UTF-16 is read when it begins with a byte order mark, and UTF-8 always`,
    EXIT.unusable,
  );
}

function unknownFormat(name: string): CommandError {
  return new CommandError(
    `cannot detect the format of ${name} from its first lines: give --format (${LOG_FORMATS.join(', ')}), and for ` +
      'csv or json name the columns with --column url=NAME; `gatepost logs` says what each format is',
    EXIT.unusable,
  );
}
