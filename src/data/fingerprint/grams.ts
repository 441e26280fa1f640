/** The hashes of all overlapping stretches of a text ("grams"): so many characters of code, or so many words of a document. */
import { finish, keyedHash, mixed, type Half, type KeyedHash } from './keyed-hash.js';
import { normalised, type Normalised } from './normalise.js';

/** `both`: fingerprints of both kinds, far enough apart that no stretch holds some of each. */
export type FingerprintKind = 'code' | 'text' | 'both';

export interface Fingerprints {
  /** Pairs: high and low half. */
  readonly hashes: Uint32Array;
  /** Where each begins, in normalised characters. */
  readonly at: Uint32Array;
}

export interface FingerprintOptions {
  /** A company's own, 32 hexadecimal digits. */
  readonly key: string;
  readonly kind: FingerprintKind;
}

/** How far apart fingerprints may be to count together, in normalised characters: about 40 lines. */
export const STRETCH = 1_000;

/** Changing any of these makes another format of filters: see `FORMAT` in filter.ts. */
export const GRAM = { characters: 24, words: 8, leastCharacters: 24 } as const;

/**
 * All grams, by kind.
 * @param text any string, also a malformed one @throws RangeError for a key that is none
 */
export function gramsOf(text: string, { key, kind }: FingerprintOptions): Fingerprints[] {
  const hash = keyedHash(key);
  const plain = normalised(text);
  const code = kind === 'text' ? [] : [characterGrams(plain, hash)];
  return kind === 'code' ? code : [...code, wordGrams(plain, hash)];
}

function characterGrams({ codes }: Normalised, hash: KeyedHash): Fingerprints {
  const count = Math.max(0, codes.length - GRAM.characters + 1);
  const [first, second] = hash.halves;
  const [firstSums, secondSums] = [sums(codes, first), sums(codes, second)];
  const [firstPower, secondPower] = [power(first.factor, GRAM.characters), power(second.factor, GRAM.characters)];
  const hashes = new Uint32Array(count * 2);
  const at = new Uint32Array(count);
  for (let start = 0; start < count; start += 1) {
    const end = start + GRAM.characters;
    const one = (firstSums[end] ?? 0) - Math.imul(firstSums[start] ?? 0, firstPower);
    const other = (secondSums[end] ?? 0) - Math.imul(secondSums[start] ?? 0, secondPower);
    finish(hash, one, other, hashes, start * 2);
    at[start] = start;
  }
  return { hashes, at };
}

/** As many words as hold enough characters. */
function wordGrams({ codes, words }: Normalised, hash: KeyedHash): Fingerprints {
  const [first, second] = hash.halves;
  const [firstWords, secondWords] = [wordValues(codes, words, first), wordValues(codes, words, second)];
  const [firstSums, secondSums] = [sums(firstWords, first), sums(secondWords, second)];
  const [firstPowers, secondPowers] = [powers(first.factor), powers(second.factor)];
  const hashes = new Uint32Array(words.length * 2);
  let [end, count] = [0, 0];
  const startOf = (word: number): number => words[word] ?? codes.length;
  for (let start = 0; start < words.length; start += 1) {
    end = Math.max(end, start + GRAM.words);
    while (end < words.length && startOf(end) - startOf(start) < GRAM.leastCharacters) end += 1;
    if (end > words.length || startOf(end) - startOf(start) < GRAM.leastCharacters) break;
    const [one, other] = [firstPowers[end - start] ?? 0, secondPowers[end - start] ?? 0];
    finish(
      hash,
      (firstSums[end] ?? 0) - Math.imul(firstSums[start] ?? 0, one),
      (secondSums[end] ?? 0) - Math.imul(secondSums[start] ?? 0, other),
      hashes,
      start * 2,
    );
    count += 1;
  }
  return { hashes: hashes.slice(0, count * 2), at: words.slice(0, count) };
}

/** The polynomial of everything before each place: of two of them, that of what lies between follows. */
function sums(values: Uint16Array | Uint32Array, { factor, seed }: Half): Uint32Array {
  const known = Uint32Array.from({ length: 128 }, (_, value) => mixed(value + seed));
  const all = new Uint32Array(values.length + 1);
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    sum = (Math.imul(sum, factor) + (value < 128 ? (known[value] ?? 0) : mixed(value + seed))) >>> 0;
    all[at + 1] = sum;
  }
  return all;
}

function wordValues(codes: Uint16Array, words: Uint32Array, { factor, seed }: Half): Uint32Array {
  const values = new Uint32Array(words.length);
  for (let word = 0; word < words.length; word += 1) {
    const end = words[word + 1] ?? codes.length;
    let value = seed;
    for (let at = words[word] ?? 0; at < end; at += 1) value = (Math.imul(value, factor) + (codes[at] ?? 0)) >>> 0;
    values[word] = mixed(value);
  }
  return values;
}

function powers(factor: number): Uint32Array {
  const most = Math.max(GRAM.words, GRAM.leastCharacters) + 1;
  return Uint32Array.from({ length: most + 1 }, (_, exponent) => power(factor, exponent));
}

function power(factor: number, exponent: number): number {
  let result = 1;
  for (let time = 0; time < exponent; time += 1) result = Math.imul(result, factor);
  return result;
}
