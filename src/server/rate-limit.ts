/** How many requests one address may make: a bucket that refills at a steady pace. */

export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Many browsers share an address behind a company's gateway; each sends once a minute at most. */
const DEFAULT_RATE: RateLimit = { burst: 600, perSecond: 20 };

/** Addresses remembered; beyond, the one that was heard first is forgotten, and may begin anew. */
const MAX_ADDRESSES = 10_000;

export class RateLimiter {
  /** The one that was heard last comes last. */
  readonly #buckets = new Map<string, { left: number; atMs: number }>();

  constructor(private readonly limit: RateLimit = DEFAULT_RATE) {}

  /** @returns 0 when the request may be made; otherwise after how many seconds the next one may */
  take(address: string, nowMs: number): number {
    const bucket = this.#buckets.get(address) ?? { left: this.limit.burst, atMs: nowMs };
    const left = this.#refilled(bucket, nowMs);
    if (left < 1) return Math.max(1, Math.ceil((1 - left) / this.limit.perSecond));
    this.#buckets.delete(address);
    this.#buckets.set(address, { left: left - 1, atMs: nowMs });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MAX_ADDRESSES) break;
      this.#buckets.delete(oldest);
    }
    return 0;
  }

  #refilled({ left, atMs }: { left: number; atMs: number }, nowMs: number): number {
    return Math.min(this.limit.burst, left + (Math.max(0, nowMs - atMs) / 1000) * this.limit.perSecond);
  }
}
