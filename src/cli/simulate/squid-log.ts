/**
 * Squid's native access log: `time elapsed client code/status bytes method URL user hierarchy/peer type`. What may follow
 * is not read. Nothing is decoded: fields are found by their spaces.
 */
import type { LineResult, LogReader, LogRecord } from './log-record.js';

const [SPACE, DASH, DOT, ZERO, NINE] = [32, 45, 46, 48, 57];
const FIELDS = 10;
/** Places of the fields. */
const [TIME, CLIENT, METHOD, URL_FIELD, USER, TYPE] = [0, 2, 5, 6, 7, 9];
const TEXT_HTML = Buffer.from('text/html');
const GET = Buffer.from('GET');
const CONNECT = Buffer.from('CONNECT');

export class SquidReader implements LogReader {
  readonly #starts = new Int32Array(FIELDS);
  readonly #ends = new Int32Array(FIELDS);

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end || line[start] === 35) return 'nothing';
    const fields = this.#split(line, start, end);
    // The peer and the type may be missing; an address that ends the line may be cut off.
    if (fields <= USER) return 'too-few-fields';
    record.timeMs = secondsAt(line, this.#starts[TIME] ?? 0, this.#ends[TIME] ?? 0);
    if (Number.isNaN(record.timeMs)) return 'no-time';
    const methodStart = this.#starts[METHOD] ?? 0;
    const methodEnd = this.#ends[METHOD] ?? 0;
    record.setUrlBytes(line, this.#starts[URL_FIELD] ?? 0, this.#ends[URL_FIELD] ?? 0);
    record.tunnel = isText(line, methodStart, methodEnd, CONNECT);
    record.page = fields === FIELDS && isText(line, methodStart, methodEnd, GET) && this.#isHtml(line);
    const who = this.#isGiven(line, USER) ? USER : CLIENT;
    record.setPersonBytes(line, this.#starts[who] ?? 0, this.#ends[who] ?? 0);
    return 'request';
  }

  #isHtml(line: Buffer): boolean {
    const start = this.#starts[TYPE] ?? 0;
    return isText(line, start, Math.min(this.#ends[TYPE] ?? 0, start + TEXT_HTML.length), TEXT_HTML);
  }

  #isGiven(line: Buffer, field: number): boolean {
    const start = this.#starts[field] ?? 0;
    return (this.#ends[field] ?? 0) - start !== 1 || line[start] !== DASH;
  }

  /** @returns how many fields were found; the last one ends with the line or a space */
  #split(line: Buffer, start: number, end: number): number {
    let at = start;
    let field = 0;
    while (field < FIELDS) {
      while (at < end && line[at] === SPACE) at += 1;
      if (at === end) break;
      this.#starts[field] = at;
      while (at < end && line[at] !== SPACE) at += 1;
      this.#ends[field] = at;
      field += 1;
    }
    return field;
  }
}

/** Seconds with a fraction, as milliseconds; NaN when it is no number. */
function secondsAt(line: Buffer, start: number, end: number): number {
  let seconds = 0;
  let at = start;
  for (; at < end && line[at] !== DOT; at += 1) {
    const digit = line[at] ?? 0;
    if (digit < ZERO || digit > NINE) return Number.NaN;
    seconds = seconds * 10 + digit - ZERO;
  }
  if (at === start) return Number.NaN;
  let thousandths = 0;
  let weight = 100;
  for (at += 1; at < end && weight >= 1; at += 1) {
    thousandths += ((line[at] ?? ZERO) - ZERO) * weight;
    weight /= 10;
  }
  return seconds * 1000 + thousandths;
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
