/**
 * Makes a request of the fields of one line where they stand among its bytes, as `column-request.ts` makes it of their texts. What is
 * not written in the way that nearly all lines are is left to that.
 */
import { NOTHING, saysAt } from './absent-words.js';
import { ByteMemo } from './byte-memo.js';
import { isTunnelScheme, saidIn } from './column-request.js';
import { FIELD_ROLES, ROLE_NUMBERS, type FieldRole } from './columns.js';
import type { LogClock } from './log-clock.js';
import { looksLikePageAt, type LogRecord } from './log-record.js';

const SLASH = 47;
const COLON = 58;
const QUESTION = 63;
const DOT = 46;

const {
  url: URL,
  scheme: SCHEME,
  host: HOST,
  port: PORT,
  path: PATH,
  query: QUERY,
  user: USER,
  client: CLIENT,
  time: TIME,
  date: DATE,
  zone: ZONE,
  method: METHOD,
  type: TYPE,
} = ROLE_NUMBERS;

/** Of a method. */
const CONNECTS = 1;
const READS = 2;
/** Of a scheme. */
const TUNNELS = 1;
const HTTPS = 2;
const HTTP = 3;
/** Of the type of a page, and of a port that is a number. */
const PLAIN = 1;
const OTHER = 4;

const FINDS: Partial<Readonly<Record<FieldRole, (text: string) => number>>> = {
  method: (text) => (text.toUpperCase() === 'CONNECT' ? CONNECTS : text.toUpperCase() === 'GET' ? READS : OTHER),
  scheme: (text) => {
    if (isTunnelScheme(text)) return TUNNELS;
    return text.toLowerCase() === 'https' ? HTTPS : text.toLowerCase() === 'http' ? HTTP : OTHER;
  },
  type: (text) => (text.toLowerCase().startsWith('text/html') ? PLAIN : OTHER),
  port: (text) => (/^\d+$/.test(text) ? PLAIN : OTHER),
};

/** What the texts of a role come to where there are few; `NOTHING` for one that says nothing. */
const WORDS: readonly (ByteMemo | null)[] = FIELD_ROLES.map((role) => {
  const find = FINDS[role];
  if (find === undefined) return null;
  return new ByteMemo((text) => {
    const said = saidIn(text);
    if (said === '') return NOTHING;
    // Its bytes go into the address as they are.
    return role === 'port' && said !== text ? OTHER : find(said);
  }, 1024);
});

/** 1: is a letter or digit; 2: may stand between them in a host. */
const HOST_KINDS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
  HOST_KINDS[character.charCodeAt(0)] = 1;
}
for (const character of '.-_') HOST_KINDS[character.charCodeAt(0)] = 2;

export class MarkedRequest {
  /** Of each role where its text begins and ends, and what it says; the same when it says nothing. */
  readonly #starts = new Int32Array(FIELD_ROLES.length);
  readonly #ends = new Int32Array(FIELD_ROLES.length);
  readonly #said = new Int32Array(FIELD_ROLES.length);

  constructor(private readonly options: { readonly clock: LogClock; readonly hostOnly: boolean }) {}

  /** Forgets what was set. */
  begin(): void {
    this.#said.fill(NOTHING);
    this.#starts.fill(0);
    this.#ends.fill(0);
  }

  /** What a text says for a role: `NOTHING`, or `UNCLEAR` when there may be white space to be cut off, or something. */
  says(role: number, bytes: Buffer, start: number, end: number): number {
    const words = WORDS[role] ?? null;
    return words === null ? saysAt(bytes, start, end) : words.of(bytes, start, end);
  }

  /** The role has this text, which says so much. */
  set(role: number, said: number, start: number, end: number): void {
    this.#said[role] = said;
    this.#starts[role] = start;
    this.#ends[role] = said === NOTHING ? start : end;
  }

  has(role: number): boolean {
    return this.#said[role] !== NOTHING;
  }

