/** Whether a text of JSON is open, in which brackets are no brackets. */

const QUOTE = 34;
const BACKSLASH = 92;

export class JsonText {
  isOpen = false;
  #isEscaped = false;

  /** @returns whether the byte is a part of a text */
  take(byte: number): boolean {
    if (!this.isOpen) {
      this.isOpen = byte === QUOTE;
      return this.isOpen;
    }
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.isOpen = false;
    return true;
  }

  leave(): void {
    this.isOpen = false;
    this.#isEscaped = false;
  }
}
