/**
 * Whether a press on the block page is meant for it. A website can open the page under its reader's pointer, between the two
 * presses of a double click: so what acts waits until the page has been in front for a moment, and for a press that began
 * after that. Times are milliseconds of the page's monotonic clock, as `performance.now()` and `Event.timeStamp` have them.
 */
export const IN_FRONT_MS = 1_000;

export class FrontWatch {
  #inFrontSinceMs: number | null = null;
  /** When the press began that has not become a click yet. */
  #pressBeganMs: number | null = null;

  /** The page came to the front, or shows something else to act on: the moment begins anew. */
  begin(nowMs: number): void {
    this.#inFrontSinceMs = nowMs;
  }

  /** It is hidden, or another window, frame or field of the browser has the keyboard. */
  end(): void {
    this.#inFrontSinceMs = null;
    this.#pressBeganMs = null;
  }

  get isInFront(): boolean {
    return this.#inFrontSinceMs !== null;
  }

  isReady(nowMs: number): boolean {
    return this.#inFrontSinceMs !== null && nowMs - this.#inFrontSinceMs >= IN_FRONT_MS;
  }

  /** A key or button went down. @param isRepeat of a key that is held: nobody knows since when */
  press(atMs: number, isRepeat: boolean): void {
    this.#pressBeganMs = isRepeat ? Number.NEGATIVE_INFINITY : atMs;
  }

  /**
   * @param clickedMs what assistive technology sets off has no press before it, and begins with the click
   * @returns whether the press that ends in this click began when the page was ready
   */
  takeClick(clickedMs: number): boolean {
    const beganMs = this.#pressBeganMs ?? clickedMs;
    this.#pressBeganMs = null;
    return this.isReady(beganMs);
  }
}
