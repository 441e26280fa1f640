/** How much of a text a filter knows. What counts is density: the few hits that any long text has by chance lie far apart. */
import type { CodeFilter } from './filter.js';
import { STRETCH, type Fingerprints } from './fingerprints.js';

/**
 * So many different fingerprints within one stretch are no chance; one less will do in a short text, which has fewer chances, and
 * a long one needs one more. `npm run bench -- fingerprint` shows what that finds and misses.
 */
export const FOUND_FROM = 4;
/** Normalised characters: about 15 and 60 lines. */
const [SHORT, LONG] = [400, 1_500];

/** Whether a text is the company's own. */
export function isRecognised(fingerprints: Fingerprints, filter: Pick<CodeFilter, 'has'>): boolean {
  const length = fingerprints.at.at(-1) ?? 0;
  const needed = length < SHORT ? FOUND_FROM - 1 : length < LONG ? FOUND_FROM : FOUND_FROM + 1;
  return densest(fingerprints, filter) >= needed;
}

/** 53 of the bits of a fingerprint: as many as a number holds. */
export const hitNumber = (high: number, low: number): number => high * 2 ** 21 + (low >>> 11);

/** The most different fingerprints of the filter within one stretch. */
export function densest({ hashes, at }: Fingerprints, filter: Pick<CodeFilter, 'has'>): number {
  const hits: { readonly place: number; readonly hash: number }[] = [];
  const within = new Map<number, number>();
  let [most, oldest] = [0, 0];
  for (let index = 0; index < at.length; index += 1) {
    const [high, low] = [hashes[index * 2] ?? 0, hashes[index * 2 + 1] ?? 0];
    if (!filter.has(high, low)) continue;
    const place = at[index] ?? 0;
    const hash = hitNumber(high, low);
    hits.push({ place, hash });
    within.set(hash, (within.get(hash) ?? 0) + 1);
    for (let old = hits[oldest]; old !== undefined && place - old.place > STRETCH; old = hits[oldest]) {
      const left = (within.get(old.hash) ?? 1) - 1;
      if (left === 0) within.delete(old.hash);
      else within.set(old.hash, left);
      oldest += 1;
    }
    most = Math.max(most, within.size);
  }
  return most;
}
