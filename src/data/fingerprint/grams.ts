/** All overlapping stretches of a text ("grams"): so many characters of code, or so many words of a document. */
import { keyedHash, mixed, type Half, type KeyedHash } from './keyed-hash.js';
import { normalised, type Normalised } from './normalise.js';

/** `both`: fingerprints of both kinds, far enough apart that no stretch holds some of each. */
export type FingerprintKind = 'code' | 'text' | 'both';

export interface FingerprintOptions {
  /** A company's own, 32 hexadecimal digits. */
  readonly key: string;
  readonly kind: FingerprintKind;
}

/** Changing any of these makes another format of filters: see `FORMAT` in filter.ts. */
export const GRAM = { characters: 26, words: 8, leastCharacters: 24 } as const;
/** Neighbouring grams of which one is chosen. Larger ones find less in short stretches, and make smaller filters. */
export const WINDOW = { code: 20, text: 4 } as const;

/** Grams in the order of the text. Their hashes are not finished: most are not chosen. */
export interface Grams {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  /** Where each begins, in normalised characters; null: one at each character. */
  readonly at: Uint32Array | null;
  readonly window: number;
  readonly hash: KeyedHash;
}

/**
 * All grams, by kind.
 * @param text any string, also a malformed one @throws RangeError for a key that is none
 */
export function gramsOf(text: string, { key, kind }: FingerprintOptions): Grams[] {
  const hash = keyedHash(key);
  const plain = normalised(text);
  const code = kind === 'text' ? [] : [characterGrams(plain, hash)];
  return kind === 'code' ? code : [...code, wordGrams(plain, hash)];
}

function characterGrams({ codes }: Normalised, hash: KeyedHash): Grams {
  const [first, second] = hash.halves;
  return { first: rolled(codes, first), second: rolled(codes, second), at: null, window: WINDOW.code, hash };
}

/** The polynomial of each stretch: one character comes in, another goes out. */
function rolled(codes: Uint16Array, half: Half): Uint32Array {
  const { factor, seed } = half;
  const known = Uint32Array.from({ length: 128 }, (_, code) => mixed(code + seed));
  const valueOf = (code: number): number => (code < 128 ? (known[code] ?? 0) : mixed(code + seed));
  const outgoing = power(factor, GRAM.characters);
  const all = new Uint32Array(Math.max(0, codes.length - GRAM.characters + 1));
  let sum = 0;
  for (let at = 0; at < codes.length; at += 1) {
    sum = Math.imul(sum, factor) + valueOf(codes[at] ?? 0);
    if (at >= GRAM.characters) sum -= Math.imul(outgoing, valueOf(codes[at - GRAM.characters] ?? 0));
    sum |= 0;
    if (at + 1 >= GRAM.characters) all[at + 1 - GRAM.characters] = sum;
  }
  return all;
}

/** As many words as hold enough characters. */
function wordGrams({ codes, words }: Normalised, hash: KeyedHash): Grams {
  const [first, second] = hash.halves.map((half) => wordSums(codes, words, half));
  const [powers, others] = hash.halves.map(({ factor }) => powersOf(factor));
  const firsts = new Uint32Array(words.length);
  const seconds = new Uint32Array(words.length);
  const startOf = (word: number): number => words[word] ?? codes.length;
  let [end, count] = [0, 0];
  for (let start = 0; start < words.length; start += 1) {
    end = Math.max(end, start + GRAM.words);
    while (end < words.length && startOf(end) - startOf(start) < GRAM.leastCharacters) end += 1;
    if (end > words.length || startOf(end) - startOf(start) < GRAM.leastCharacters) break;
    firsts[start] = (first?.[end] ?? 0) - Math.imul(first?.[start] ?? 0, powers?.[end - start] ?? 0);
    seconds[start] = (second?.[end] ?? 0) - Math.imul(second?.[start] ?? 0, others?.[end - start] ?? 0);
    count += 1;
  }
  const some = (values: Uint32Array): Uint32Array => values.slice(0, count);
  return { first: some(firsts), second: some(seconds), at: some(words), window: WINDOW.text, hash };
}

/** The polynomial of all words before each: of two of them, that of what lies between follows. */
function wordSums(codes: Uint16Array, words: Uint32Array, { factor, seed }: Half): Uint32Array {
  const sums = new Uint32Array(words.length + 1);
  for (let word = 0; word < words.length; word += 1) {
    const end = words[word + 1] ?? codes.length;
    let value = seed;
    for (let at = words[word] ?? 0; at < end; at += 1) value = (Math.imul(value, factor) + (codes[at] ?? 0)) | 0;
    sums[word + 1] = Math.imul(sums[word] ?? 0, factor) + mixed(value);
  }
  return sums;
}

function powersOf(factor: number): Uint32Array {
  const most = Math.max(GRAM.words, GRAM.leastCharacters);
  return Uint32Array.from({ length: most + 1 }, (_, exponent) => power(factor, exponent));
}

function power(factor: number, exponent: number): number {
  let result = 1;
  for (let time = 0; time < exponent; time += 1) result = Math.imul(result, factor);
  return result;
}
