/**
 * Joins the lines of a record whose fields hold line breaks, which stand in quotes. A quote that is never closed must not
 * take in what follows: then each line is handed over as it is.
 */

const QUOTE = 34;
const LINE_BREAK = Buffer.from('\n');
const MOST_LINES = 100;

/** @returns whether the bytes were a record */
type OnRecord = (bytes: Buffer, line: number) => boolean;
type OnLine = (bytes: Buffer, start: number, end: number, line: number) => void;

export class CsvRecords {
  #waiting: Buffer[] = [];
  #firstLine = 0;

  /** @param onJoined several lines as one @param onLine one line */
  constructor(
    private readonly onJoined: OnRecord,
    private readonly onLine: OnLine,
  ) {}

  /** @param line its number */
  push(bytes: Buffer, start: number, end: number, line: number): void {
    const odd = hasOddQuotes(bytes.subarray(start, end));
    if (this.#waiting.length === 0) {
      if (!odd) {
        this.onLine(bytes, start, end, line);
        return;
      }
      this.#firstLine = line;
    }
    this.#waiting.push(Buffer.from(bytes.subarray(start, end)));
    if (this.#waiting.length === 1) return;
    if (odd && this.onJoined(joined(this.#waiting), this.#firstLine)) this.#waiting = [];
    else if (odd || this.#waiting.length === MOST_LINES) this.end();
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** What waits for its other lines will not get them. */
  end(): void {
    const lines = this.#waiting;
    this.#waiting = [];
    for (const [index, line] of lines.entries()) this.onLine(line, 0, line.length, this.#firstLine + index);
  }
}

function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [LINE_BREAK, line])));
}

function hasOddQuotes(bytes: Buffer): boolean {
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}
