/**
 * One request of a log, as every reader fills it in: byte ranges rather than strings, because most lines are looked at
 * once and thrown away. There is one record for the whole log, filled anew for each line.
 */
import { ByteMemo } from './byte-memo.js';
import type { ColumnNames, FieldRole, FoldedNames } from './columns.js';
import { NO_SLOT } from './host-slots.js';
import type { LineMarks } from './line-marks.js';
import type { LogClock } from './log-clock.js';

/**
 * What a reader makes of a line: `nothing` for headings, comments and empty lines; `refused`: the proxy let nobody through;
 * `other-kind`: the device writes other lines into the same log.
 */
export type LineResult = 'request' | 'refused' | 'nothing' | 'other-kind' | Malformed;

/** Why a line is no request, or was not surely read. */
export type Malformed =
  | 'too-few-fields'
  | 'too-many-fields'
  | 'shifted-fields'
  | 'no-time'
  | 'no-address'
  | 'no-such-host'
  | 'unclear-host'
  | 'several-records'
  | 'not-json'
  | 'not-this-format'
  | 'open-quote'
  | 'too-long';

export interface LogReader {
  /** Reads the bytes from `start` to before `end`, without the line's end. */
  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult;
  /** For whole lines whose marks were found together. */
  readonly marked?: MarkedLines | undefined;
  /** The field that each role was found in so far. */
  readonly used: UsedFields;
  /** Every field that was met so far, where lines name their fields themselves. */
  readonly met?: ReadonlySet<string>;
}

export interface MarkedLines {
  /** The bytes to be marked, beside the ends of lines. */
  readonly kinds: readonly number[];
  /** Every byte below this one, too. */
  readonly below?: number;
  /** Whether lines can be read so at all; missing: each can. */
  readonly suits?: (bytes: Buffer, start: number, end: number) => boolean;
  /**
   * Reads the line from `start` whose marks come next, and goes to one of them. Null: it is not written plainly, and `read` says
   * what it is.
   */
  read(bytes: Buffer, start: number, marks: LineMarks, record: LogRecord): LineResult | null;
}

export interface ReaderOptions {
  /** Of the log, for errors. */
  readonly name: string;
  /** By the administrator. */
  readonly named: ColumnNames;
  /** Those, and the ones that are known. */
  readonly names: FoldedNames;
  readonly clock: LogClock;
  /** The log knows hosts only. */
  readonly hostOnly: boolean;
  /** Of rows without headings. */
  readonly columns: readonly string[] | null;
}

export type UsedFields = Partial<Record<FieldRole, string>>;

const DOT = 46;
const SLASH = 47;
const COLON = 58;
const QUESTION = 63;
const HASH = 35;
const SCRATCH_BYTES = 65_536;

export class LogRecord {
  /** The address: a URL, or for a tunnel `host:port`. */
  url: Buffer = Buffer.alloc(0);
  urlStart = 0;
  urlEnd = 0;
  /** The number of its host while the line is looked at. */
  hostSlot = NO_SLOT;
  /** The user or, when the log does not know one, the client's address; empty when it knows neither. */
  person: Buffer = Buffer.alloc(0);
  personStart = 0;
  personEnd = 0;
  /** Whether the person is a user of the log; otherwise it is the client's address. */
  named = false;
  /** Milliseconds since the epoch; NaN when the log does not say. */
  timeMs = Number.NaN;
  /** CONNECT: the path of what follows is not known. */
  tunnel = false;
  /** The line has a time that cannot be read. */
  timeUnread = false;
  /** Only a host was contacted, such as a name that was looked up: no visit, and no path is known. */
  contact = false;
  /** True when the request is for a page, as far as the log tells. */
  page = false;

  readonly #urlScratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  readonly #personScratch = Buffer.allocUnsafe(SCRATCH_BYTES);

  setUrlBytes(bytes: Buffer, start: number, end: number): void {
    this.hostSlot = NO_SLOT;
    this.url = bytes;
    this.urlStart = start;
    this.urlEnd = end;
  }

