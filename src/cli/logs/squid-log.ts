/**
 * Squid's native access log: `time elapsed client code/status bytes method URL user hierarchy/peer type`. What may follow
 * is not read. Nothing is decoded: fields are found by their spaces. A code, method or peer of another form means that the fields
 * are not where they should be, as where a user's name holds a space. Cisco's Secure Web Appliance (WSA) writes the same, then the
 * decision of its policies; what it intercepts is `TCP_CONNECT` to a number, and the host is named by the peer.
 */
import { isAbsentAt } from './absent-words.js';
import { isRefusal } from './refusal-words.js';
import { SpacedFields } from './spaced-fields.js';
import { QUOTE, SPACE, type LineMarks } from './line-marks.js';
import type { LineResult, LogReader, LogRecord } from './log-record.js';

// Plain and first, so that the build writes the numbers where they are asked for: once for each byte.
const DASH = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COMMENT = 35;
const COLON = 58;
const SLASH = 47;
const UPPER_A = 65;
const UPPER_Z = 90;
const UPPER_D = 68;
const FOUR = 52;
const FIVE = 53;
/** Places of the fields, of which there are so many. */
const TIME = 0;
const CLIENT = 2;
const CODE = 3;
const METHOD = 5;
const ADDRESS = 6;
const USER = 7;
const PEER = 8;
const TYPE = 9;
/** Of a WSA. */
const DECISION = 10;
const TEXT_HTML = Buffer.from('text/html');
const NOTHING = Buffer.from('-');
/** What stands for the address of a connection without a request. */
const ERROR = Buffer.from('error:');
const GET = Buffer.from('GET');
const CONNECT = Buffer.from('CONNECT');
const TCP_CONNECT = Buffer.from('TCP_CONNECT');

export class SquidReader implements LogReader {
  readonly used = {};
  readonly #fields: SpacedFields;

  /** @param variant `wsa`: the decision behind the type counts as well */
  constructor(private readonly variant: 'native' | 'wsa') {
    this.#fields = new SpacedFields(variant === 'wsa' ? DECISION + 1 : DECISION);
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end || line[start] === COMMENT) return 'nothing';
    return this.#request(line, this.#fields.split(line, start, end), record);
  }

  readonly marked = {
    kinds: [SPACE],
    read: (bytes: Buffer, start: number, marks: LineMarks, record: LogRecord): LineResult => {
      const count = this.#fields.take(bytes, start, marks);
      return count === 0 || bytes[start] === COMMENT ? 'nothing' : this.#request(bytes, count, record);
    },
  };

  #request(line: Buffer, count: number, record: LogRecord): LineResult {
    const fields = this.#fields;
    const { ends } = fields;
    // The peer and the type may be missing; an address that ends the line may be cut off.
    if (count <= USER) return 'too-few-fields';
    record.timeMs = secondsAt(line, fields.starts[TIME] ?? 0, ends[TIME] ?? 0);
    if (Number.isNaN(record.timeMs)) return 'no-time';
    const code = fields.starts[CODE] ?? 0;
    const status = slashIn(line, code, ends[CODE] ?? 0);
    const method = fields.starts[METHOD] ?? 0;
    const methodEnd = ends[METHOD] ?? 0;
    if (status === -1 || !isMethod(line, method, methodEnd)) return 'shifted-fields';
    if (isText(line, method, methodEnd, NOTHING) && isError(line, fields.starts[ADDRESS] ?? 0)) return 'other-kind';
    if (count > PEER && !isPeer(line, fields.starts[PEER] ?? 0, ends[PEER] ?? 0)) return 'shifted-fields';
    if (mayRefuse(line, code, status) && isRefusal(line.toString('latin1', code, ends[CODE] ?? 0))) return 'refused';
    if (this.variant === 'wsa' && count > DECISION && isDecidedAgainst(line, fields)) return 'refused';
    const intercepted = isText(line, method, methodEnd, TCP_CONNECT);
    record.tunnel = intercepted || isText(line, method, methodEnd, CONNECT);
    setAddress(record, line, fields, { intercepted: intercepted && count > PEER });
    record.page =
      count > TYPE && isText(line, method, methodEnd, GET) && isHtml(line, fields.starts[TYPE] ?? 0, ends[TYPE] ?? 0);
    setPerson(record, line, fields);
    return 'request';
  }
}

