/**
 * Finds the fields of a line that are separated by spaces. Byte by byte, a processor guesses wrong at the end of nearly every
 * field; so 32 bytes at a time are turned into a number with a bit for each space, and the fields end where its bits say.
 */

const SPACE = 32;
const BLOCK_BYTES = 32;

export class SpacedFields {
  /** Where each field ends. */
  readonly ends: Int32Array;
  #first = 0;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #viewed: Buffer | null = null;

  /** @param most how many fields are looked for; what follows them is not */
  constructor(private readonly most: number) {
    this.ends = new Int32Array(most);
  }

  /** @returns how many fields there are between start and end */
  split(line: Buffer, start: number, end: number): number {
    if (this.#viewed !== line) this.#look(line);
    const view = this.#view;
    const bytes = line.length;
    const ends = this.ends;
    const most = this.most;
    this.#first = start;
    let count = 0;
    let spaceBefore = 1;
    for (let at = start; at < end && count < most; at += BLOCK_BYTES) {
      const spaces = (at + BLOCK_BYTES > bytes ? spacesOf(line, at, end) : spacesIn(view, at)) | spacesFrom(end - at);
      let bits = spaces & ~((spaces << 1) | spaceBefore);
      spaceBefore = spaces >>> 31;
      while (bits !== 0 && count < most) {
        ends[count] = at + 31 - Math.clz32(bits & -bits);
        count += 1;
        bits &= bits - 1;
      }
    }
    if (spaceBefore === 1 || count === most) return count;
    ends[count] = end;
    return count + 1;
  }

  /** Where a field begins that was found. */
  start(line: Buffer, field: number): number {
    let at = field === 0 ? this.#first : (this.ends[field - 1] ?? 0);
    while (line[at] === SPACE) at += 1;
    return at;
  }

  #look(line: Buffer): void {
    this.#viewed = line;
    this.#view = new DataView(line.buffer, line.byteOffset, line.length);
  }
}

/** A bit for each space of the 32 bytes. */
function spacesIn(view: DataView, at: number): number {
  return (
    spacesOfFour(view, at) |
    (spacesOfFour(view, at + 4) << 4) |
    (spacesOfFour(view, at + 8) << 8) |
    (spacesOfFour(view, at + 12) << 12) |
    (spacesOfFour(view, at + 16) << 16) |
    (spacesOfFour(view, at + 20) << 20) |
    (spacesOfFour(view, at + 24) << 24) |
    (spacesOfFour(view, at + 28) << 28)
  );
}

/** Four bytes at once: a byte that is none keeps its highest bit through the sum, or has another; then the four bits move together. */
function spacesOfFour(view: DataView, at: number): number {
  const others = view.getInt32(at, true) ^ 0x20202020;
  const marks = ~(((others & 0x7f7f7f7f) + 0x7f7f7f7f) | others | 0x7f7f7f7f);
  return Math.imul(marks >>> 7, 0x10204080) >>> 28;
}

/** The same where there are no 32 bytes any more. */
function spacesOf(line: Buffer, at: number, end: number): number {
  let spaces = 0;
  for (let bit = 0; at + bit < end; bit += 1) if (line[at + bit] === SPACE) spaces |= 1 << bit;
  return spaces;
}

/** What follows the line counts as spaces. */
const spacesFrom = (length: number): number => (length < BLOCK_BYTES ? -1 << length : 0);
