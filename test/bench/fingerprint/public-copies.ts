/** Recognised code of others that was read by hand and is the same in both for a reason: one copied from the other, or both from a third. */

const COPIES: readonly (readonly [place: RegExp, reason: string])[] = [];

/** Why it is a copy; null: it is not known to be one. */
export function knownCopies(place: string): string | null {
  return COPIES.find(([pattern]) => pattern.test(place))?.[1] ?? null;
}
