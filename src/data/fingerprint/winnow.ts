/**
 * Which grams count as fingerprints (Schleimer, Wilkerson and Aiken, "Winnowing", 2003): the least hash of every window of
 * neighbours, so that two texts with a long stretch in common choose the same ones there.
 */
import type { Fingerprints } from './grams.js';

/** Grams a window. Fewer are found in shorter stretches, and need larger filters. */
export const WINDOW = { code: 20, text: 6 } as const;

/** Those of a whole file, for a filter. */
export function winnowed(grams: Fingerprints, window: number): Fingerprints {
  return picked(grams, chosen(grams, window));
}

/**
 * Those of a part of a file, and every gram near its two ends: there a window of the whole file may have chosen any of them.
 */
export function winnowedPart(grams: Fingerprints, window: number): Fingerprints {
  const places = chosen(grams, window);
  const count = grams.at.length;
  if (count <= 2 * window) return grams;
  for (let place = 0; place < window; place += 1) places[place] = places[count - 1 - place] = 1;
  return picked(grams, places);
}

/** A one at each place that is chosen. */
function chosen({ hashes, at: { length } }: Fingerprints, window: number): Uint8Array {
  const places = new Uint8Array(length);
  // Places of the window whose hash is less than all behind them, least first.
  const least = new Uint32Array(length);
  let [from, to] = [0, 0];
  for (let place = 0; place < length; place += 1) {
    const hash = hashes[place * 2] ?? 0;
    while (to > from && (hashes[(least[to - 1] ?? 0) * 2] ?? 0) >= hash) to -= 1;
    least[to++] = place;
    if ((least[from] ?? 0) + window <= place) from += 1;
    if (place + 1 >= window || place + 1 === length) places[least[from] ?? 0] = 1;
  }
  return places;
}

function picked({ hashes, at }: Fingerprints, places: Uint8Array): Fingerprints {
  let count = 0;
  for (const each of places) count += each;
  const some = { hashes: new Uint32Array(count * 2), at: new Uint32Array(count) };
  let next = 0;
  for (let place = 0; place < places.length; place += 1) {
    if (places[place] === 0) continue;
    some.hashes[next * 2] = hashes[place * 2] ?? 0;
    some.hashes[next * 2 + 1] = hashes[place * 2 + 1] ?? 0;
    some.at[next] = at[place] ?? 0;
    next += 1;
  }
  return some;
}
