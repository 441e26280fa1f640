/**
 * Squid's native access log: `time elapsed client code/status bytes method URL user hierarchy/peer type`. What may follow
 * is not read. Nothing is decoded: fields are found by their spaces.
 */
import { SpacedFields } from './spaced-fields.js';
import type { LineResult, LogReader, LogRecord } from './log-record.js';

// Plain and first, so that the build writes the numbers where they are asked for: once for each byte.
const DASH = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COMMENT = 35;
/** Places of the fields, of which there are so many. */
const TIME = 0;
const CLIENT = 2;
const METHOD = 5;
const ADDRESS = 6;
const USER = 7;
const TYPE = 9;
const FIELDS = 10;
const TEXT_HTML = Buffer.from('text/html');
const GET = Buffer.from('GET');
const CONNECT = Buffer.from('CONNECT');

export class SquidReader implements LogReader {
  readonly #fields = new SpacedFields(FIELDS);

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end || line[start] === COMMENT) return 'nothing';
    const fields = this.#fields;
    const { ends } = fields;
    const count = fields.split(line, start, end);
    // The peer and the type may be missing; an address that ends the line may be cut off.
    if (count <= USER) return 'too-few-fields';
    record.timeMs = secondsAt(line, fields.start(line, TIME), ends[TIME] ?? 0);
    if (Number.isNaN(record.timeMs)) return 'no-time';
    const method = fields.start(line, METHOD);
    const methodEnd = ends[METHOD] ?? 0;
    record.setUrlBytes(line, fields.start(line, ADDRESS), ends[ADDRESS] ?? 0);
    record.tunnel = isText(line, method, methodEnd, CONNECT);
    record.page =
      count > TYPE && isText(line, method, methodEnd, GET) && isHtml(line, fields.start(line, TYPE), ends[TYPE] ?? 0);
    const user = fields.start(line, USER);
    const isGiven = (ends[USER] ?? 0) - user !== 1 || line[user] !== DASH;
    if (isGiven) record.setPersonBytes(line, user, ends[USER] ?? 0, true);
    else record.setPersonBytes(line, fields.start(line, CLIENT), ends[CLIENT] ?? 0, false);
    return 'request';
  }
}

function isHtml(line: Buffer, type: number, end: number): boolean {
  return isText(line, type, Math.min(end, type + TEXT_HTML.length), TEXT_HTML);
}

/** Seconds with a fraction, as milliseconds; NaN when it is no number. */
function secondsAt(line: Buffer, start: number, end: number): number {
  let seconds = 0;
  let at = start;
  for (; at < end && line[at] !== DOT; at += 1) {
    const digit = line[at] ?? 0;
    if (digit < ZERO || digit > NINE) return Number.NaN;
    seconds = seconds * 10 + (digit - ZERO);
  }
  if (at === start) return Number.NaN;
  const thousandths = digitAt(line, at + 1, end) * 100 + digitAt(line, at + 2, end) * 10 + digitAt(line, at + 3, end);
  return seconds * 1000 + thousandths;
}

/** What is no digit, or beyond the end, counts for nothing. */
function digitAt(line: Buffer, at: number, end: number): number {
  const digit = at < end ? (line[at] ?? ZERO) - ZERO : 0;
  return digit >= 0 && digit <= 9 ? digit : 0;
}

function isText(line: Buffer, start: number, end: number, text: Buffer): boolean {
  if (end - start !== text.length) return false;
  for (let at = 0; at < text.length; at += 1) if (line[start + at] !== text[at]) return false;
  return true;
}

/** Whether a line could be one of this log. */
export function looksLikeSquid(line: string): boolean {
  return /^\s*\d{9,10}\.\d+\s+-?\d+\s+\S+\s+[\w-]*\/\d+\s/.test(line);
}
