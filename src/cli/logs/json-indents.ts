/**
 * How far the lines of a JSON document stand in. Whoever writes an object over several lines indents them, which tells where
 * an object ends that was cut off, and which lines are left of it.
 */
export class JsonIndents {
  #atLineStart = true;
  #indent = 0;
  /** Spaces before the object that is being read; -1: it does not begin its line. */
  #ofObject = -1;
  /** Lines that began since then. */
  #lines = 0;
  /** Its second line stands further in. */
  #isIndented = false;
  /** The indent of an object that was given up, whose lines go on; -1: none. */
  #ofLost = -1;

  /** Nothing but spaces was met on this line. */
  get atLineStart(): boolean {
    return this.#atLineStart;
  }

  get isOutermost(): boolean {
    return this.#indent === 0;
  }

  startLine(): void {
    this.#indent = 0;
    this.#lines += 1;
    this.#atLineStart = true;
  }

  space(): void {
    this.#indent += 1;
  }

  startObject(beginsLine: boolean): void {
    this.#ofObject = beginsLine ? this.#indent : -1;
    this.#lines = 0;
    this.#isIndented = false;
  }

  /** Something else than a space. @returns whether it is the first of its line */
  leaveLineStart(): boolean {
    const isFirst = this.#atLineStart;
    this.#atLineStart = false;
    if (isFirst && this.#lines === 1) this.#isIndented = this.#indent > this.#ofObject;
    return isFirst;
  }

  /** What goes on has no indent of its own to hold its lines against. */
  forgetObject(): void {
    this.#isIndented = false;
  }

  /** Goes back to where the object begins that is being read. */
  rewind(): void {
    this.#atLineStart = this.#ofObject >= 0;
    this.#indent = Math.max(0, this.#ofObject);
  }

  /** Whoever indents puts a line no further in than the object only behind its end: what is there was cut off. */
  get isBeyondObject(): boolean {
    return this.#atLineStart && this.#isIndented && this.#indent <= this.#ofObject;
  }

  /** The object that is being read was given up: its other lines say nothing. */
  loseObject(): void {
    if (this.#isIndented) this.#ofLost = this.#ofObject;
  }

  /** Whether a line that begins so is still one of a lost object; its end is the last of them. */
  isLost(beginsWithEnd: boolean): boolean {
    if (this.#ofLost < 0 || this.#indent < this.#ofLost) {
      this.#ofLost = -1;
      return false;
    }
    const isWithin = this.#indent > this.#ofLost;
    if (!isWithin) this.#ofLost = -1;
    return isWithin || beginsWithEnd;
  }
}