  /** @returns false when the line is not written plainly */
  fill(bytes: Buffer, record: LogRecord): boolean {
    const { hostOnly } = this.options;
    const said = this.#said;
    const method = this.has(METHOD) ? said[METHOD] : READS;
    const scheme = this.has(SCHEME) ? said[SCHEME] : HTTPS;
    if (scheme === OTHER || this.has(ZONE) || said[PORT] === OTHER) return false;
    record.contact = hostOnly;
    record.tunnel = !hostOnly && (method === CONNECTS || scheme === TUNNELS);
    const isSet =
      record.tunnel || hostOnly
        ? this.#setHost(bytes, record)
        : this.#setUrl(bytes, record, scheme === HTTP ? 'http://' : 'https://');
    if (!isSet || !this.#setTime(bytes, record)) return false;
    record.page = !record.tunnel && method === READS && this.#isPage(record);
    const named = this.has(USER);
    const person = named ? USER : CLIENT;
    record.setPersonBytes(bytes, this.#starts[person] ?? 0, this.#ends[person] ?? 0, named);
    return true;
  }

  #isPage({ url, urlStart, urlEnd }: LogRecord): boolean {
    return this.has(TYPE) ? this.#said[TYPE] === PLAIN : looksLikePageAt(url, urlStart, urlEnd);
  }

  #setUrl(bytes: Buffer, record: LogRecord, origin: string): boolean {
    const start = this.#starts[URL] ?? 0;
    const end = this.#ends[URL] ?? 0;
    const isPath = bytes[start] === SLASH;
    if (start < end && !isPath) {
      if (!isWebAddress(bytes, start, end)) return false;
      record.setUrlBytes(bytes, start, end);
      return true;
    }
    if (!this.#isPlainHost(bytes)) return false;
    record.beginUrl(origin);
    record.addToUrl(bytes, this.#starts[HOST] ?? 0, this.#ends[HOST] ?? 0);
    this.#addPort(bytes, record);
    if (isPath && start < end) return record.addToUrl(bytes, start, end);
    const path = this.#starts[PATH] ?? 0;
    if (!this.has(PATH) || bytes[path] !== SLASH) record.addByteToUrl(SLASH);
    record.addToUrl(bytes, path, this.#ends[PATH] ?? 0);
    if (!this.has(QUERY)) return record.isWholeUrl;
    const query = this.#starts[QUERY] ?? 0;
    record.addByteToUrl(QUESTION);
    return record.addToUrl(bytes, bytes[query] === QUESTION ? query + 1 : query, this.#ends[QUERY] ?? 0);
  }

  /** Of a tunnel or contact that names its host alone. */
  #setHost(bytes: Buffer, record: LogRecord): boolean {
    if (this.has(URL) || !this.#isPlainHost(bytes)) return false;
    record.beginUrl('');
    record.addToUrl(bytes, this.#starts[HOST] ?? 0, this.#ends[HOST] ?? 0);
    this.#addPort(bytes, record);
    return record.isWholeUrl;
  }

  #addPort(bytes: Buffer, record: LogRecord): void {
    if (!this.has(PORT)) return;
    record.addByteToUrl(COLON);
    record.addToUrl(bytes, this.#starts[PORT] ?? 0, this.#ends[PORT] ?? 0);
  }

  /** Letters and digits, with dots or hyphens between them. */
  #isPlainHost(bytes: Buffer): boolean {
    const start = this.#starts[HOST] ?? 0;
    const end = this.#ends[HOST] ?? 0;
    let dots = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (HOST_KINDS[byte] === 0) return false;
      if (byte === DOT) dots += 1;
    }
    return dots > 0 && HOST_KINDS[bytes[start] ?? 0] === 1 && HOST_KINDS[bytes[end - 1] ?? 0] === 1;
  }

  /** A day may stand in a field of its own. */
  #setTime(bytes: Buffer, record: LogRecord): boolean {
    const { clock } = this.options;
    const starts = this.#starts;
    const ends = this.#ends;
    if (!this.has(TIME) && !this.has(DATE)) record.timeMs = Number.NaN;
    else if (!this.has(DATE)) record.timeMs = clock.readAt(bytes, starts[TIME] ?? 0, ends[TIME] ?? 0);
    else if (this.has(TIME) && !isTimeOfDay(bytes, starts[TIME] ?? 0)) return false;
    else record.timeMs = clock.readOnDay(bytes, starts[DATE] ?? 0, ends[DATE] ?? 0, starts[TIME] ?? 0, ends[TIME] ?? 0);
    record.timeUnread = (this.has(TIME) || this.has(DATE)) && Number.isNaN(record.timeMs);
    return true;
  }
}

/** `https://…` or `http://…`. */
function isWebAddress(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 10 || bytes[start] !== 104 || bytes[start + 1] !== 116) return false;
  if (bytes[start + 2] !== 116 || bytes[start + 3] !== 112) return false;
  const colon = bytes[start + 4] === 115 ? start + 5 : start + 4;
  return bytes[colon] === COLON && bytes[colon + 1] === SLASH && bytes[colon + 2] === SLASH;
}

/** `11:06…` */
function isTimeOfDay(bytes: Buffer, start: number): boolean {
  return (
    isDigit(bytes[start]) &&
    isDigit(bytes[start + 1]) &&
    bytes[start + 2] === COLON &&
    isDigit(bytes[start + 3]) &&
    isDigit(bytes[start + 4])
  );
}

const isDigit = (byte = 0): boolean => byte >= 48 && byte <= 57;
