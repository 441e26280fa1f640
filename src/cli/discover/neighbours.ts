/**
 * Counts, for hosts of a log, how often the same person uses a known AI tool within minutes. What is remembered of people is a
 * hash each, and as much as the last minutes take; nothing of it is printed.
 */

const MINUTES_MS = 10 * 60_000;
/** People beyond these are counted without neighbours. */
const MOST_PEOPLE = 200_000;
/** Of one person, hosts that wait for a tool to follow. */
const MOST_WAITING = 16;

interface Person {
  lastToolMs: number;
  waiting: { readonly host: Neighbours; readonly atMs: number }[];
}

/** Of one host. */
export interface Neighbours {
  /** Requests with a moment and a person. */
  counted: number;
  /** Those with a tool before or after. */
  near: number;
}

export class NeighbourCounts {
  readonly all: Neighbours = { counted: 0, near: 0 };
  readonly #people = new Map<number, Person>();

  /** @param person a hash */
  tool(person: number, timeMs: number): void {
    const known = this.#person(person);
    if (known === null || Number.isNaN(timeMs)) return;
    known.lastToolMs = timeMs;
    for (const { host, atMs } of known.waiting) {
      if (Math.abs(timeMs - atMs) > MINUTES_MS) continue;
      host.near += 1;
      this.all.near += 1;
    }
    known.waiting = [];
  }

  other(host: Neighbours, person: number, timeMs: number): void {
    const known = this.#person(person);
    if (known === null || Number.isNaN(timeMs)) return;
    host.counted += 1;
    this.all.counted += 1;
    if (Math.abs(timeMs - known.lastToolMs) <= MINUTES_MS) {
      host.near += 1;
      this.all.near += 1;
      return;
    }
    if (known.waiting.length >= MOST_WAITING) known.waiting.shift();
    known.waiting.push({ host, atMs: timeMs });
  }

  #person(person: number): Person | null {
    const known = this.#people.get(person);
    if (known !== undefined) return known;
    if (this.#people.size >= MOST_PEOPLE) return null;
    const made: Person = { lastToolMs: -Infinity, waiting: [] };
    this.#people.set(person, made);
    return made;
  }
}
