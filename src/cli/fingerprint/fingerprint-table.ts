/** Many fingerprints with a number each: an open hash table in typed arrays, since a map of objects would not hold millions. */

const FIRST_SLOTS = 1 << 12;
const FULL = 0.6;

export class FingerprintTable {
  #count = 0;
  #pairs = new Uint32Array(FIRST_SLOTS * 2);
  /** One more than the number; 0: the slot is free. */
  #numbers = new Uint32Array(FIRST_SLOTS);

  get count(): number {
    return this.#count;
  }

  /** Null when it is not there. */
  get(high: number, low: number): number | null {
    const number = this.#numbers[this.#slotOf(high, low)] ?? 0;
    return number === 0 ? null : number - 1;
  }

  set(high: number, low: number, number: number): void {
    if (this.#count + 1 > this.#numbers.length * FULL) this.#grow();
    const slot = this.#slotOf(high, low);
    if (this.#numbers[slot] === 0) this.#count += 1;
    this.#pairs[slot * 2] = high;
    this.#pairs[slot * 2 + 1] = low;
    this.#numbers[slot] = number + 1;
  }

  /** Pairs of those whose number is wanted. The same contents give the same order, however they were put in. */
  pairsWhere(isWanted: (number: number) => boolean): Uint32Array {
    const slots: number[] = [];
    for (const [slot, number] of this.#numbers.entries()) if (number !== 0 && isWanted(number - 1)) slots.push(slot);
    const pairs = new BigUint64Array(slots.length);
    for (const [at, slot] of slots.entries())
      pairs[at] = (BigInt(this.#pairs[slot * 2] ?? 0) << 32n) | BigInt(this.#pairs[slot * 2 + 1] ?? 0);
    pairs.sort();
    return Uint32Array.from({ length: pairs.length * 2 }, (_, at) =>
      Number(at % 2 === 0 ? (pairs[at / 2] ?? 0n) >> 32n : (pairs[(at - 1) / 2] ?? 0n) & 0xffffffffn),
    );
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
    this.#pairs = new Uint32Array(pairs.length * 2);
    this.#numbers = new Uint32Array(numbers.length * 2);
    for (const [slot, number] of numbers.entries()) {
      if (number === 0) continue;
      const into = this.#slotOf(pairs[slot * 2] ?? 0, pairs[slot * 2 + 1] ?? 0);
      this.#pairs[into * 2] = pairs[slot * 2] ?? 0;
      this.#pairs[into * 2 + 1] = pairs[slot * 2 + 1] ?? 0;
      this.#numbers[into] = number;
    }
  }
}
