/** The bytes of the object that is being read, from the chunks before this one. */

/** An object of more bytes than this is no record. */
const MAX_RECORD_BYTES = 1024 * 1024;

export class KeptBytes {
  #pieces: Buffer[] = [];
  #length = 0;

  get first(): Buffer | undefined {
    return this.#pieces[0];
  }

  fits(more: Buffer): boolean {
    return this.#length + more.length <= MAX_RECORD_BYTES;
  }

  keep(bytes: Buffer): void {
    this.#pieces.push(Buffer.from(bytes));
    this.#length += bytes.length;
  }

  with(more: Buffer): Buffer {
    return this.#pieces.length === 0 ? more : Buffer.concat([...this.#pieces, more]);
  }

  /** The last characters of what is kept and `more`, as Latin-1. */
  endWith(more: Buffer, length: number): string {
    let end = more.toString('latin1', Math.max(0, more.length - length));
    for (let piece = this.#pieces.length - 1; piece >= 0 && end.length < length; piece -= 1) {
      end = (this.#pieces[piece]?.toString('latin1') ?? '').slice(-length) + end;
    }
    return end;
  }

  clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }
}
