/**
 * Makes visits of tunnels, which hide their pages: a tunnel of a person to a host begins a visit when there was none for
 * 30 minutes. What is remembered is bounded; two pairs in one place can make a visit too many, never one too few.
 */

const QUIET_MS = 30 * 60_000;
const SLOTS = 1 << 18;

export class TunnelVisits {
  readonly #pairs = new Int32Array(SLOTS);
  readonly #lastMs = new Float64Array(SLOTS);

  /** @param pair hash of person and host @param timeMs NaN counts as the moment of the last one */
  begins(pair: number, timeMs: number): boolean {
    const slot = (pair ^ (pair >>> 14)) & (SLOTS - 1);
    const known = this.#pairs[slot] === pair;
    const lastMs = this.#lastMs[slot] ?? 0;
    this.#pairs[slot] = pair;
    this.#lastMs[slot] = Number.isNaN(timeMs) ? lastMs : timeMs;
    return !known || Math.abs(timeMs - lastMs) > QUIET_MS;
  }
}
