/**
 * Makes visits of tunnels, which hide their pages: a tunnel of a person to a host begins a visit when there was none for
 * 30 minutes. What is remembered is bounded; two pairs in one place can make a visit too many, never one too few.
 */

const QUIET_SECONDS = 30 * 60;
const SLOTS = 1 << 18;

export class TunnelVisits {
  /** Of each slot the pair, and the second of its last tunnel; side by side, since fetching them is what takes time. */
  readonly #slots = new Int32Array(SLOTS * 2);

  /** @param pair hash of person and host @param timeMs NaN counts as the moment of the last one */
  begins(pair: number, timeMs: number): boolean {
    const slot = ((pair ^ (pair >>> 14)) & (SLOTS - 1)) * 2;
    const known = this.#slots[slot] === pair;
    const last = this.#slots[slot + 1] ?? 0;
    const second = Number.isNaN(timeMs) ? last : (timeMs / 1000) | 0;
    this.#slots[slot] = pair;
    this.#slots[slot + 1] = second;
    return !known || Math.abs(second - last) > QUIET_SECONDS;
  }
}
