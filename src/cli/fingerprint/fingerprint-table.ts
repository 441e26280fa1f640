/** Many fingerprints with a number each: an open hash table in typed arrays, since a map of objects would not hold millions. */

const FIRST_SLOTS = 1 << 20;
const FULL = 0.6;
/** A table of millions is copied once or twice while it grows. */
const GROWTH = 4;

export class FingerprintTable {
  #count = 0;
  #pairs = new Uint32Array(FIRST_SLOTS * 2);
  /** One more than the number; 0: the slot is free. */
  #numbers = new Uint32Array(FIRST_SLOTS);

  /** With another number where there is one already. */
  add(high: number, low: number, number: number, again: (before: number) => number): void {
    if (this.#count + 1 > this.#numbers.length * FULL) this.#grow();
    const slot = this.#slotOf(high, low);
    const before = this.#numbers[slot] ?? 0;
    if (before === 0) {
      this.#count += 1;
      this.#pairs[slot * 2] = high;
      this.#pairs[slot * 2 + 1] = low;
      this.#numbers[slot] = number + 1;
    } else this.#numbers[slot] = again(before - 1) + 1;
  }

  /** False when it is not there, or has that number already. */
  change(high: number, low: number, number: number): boolean {
    const slot = this.#slotOf(high, low);
    const before = this.#numbers[slot];
    if (before === 0 || before === number + 1) return false;
    this.#numbers[slot] = number + 1;
    return true;
  }

  /** How many have that number. */
  countOf(number: number): number {
    let count = 0;
    for (const each of this.#numbers) if (each === number + 1) count += 1;
    return count;
  }

  /** Pairs of those whose number is wanted, high and low half. The same contents give the same order, however they were put in. */
  pairsWhere(isWanted: (number: number) => boolean): Uint32Array {
    let count = 0;
    const halves = new Uint32Array(this.#count * 2);
    for (let slot = 0; slot < this.#numbers.length; slot += 1) {
      const number = this.#numbers[slot] ?? 0;
      if (number === 0 || !isWanted(number - 1)) continue;
      halves[count * 2] = this.#pairs[slot * 2 + 1] ?? 0;
      halves[count * 2 + 1] = this.#pairs[slot * 2] ?? 0;
      count += 1;
    }
    const sorted = halves.subarray(0, count * 2);
    new BigUint64Array(sorted.buffer, 0, count).sort();
    for (let at = 0; at < sorted.length; at += 2) [sorted[at], sorted[at + 1]] = [sorted[at + 1] ?? 0, sorted[at] ?? 0];
    return sorted;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#numbers.length - 1;
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask;
    while (
      this.#numbers[slot] !== 0 &&
      (this.#pairs[slot * 2] !== high >>> 0 || this.#pairs[slot * 2 + 1] !== low >>> 0)
    )
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [pairs, numbers] = [this.#pairs, this.#numbers];
    this.#pairs = new Uint32Array(pairs.length * GROWTH);
    this.#numbers = new Uint32Array(numbers.length * GROWTH);
    for (let slot = 0; slot < numbers.length; slot += 1) {
      const number = numbers[slot] ?? 0;
      if (number === 0) continue;
      const into = this.#slotOf(pairs[slot * 2] ?? 0, pairs[slot * 2 + 1] ?? 0);
      this.#pairs[into * 2] = pairs[slot * 2] ?? 0;
      this.#pairs[into * 2 + 1] = pairs[slot * 2 + 1] ?? 0;
      this.#numbers[into] = number;
    }
  }
}
