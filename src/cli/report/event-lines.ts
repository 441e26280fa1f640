/**
 * Reads a file of collected events line by line: those of `gatepost serve --collect`, and those that an OpenTelemetry
 * Collector writes, a request on each line. What cannot be read is said, with the number of its line.
 */
import { stat } from 'node:fs/promises';
import { explained } from '../lib/files.js';
import { readChunks } from '../lib/log-files.js';
import { CutOff, decompressed, inUtf8 } from '../logs/byte-source.js';
import { isObject, part } from '../../server/otlp-json.js';
import { readOtlpRequest } from '../../server/otlp-read.js';

/** What a line, or one record of it, comes to. */
export type LineRead =
  | {
      readonly kind: 'event';
      /** As it was written, unless it was read from OTLP. */
      readonly event: Readonly<Record<string, unknown>>;
    }
  /** So many records, or the line itself. */
  | { readonly kind: 'unreadable'; readonly count: number };

/** A batch of a Collector takes some megabytes; nobody holds more in memory for one line. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;
/** Of a line of our own: many times what an event takes, and what the database takes. */
const MAX_EVENT_LENGTH = 1024 * 1024;
const LF = 10;

/** Requests in what other programs wrap them in, no deeper than this. */
const MAX_WRAPPERS = 3;

/** What every request of OTLP has in its line, however it is written or wrapped. */
export const OTLP_MARKS = ['resourceLogs', 'resource_logs', 'scopeLogs', 'scope_logs'] as const;

/**
 * @param matters a line of which it is false is passed over unread: reading each as JSON would cost the most
 * @throws CommandError when the file cannot be read to its end
 */
export async function* readEventLines(
  file: string,
  matters: (line: string) => boolean = () => true,
): AsyncGenerator<LineRead> {
  // Nothing in a file is later than the file: a clock that is ahead does not make days to come.
  const { mtimeMs: writtenMs } = await explained(`cannot read ${file}`, () => stat(file));
  for await (const line of linesOf(file)) {
    if (line === null) yield { kind: 'unreadable', count: 1 };
    else if (line.trim() !== '' && matters(line)) yield* eventsIn(line, writtenMs);
  }
}

function* eventsIn(line: string, writtenMs: number): Generator<LineRead> {
  const value = parsed(line);
  const requests = OTLP_MARKS.some((mark) => line.includes(mark)) ? requestsIn(value, 0) : [];
  if (requests.length === 0) {
    yield isObject(value) && line.length <= MAX_EVENT_LENGTH
      ? { kind: 'event', event: value }
      : { kind: 'unreadable', count: 1 };
    return;
  }
  for (const request of requests) {
    const read = readOtlpRequest(request, writtenMs);
    for (const event of read?.events ?? []) {
      yield {
        kind: 'event',
        event: { ...event, receivedAt: event.at < event.receivedAt ? event.at : event.receivedAt },
      };
    }
    // Of one file for all services, only ours are of interest.
    const count = read === null ? 1 : read.rejected - read.foreign;
    if (count > 0) yield { kind: 'unreadable', count };
  }
}

/** Also in a list, under a key of another object, or as a text in it, as programs that pass lines on write them. */
function requestsIn(value: unknown, depth: number): unknown[] {
  if (depth > MAX_WRAPPERS) return [];
  if (Array.isArray(value)) return value.flatMap((each) => requestsIn(each, depth + 1));
  if (typeof value === 'string') {
    return OTLP_MARKS.some((mark) => value.includes(mark)) ? requestsIn(parsed(value), depth + 1) : [];
  }
  if (!isObject(value)) return [];
  if (part(value, 'resourceLogs') !== undefined) return [value];
  if (part(value, 'scopeLogs') !== undefined) return [{ resourceLogs: [value] }];
  return Object.values(value).flatMap((each) => requestsIn(each, depth + 1));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Lines end with LF, or CR and LF, and with nothing else: signs that others take for the end of a line stand inside texts.
 * Null for one that is too long.
 */
async function* linesOf(file: string): AsyncGenerator<string | null> {
  const line = new LineBuffer();
  try {
    for await (const chunk of inUtf8(decompressed(readChunks(file, 'the events'), file), file)) {
      let start = 0;
      for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
        yield line.ended(chunk.subarray(start, end));
        start = end + 1;
      }
      line.add(chunk.subarray(start));
    }
  } catch (error) {
    // The rest of a compressed file is missing: its last line is no whole one.
    if (!(error instanceof CutOff)) throw error;
    yield null;
    return;
  }
  if (line.isBegun) yield line.ended(Buffer.alloc(0));
}

class LineBuffer {
  #parts: Buffer[] = [];
  #length = 0;

  get isBegun(): boolean {
    return this.#length > 0;
  }

  /** The bytes are only good until the next are asked for. */
  add(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length > MAX_LINE_BYTES) this.#parts = [];
    else if (bytes.length > 0) this.#parts.push(Buffer.from(bytes));
  }

  ended(bytes: Buffer): string | null {
    this.add(bytes);
    const text = this.#length > MAX_LINE_BYTES ? null : Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    return text?.replace(/^\uFEFF/, '').replace(/\r$/, '') ?? null;
  }
}
