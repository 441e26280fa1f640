/** The cells of a line among its marks: separators, quotes around a cell, and its end. */
import { CR, LF, lineEnd, QUOTE, SPACE, type LineMarks } from './line-marks.js';

export class MarkedCells {
  /** Where each cell begins, without its quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  /** @param count how many a line has @param spaced separators next to each other have no cell between them */
  constructor(
    readonly count: number,
    private readonly spaced: boolean,
  ) {
    // One too many has a place of its own.
    this.starts = new Int32Array(count + 1);
    this.ends = new Int32Array(count + 1);
  }

  /** Whether the line is written plainly: it has so many cells, and quotes stand around cells alone. */
  take(bytes: Buffer, start: number, marks: LineMarks): boolean {
    const { positions } = marks;
    let cell = 0;
    let from = start;
    for (let { at } = marks; ; at += 1) {
      let mark = positions[at] ?? 0;
      let to = mark;
      if (bytes[mark] === QUOTE) {
        if (mark !== from) return false;
        at = closingQuote(bytes, positions, at + 1);
        to = positions[at] ?? 0;
        mark = positions[at + 1] ?? 0;
        if (bytes[to] !== QUOTE || bytes[mark] === QUOTE) return false;
        const isNext = mark === to + 1 || (bytes[mark] === LF && mark === to + 2 && bytes[to + 1] === CR);
        if (!isNext) return false;
        at += 1;
        from += 1;
      }
      if (this.spaced && isOtherControl(bytes[mark] ?? 0)) return false;
      const isLast = bytes[mark] === LF || bytes[mark] === CR;
      if (bytes[mark] === CR && bytes[mark + 1] !== LF) return false;
      if (isLast && to === mark) to = lineEnd(bytes, from, mark);
      if (!this.spaced || to > from || bytes[to] === QUOTE) {
        this.starts[cell] = from;
        this.ends[cell] = to;
        cell += 1;
      }
      if (isLast) return this.#ends(marks, at, cell);
      if (cell > this.count) return false;
      from = mark + 1;
    }
  }

  isCell(cell: number, bytes: Buffer, text: Buffer): boolean {
    const start = this.starts[cell] ?? 0;
    if ((this.ends[cell] ?? 0) - start !== text.length) return false;
    return bytes.compare(text, 0, text.length, start, this.ends[cell]) === 0;
  }

  #ends(marks: LineMarks, at: number, cells: number): boolean {
    marks.at = at;
    return cells === this.count;
  }
}

/** Neither a space nor a part of a line's end. */
const isOtherControl = (byte: number): boolean => byte < SPACE && byte !== LF && byte !== CR;

/** The place of the next quote, or of the line's end. */
function closingQuote(bytes: Buffer, positions: Int32Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[positions[at] ?? 0];
    if (byte === QUOTE || byte === LF) return at;
    at += 1;
  }
}
