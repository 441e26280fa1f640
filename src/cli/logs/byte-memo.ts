/** What was found out about a text of a log, found again by its bytes: the few texts of a field come back line after line. */

/** A longer text is looked at each time. */
const LONGEST = 48;

export class ByteMemo {
  /** Of each place: the bytes, how many there are and one more, and what was found out about them. */
  readonly #bytes: Uint8Array;
  readonly #lengths: Uint8Array;
  readonly #values: Int32Array;
  readonly #mask: number;

  /** @param find what is to be found out @param places a power of two; two texts in one place drive each other out */
  constructor(
    private readonly find: (text: string) => number,
    places = 256,
  ) {
    this.#bytes = new Uint8Array(places * LONGEST);
    this.#lengths = new Uint8Array(places);
    this.#values = new Int32Array(places);
    this.#mask = places - 1;
  }

  of(bytes: Buffer, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST) return this.find(bytes.toString('utf8', start, end));
    let hash = length;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const place = (hash ^ (hash >>> 15)) & this.#mask;
    if (this.#lengths[place] === length + 1 && this.#isAt(place * LONGEST, bytes, start, end)) {
      return this.#values[place] ?? 0;
    }
    return this.#remember(place, bytes, start, end);
  }

  #isAt(from: number, bytes: Buffer, start: number, end: number): boolean {
    const kept = this.#bytes;
    for (let at = start; at < end; at += 1) if (kept[from + at - start] !== bytes[at]) return false;
    return true;
  }

  #remember(place: number, bytes: Buffer, start: number, end: number): number {
    const value = this.find(bytes.toString('utf8', start, end));
    this.#bytes.set(bytes.subarray(start, end), place * LONGEST);
    this.#lengths[place] = end - start + 1;
    this.#values[place] = value;
    return value;
  }
}
