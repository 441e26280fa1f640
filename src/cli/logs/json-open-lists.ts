/** The lists of records that are open in a JSON document, by the depth at which their elements stand. */

/** Lists of records stand no deeper in what wraps them, such as `hits.hits`; and no more of them within one another. */
export const DEEPEST_LIST = 2;

export class OpenLists {
  readonly #depths: number[] = [];

  get count(): number {
    return this.#depths.length;
  }

  /** Whoever opens millions of lists fills no memory: the outer ones are enough to tell where objects stand. */
  open(depth: number): void {
    if (this.#depths.length <= DEEPEST_LIST) this.#depths.push(depth);
  }

  /** @param depth of what is open now @returns whether the last list that was open ended by it */
  closeAt(depth: number): boolean {
    if (depth >= (this.#depths.at(-1) ?? 0)) return false;
    this.#depths.pop();
    return this.#depths.length === 0;
  }

  clear(): void {
    this.#depths.length = 0;
  }
}