  setPersonBytes(bytes: Buffer, start: number, end: number, named: boolean): void {
    this.named = named;
    this.person = bytes;
    this.personStart = start;
    this.personEnd = end;
  }

  /** Begins an address that is put together of parts. */
  beginUrl(origin: string): void {
    this.hostSlot = NO_SLOT;
    this.url = this.#urlScratch;
    this.urlStart = 0;
    this.urlEnd = origin.length;
    for (let at = 0; at < origin.length; at += 1) this.#urlScratch[at] = origin.charCodeAt(at);
  }

  addByteToUrl(byte: number): void {
    this.#urlScratch[this.urlEnd] = byte;
    this.urlEnd += 1;
  }

  /** @returns whether there was room for it */
  addToUrl(bytes: Buffer, start: number, end: number): boolean {
    const scratch = this.#urlScratch;
    const shift = this.urlEnd - start;
    for (let at = start; at < end; at += 1) scratch[at + shift] = bytes[at] ?? 0;
    this.urlEnd = end + shift;
    return this.isWholeUrl;
  }

  get isWholeUrl(): boolean {
    return this.urlEnd <= this.#urlScratch.length;
  }

  setUrl(text: string): void {
    this.hostSlot = NO_SLOT;
    this.url = encoded(text, this.#urlScratch);
    this.urlStart = 0;
    this.urlEnd = this.url === this.#urlScratch ? this.url.write(text) : this.url.length;
  }

  setPerson(text: string, named: boolean): void {
    this.named = named;
    this.person = encoded(text, this.#personScratch);
    this.personStart = 0;
    this.personEnd = this.person === this.#personScratch ? this.person.write(text) : this.person.length;
  }

  get urlText(): string {
    return this.url.toString('utf8', this.urlStart, this.urlEnd);
  }

  get personText(): string {
    return this.person.toString('utf8', this.personStart, this.personEnd);
  }
}

/** A character takes three bytes at most, and a pair of surrogates four. */
function encoded(text: string, scratch: Buffer): Buffer {
  return text.length * 3 <= scratch.length ? scratch : Buffer.from(text);
}

/** What a page's last segment may end with; anything else with an extension is a part of a page. */
const PAGE_EXTENSIONS: ReadonlySet<string> = new Set(['htm', 'html', 'xhtml', 'php', 'asp', 'aspx', 'jsp', 'do']);
const LONGEST_EXTENSION = 5;
const pageExtensions = new ByteMemo((extension) => (PAGE_EXTENSIONS.has(extension.toLowerCase()) ? 1 : 0));

/** Whether a path looks like a page's: for logs that do not tell the kind of answer. */
export function looksLikePageAt(bytes: Buffer, start: number, end: number): boolean {
  let pathEnd = start;
  while (pathEnd < end && bytes[pathEnd] !== QUESTION && bytes[pathEnd] !== HASH) pathEnd += 1;
  const path = pathStart(bytes, start, pathEnd);
  let dot = pathEnd - 1;
  while (dot >= path && pathEnd - dot <= LONGEST_EXTENSION && isAlphanumeric(bytes[dot] ?? 0)) dot -= 1;
  if (dot < path || dot === pathEnd - 1 || bytes[dot] !== DOT) return true;
  return pageExtensions.of(bytes, dot + 1, pathEnd) === 1;
}

/** Behind `https://host`; an address without a scheme is a path from its beginning. */
function pathStart(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isLetter(bytes[at] ?? 0)) at += 1;
  if (at === start || bytes[at] !== COLON || bytes[at + 1] !== SLASH || bytes[at + 2] !== SLASH || at + 3 > end)
    return start;
  for (at += 3; at < end && bytes[at] !== SLASH; at += 1);
  return at;
}

const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const isAlphanumeric = (byte: number): boolean => isLetter(byte) || (byte >= 48 && byte <= 57);
