/**
 * Finds every byte of a few kinds in a stretch of a log at once: ends of lines, and what separates the fields of its format. Byte
 * by byte this takes ten times as long as WebAssembly, which looks at 16 bytes together; where it cannot run, bytes are looked at
 * one by one.
 */

export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
/** How many bytes are looked at together; the positions of them all must find room. */
export const MOST_BYTES = 131_072;
const VECTOR_BYTES = 16;
const PAGE_BYTES = 65_536;
const OUT = MOST_BYTES + VECTOR_BYTES;

interface Finder {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** @returns where the positions end in memory */
  readonly find: (length: number, shift: number, ...kinds: readonly number[]) => number;
}

export class LineMarks {
  /** Of the bytes of the kinds, in their order; the last one is the end of a line. */
  readonly positions: Int32Array;
  /** The place among the positions that a reader has come to. */
  at = 0;
  readonly #finder: Finder | null;
  readonly #memory: Uint8Array;
  readonly #kinds: readonly number[];

  /** @param kinds three at most, beside the ends of lines @param below every byte below this one, too */
  constructor(
    [one = LF, two = LF, three = LF]: readonly number[],
    private readonly below = 0,
    finder: Finder | null = newFinder(),
  ) {
    this.#kinds = [below, LF, one, two, three];
    this.#finder = finder;
    this.#memory = new Uint8Array(finder === null ? new ArrayBuffer(0) : finder.memory.buffer);
    this.positions = finder === null ? new Int32Array(MOST_BYTES) : new Int32Array(finder.memory.buffer, OUT);
  }

  /**
   * Looks at whole lines, as many as there is room for.
   * @returns behind the end of the last line that was found; `from` when the first one is longer
   */
  find(bytes: Buffer, from: number, to: number): number {
    const end = Math.min(to, from + MOST_BYTES);
    const { positions } = this;
    let count =
      this.#finder === null ? this.#findSingly(bytes, from, end) : this.#findTogether(this.#finder, bytes, from, end);
    while (count > 0) {
      const last = positions[count - 1] ?? 0;
      if (last < end && bytes[last] === LF) break;
      count -= 1;
    }
    this.at = 0;
    return count === 0 ? from : (positions[count - 1] ?? 0) + 1;
  }

  /** Behind the bytes stand older ones, so there can be positions beyond the end. */
  #findTogether({ find }: Finder, bytes: Buffer, from: number, end: number): number {
    this.#memory.set(bytes.subarray(from, end));
    return (find(end - from, from, ...this.#kinds) - OUT) >> 2;
  }

  #findSingly(bytes: Buffer, from: number, end: number): number {
    const [, , one, two, three] = this.#kinds;
    let count = 0;
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= this.below && byte !== LF && byte !== one && byte !== two && byte !== three) continue;
      this.positions[count] = at;
      count += 1;
    }
    return count;
  }
}

/** @param mark where LF stands */
export function lineEnd(bytes: Buffer, start: number, mark: number): number {
  return mark > start && bytes[mark - 1] === CR ? mark - 1 : mark;
}

/** The instructions of WebAssembly that are used; those that begin with 0xfd look at 16 bytes. */
const LOOP = [0x02, 0x40, 0x03, 0x40];
const AGAIN = [0x0c, 0];
const END = 0x0b;
const LEAVE_IF = [0x0d, 1];
const IS_ZERO = 0x45;
const NOT_BELOW = 0x4f;
const TRAILING_ZEROS = 0x68;
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const AND = 0x71;
const STORE = [0x36, 2, 0];
const LOAD_16 = [0xfd, 0, 0, 0];
const SPREAD_16 = [0xfd, 15];
const EQUAL_16 = [0xfd, 35];
const BELOW_16 = [0xfd, 38];
const OR_16 = [0xfd, 80];
const BITS_16 = [0xfd, 100];
const I32 = 0x7f;
const V128 = 0x7b;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signed(value)];

/** Parameters, and then locals. */
const LENGTH = 0;
const SHIFT = 1;
/** What the bytes are compared with: all below the first one are looked for, and those that are the others. */
const KIND = 2;
const KINDS = 5;
const AT = KIND + KINDS;
const TARGET = AT + 1;
const BITS = AT + 2;
const BYTES = AT + 3;
const SPREAD_KIND = AT + 4;

/** For 16 bytes after 16: a bit for each that is of one of the kinds, and its position for each bit. */
function instructions(): number[] {
  const kinds = Array.from({ length: KINDS }, (_, kind) => kind);
  return [
    ...kinds.flatMap((kind) => [...get(KIND + kind), ...SPREAD_16, ...set(SPREAD_KIND + kind)]),
    ...[...constant(OUT), ...set(TARGET), ...LOOP, ...get(AT), ...get(LENGTH), NOT_BELOW, ...LEAVE_IF],
    ...[...get(AT), ...LOAD_16, ...set(BYTES)],
    ...kinds.flatMap((kind) => [
      ...get(BYTES),
      ...get(SPREAD_KIND + kind),
      ...(kind === 0 ? BELOW_16 : EQUAL_16),
      ...(kind === 0 ? [] : OR_16),
    ]),
    ...[...BITS_16, ...set(BITS), ...LOOP, ...get(BITS), IS_ZERO, ...LEAVE_IF],
    ...[...get(TARGET), ...get(AT), ...get(SHIFT), ADD, ...get(BITS), TRAILING_ZEROS, ADD, ...STORE],
    ...[...get(TARGET), ...constant(4), ADD, ...set(TARGET)],
    ...[...get(BITS), ...get(BITS), ...constant(1), SUBTRACT, AND, ...set(BITS), ...AGAIN, END, END],
    ...[...get(AT), ...constant(VECTOR_BYTES), ADD, ...set(AT), ...AGAIN, END, END, ...get(TARGET), END],
  ];
}

/** Null where WebAssembly, or its instructions for 16 bytes, cannot run. */
function newFinder(): Finder | null {
  const parameters = Array.from({ length: AT }, () => I32);
  const code = [2, 3, I32, KINDS + 1, V128, ...instructions()];
  const pages = Math.ceil((OUT + MOST_BYTES * 4 + VECTOR_BYTES * 4) / PAGE_BYTES);
  const names = [2, ...exported('find', 0), ...exported('memory', 2)];
  const binary = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters.length, ...parameters, 1, I32]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, pages]),
    ...section(7, names),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(binary)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as unknown as Finder;
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];

const exported = (name: string, kind: number): number[] => [name.length, ...Buffer.from(name), kind, 0];

/** Numbers of any size are written seven bits at a time. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
