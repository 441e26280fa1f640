/**
 * Cuts a stream of bytes into lines, whatever the size of its chunks: LF and CRLF, a byte order mark at the beginning, a
 * last line without an end. Only the rest of an unfinished line is kept between chunks. A line that is not valid UTF-8 is
 * recoded, and flagged where it was read as Windows-1252.
 */
import { isUtf8 } from 'node:buffer';
import { UTF_8_MARK } from '../lib/text-encoding.js';
import { asUtf8 } from './line-encoding.js';
import { LF, lineEnd } from './line-marks.js';

/** A line of more bytes than this is handed over cut off there. */
const MAX_LINE_BYTES = 1024 * 1024;

export interface LineFlags {
  /** It was cut off at its most bytes. */
  readonly tooLong: boolean;
  /** It was not valid UTF-8. */
  readonly windows1252: boolean;
}

const PLAIN: LineFlags = { tooLong: false, windows1252: false };
const TOO_LONG: LineFlags = { tooLong: true, windows1252: false };
const RECODED: LineFlags = { tooLong: false, windows1252: true };

/** The bytes are only good until the call returns. */
type OnLine = (bytes: Buffer, start: number, end: number, flags: LineFlags) => void;
/** The same for whole lines of valid UTF-8, with their ends. */
type OnLines = (bytes: Buffer, start: number, end: number) => void;

export class LineSplitter {
  #rest = Buffer.alloc(0);
  #restLength = 0;
  #restTooLong = false;
  #begun = false;
  /** Whether all of the chunk is UTF-8; if a character of it is cut off, each line is looked at. */
  #isUtf8 = false;

  /** @param onLines in place of single lines where there are many */
  constructor(
    private readonly onLine: OnLine,
    private readonly onLines: OnLines | null = null,
  ) {}

  push(chunk: Buffer): void {
    this.#isUtf8 = isUtf8(chunk);
    let start = 0;
    if (this.#restLength > 0 || this.#restTooLong) {
      const end = chunk.indexOf(LF);
      if (end === -1) {
        this.#keep(chunk, 0, chunk.length);
        return;
      }
      this.#keep(chunk, 0, end);
      this.#endRest();
      start = end + 1;
    }
    for (let end = chunk.indexOf(LF, start); end !== -1; end = chunk.indexOf(LF, start)) {
      if (this.onLines !== null && this.#begun && this.#isUtf8) {
        end = chunk.lastIndexOf(LF);
        this.onLines(chunk, start, end + 1);
      } else this.#line(chunk, start, end, this.#isUtf8);
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk, start, chunk.length);
  }

  /** The last line may lack its end. */
  end(): void {
    if (this.#restLength > 0) this.#endRest();
  }

  #keep(chunk: Buffer, start: number, end: number): void {
    const wanted = this.#restLength + end - start;
    const length = Math.min(wanted, MAX_LINE_BYTES);
    this.#restTooLong ||= wanted > MAX_LINE_BYTES;
    if (length > this.#rest.length) {
      const larger = Buffer.allocUnsafe(Math.min(MAX_LINE_BYTES, Math.max(4096, length * 2)));
      this.#rest.copy(larger, 0, 0, this.#restLength);
      this.#rest = larger;
    }
    chunk.copy(this.#rest, this.#restLength, start, start + length - this.#restLength);
    this.#restLength = length;
  }

  #endRest(): void {
    const length = this.#restLength;
    const tooLong = this.#restTooLong;
    this.#restLength = 0;
    this.#restTooLong = false;
    if (tooLong) this.onLine(this.#rest, 0, length, TOO_LONG);
    else this.#line(this.#rest, 0, length, false);
  }

  #line(bytes: Buffer, start: number, end: number, knownUtf8: boolean): void {
    let first = start;
    if (!this.#begun) {
      this.#begun = true;
      if (bytes.compare(UTF_8_MARK, 0, 3, start, Math.min(start + 3, end)) === 0) first += 3;
    }
    const last = lineEnd(bytes, first, end);
    if (knownUtf8) this.onLine(bytes, first, last, PLAIN);
    else {
      const { bytes: line, windows1252 } = asUtf8(bytes.subarray(first, last));
      this.onLine(line, 0, line.length, windows1252 ? RECODED : PLAIN);
    }
  }
}
