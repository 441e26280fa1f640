/**
 * One request of a log, as every reader fills it in: byte ranges rather than strings, because most lines are looked at
 * once and thrown away. There is one record for the whole log, filled anew for each line.
 */
import type { ColumnNames, FieldRole, FoldedNames } from './columns.js';
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
  /** The field that each role was found in so far. */
  readonly used: UsedFields;
  /** Every field that was met so far, where lines name their fields themselves. */
  readonly met?: ReadonlySet<string>;
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

const SCRATCH_BYTES = 65_536;

export class LogRecord {
  /** The address: a URL, or for a tunnel `host:port`. */
  url: Buffer = Buffer.alloc(0);
  urlStart = 0;
  urlEnd = 0;
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

  setUrl(text: string): void {
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

/** Whether a path looks like a page's: for logs that do not tell the kind of answer. */
export function looksLikePage(url: string): boolean {
  const [withoutQuery = ''] = url.split(/[?#]/, 1);
  const path = withoutQuery.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(path)?.[1];
  return extension === undefined || PAGE_EXTENSIONS.has(extension.toLowerCase());
}
