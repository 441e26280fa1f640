/** Where the texts of a structured file stand: each is found again by its content, in the order of the file. */

export interface PlacedText {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export class TextPlaces {
  readonly #lines = new Map<string, number[]>();

  constructor(texts: Iterable<PlacedText>) {
    for (const { text, line } of texts) {
      const known = this.#lines.get(text);
      if (known === undefined) this.#lines.set(text, [line]);
      else known.push(line);
    }
  }

  /** The line of the text's next occurrence, or of its last. */
  next(text: string): number {
    const lines = this.#lines.get(text) ?? [];
    return (lines.length > 1 ? lines.shift() : lines[0]) ?? 1;
  }
}
