/** Reads many whole lines of a log after finding the marks of all of them together. */
import { LF, lineEnd, LineMarks } from './line-marks.js';
import type { LineResult, LogReader, LogRecord, MarkedLines } from './log-record.js';

/** @param result null: the line is not written plainly */
type OnMarked = (result: LineResult | null, bytes: Buffer, start: number, end: number) => void;

/** The reader's way with marks and those, once there are lines. */
interface Begun {
  readonly marked: MarkedLines;
  readonly marks: LineMarks;
}

export class MarkedBlock {
  #begun: Begun | null = null;

  constructor(
    private readonly reader: LogReader,
    private readonly record: LogRecord,
    private readonly onLine: OnMarked,
  ) {}

  /** @param to behind the end of a line */
  readonly read = (bytes: Buffer, from: number, to: number): void => {
    this.#begun ??= begunWith(this.reader);
    let start = from;
    while (start < to) {
      const found = this.#begun === null ? to : this.#begun.marks.find(bytes, start, to);
      if (this.#begun === null || found === start || this.#begun.marked.suits?.(bytes, start, found) === false) {
        start = this.#readSingly(bytes, start, found);
      } else start = this.#readMarked(this.#begun, bytes, start, found);
    }
  };

  /** One line at least. */
  #readSingly(bytes: Buffer, from: number, to: number): number {
    let start = from;
    do {
      const end = bytes.indexOf(LF, start);
      this.onLine(null, bytes, start, lineEnd(bytes, start, end));
      start = end + 1;
    } while (start < to);
    return start;
  }

  #readMarked({ marked, marks }: Begun, bytes: Buffer, from: number, to: number): number {
    const { positions } = marks;
    let start = from;
    while (start < to) {
      const result = marked.read(bytes, start, marks, this.record);
      let mark = positions[marks.at] ?? 0;
      while (bytes[mark] !== LF) {
        marks.at += 1;
        mark = positions[marks.at] ?? 0;
      }
      marks.at += 1;
      this.onLine(result, bytes, start, lineEnd(bytes, start, mark));
      start = mark + 1;
    }
    return to;
  }
}

/** What is marked may depend on the lines before. */
function begunWith({ marked }: LogReader): Begun | null {
  return marked === undefined ? null : { marked, marks: new LineMarks(marked.kinds, marked.below) };
}
