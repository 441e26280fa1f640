/**
 * Which grams count as fingerprints (Schleimer, Wilkerson and Aiken, "Winnowing", 2003): the least of every window of
 * neighbours, so that two texts with a long stretch in common choose the same ones there.
 */
import type { Grams } from './grams.js';
import { finish } from './keyed-hash.js';

export interface Fingerprints {
  /** Pairs: high and low half. */
  readonly hashes: Uint32Array;
  /** Where each begins, in normalised characters. */
  readonly at: Uint32Array;
}

/** Those of a whole file, for a filter. */
export function winnowed(grams: Grams): Fingerprints {
  return finished(grams, chosen(grams));
}

/**
 * Those of a part of a file, and every gram near its two ends: there a window of the whole file may have chosen any of them.
 */
export function winnowedPart(grams: Grams): Fingerprints {
  const places = chosen(grams);
  places.fill(1, 0, grams.window);
  places.fill(1, Math.max(0, places.length - grams.window));
  return finished(grams, places);
}

/** All of them, for what is to be in no filter. */
export function unwinnowed(grams: Grams): Fingerprints {
  return finished(grams, new Uint8Array(grams.first.length).fill(1));
}

/** A one at each place that is chosen. */
function chosen({ first, window }: Grams): Uint8Array {
  const places = new Uint8Array(first.length);
  let least = -1;
  for (let place = Math.min(window, first.length) - 1; place >= 0 && place < first.length; place += 1) {
    if (least > place - window) {
      if ((first[place] ?? 0) <= (first[least] ?? 0)) least = place;
    } else {
      least = Math.max(0, place - window + 1);
      for (let at = least + 1; at <= place; at += 1) if ((first[at] ?? 0) <= (first[least] ?? 0)) least = at;
    }
    places[least] = 1;
  }
  return places;
}

function finished({ first, second, at, hash }: Grams, places: Uint8Array): Fingerprints {
  let count = 0;
  for (const each of places) count += each;
  const some = { hashes: new Uint32Array(count * 2), at: new Uint32Array(count) };
  let next = 0;
  for (let place = 0; place < places.length; place += 1) {
    if (places[place] === 0) continue;
    finish(hash, first[place] ?? 0, second[place] ?? 0, some.hashes, next * 2);
    some.at[next] = at?.[place] ?? place;
    next += 1;
  }
  return some;
}
