/** The fingerprints of a text that somebody hands over: what a company's filter is asked for. */
import { gramsOf, type FingerprintKind, type FingerprintOptions } from './grams.js';
import { winnowedPart, type Fingerprints } from './winnow.js';

export type { FingerprintKind, FingerprintOptions, Fingerprints };

/** How far apart fingerprints may be to count together, in normalised characters: about a dozen lines. */
export const STRETCH = 300;

/**
 * A hash cannot be turned back into text, but whoever knows the key can try guesses: they are for the extension's own worker.
 * @param text any string, also a malformed one; takes time in proportion to its length
 * @throws RangeError for a key that is none; never for a text
 */
export function fingerprintsOf(text: string, options: FingerprintOptions): Fingerprints {
  const [one, other] = gramsOf(text, options).map(winnowedPart);
  if (one === undefined || other === undefined) return one ?? { hashes: new Uint32Array(0), at: new Uint32Array(0) };
  const apart = (one.at.at(-1) ?? 0) + STRETCH + 1;
  return {
    hashes: joined(one.hashes, other.hashes),
    at: joined(
      one.at,
      other.at.map((place) => place + apart),
    ),
  };
}

function joined(one: Uint32Array, other: Uint32Array): Uint32Array {
  const both = new Uint32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
