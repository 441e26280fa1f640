/** The fields of a line that are separated by spaces, of a line alone or among the marks of many. */
import { LF, lineEnd, SPACE, type LineMarks } from './line-marks.js';

export class SpacedFields {
  /** Where each field begins. */
  readonly starts: Int32Array;
  /** Where each field ends. */
  readonly ends: Int32Array;

  /** @param most how many fields are looked for; what follows them is not */
  constructor(private readonly most: number) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
  }

  /** @returns how many fields there are between start and end */
  split(line: Buffer, start: number, end: number): number {
    let count = 0;
    let from = start;
    for (let at = start; at <= end && count < this.most; at += 1) {
      if (at < end && line[at] !== SPACE) continue;
      count = this.#add(count, from, at);
      from = at + 1;
    }
    return count;
  }

  /** The same of the line whose first mark comes next: spaces, and its end. */
  take(bytes: Buffer, start: number, marks: LineMarks): number {
    const { positions } = marks;
    let count = 0;
    let from = start;
    let { at } = marks;
    for (; count < this.most; at += 1) {
      const mark = positions[at] ?? 0;
      if (bytes[mark] === LF) {
        count = this.#add(count, from, lineEnd(bytes, start, mark));
        break;
      }
      count = this.#add(count, from, mark);
      from = mark + 1;
    }
    marks.at = at;
    return count;
  }

  #add(count: number, from: number, to: number): number {
    if (from >= to) return count;
    this.starts[count] = from;
    this.ends[count] = to;
    return count + 1;
  }
}