/** `BLOCK_WEBCAT_12-…`: behind the hyphen stand names of policies. */
function isDecidedAgainst(line: Buffer, fields: SpacedFields): boolean {
  const decision = line.toString('latin1', fields.starts[DECISION] ?? 0, fields.ends[DECISION]);
  return isRefusal(decision.slice(0, Math.max(0, decision.indexOf('-'))));
}

function setAddress(
  record: LogRecord,
  line: Buffer,
  fields: SpacedFields,
  { intercepted }: { intercepted: boolean },
): void {
  const start = fields.starts[ADDRESS] ?? 0;
  const end = fields.ends[ADDRESS] ?? 0;
  if (!record.tunnel) {
    record.setUrlBytes(line, start, end);
    return;
  }
  if (intercepted) {
    const peer = fields.starts[PEER] ?? 0;
    const host = line.indexOf(SLASH, peer) + 1;
    const hostEnd = fields.ends[PEER] ?? 0;
    if (host > peer && host < hostEnd && isLetterAt(line, hostEnd - 1)) {
      record.setUrlBytes(line, host, hostEnd);
      return;
    }
  }
  // `tunnel://host:443/`
  const scheme = line.indexOf(COLON, start);
  const from = scheme < end && line[scheme + 1] === SLASH && line[scheme + 2] === SLASH ? scheme + 3 : start;
  const path = line.indexOf(SLASH, from);
  record.setUrlBytes(line, from, path === -1 ? end : Math.min(path, end));
}

/** A name ends with a letter, a number of IPv4 with a digit. */
const isLetterAt = (line: Buffer, at: number): boolean => ((line[at] ?? 0) | 32) >= 97 && ((line[at] ?? 0) | 32) <= 122;

function setPerson(record: LogRecord, line: Buffer, fields: SpacedFields): void {
  const quoted = line[fields.starts[USER] ?? 0] === QUOTE && line[(fields.ends[USER] ?? 0) - 1] === QUOTE ? 1 : 0;
  const user = (fields.starts[USER] ?? 0) + quoted;
  const userEnd = (fields.ends[USER] ?? 0) - quoted;
  if (!isAbsentAt(line, user, userEnd)) {
    record.setPersonBytes(line, user, userEnd, true);
    return;
  }
  const client = fields.starts[CLIENT] ?? 0;
  const clientEnd = fields.ends[CLIENT] ?? 0;
  record.setPersonBytes(line, client, isAbsentAt(line, client, clientEnd) ? client : clientEnd, false);
}

/** Where the status begins, behind the slash of `TCP_MISS/200`; -1 when there is none. */
function slashIn(line: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    if (line[at] === SLASH) return at + 1 < end && isDigit(line[at + 1] ?? 0) ? at + 1 : -1;
  }
  return -1;
}

/** Most lines are told by a letter: `TCP_D…`, or a status of 4 or 5 hundred. */
function mayRefuse(line: Buffer, code: number, status: number): boolean {
  const first = line[status];
  return first === FOUR || first === FIVE || line[code + 4] === UPPER_D;
}

function isMethod(line: Buffer, start: number, end: number): boolean {
  const first = line[start] ?? 0;
  return (first >= UPPER_A && first <= UPPER_Z) || (first === DASH && end - start === 1);
}

/** `HIER_DIRECT/203.0.113.9`, or nothing. */
function isPeer(line: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (line[at] === SLASH) return true;
  return end - start === 1 && line[start] === DASH;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

const isError = (line: Buffer, address: number): boolean => isText(line, address, address + ERROR.length, ERROR);

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
