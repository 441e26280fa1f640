/** What somebody learns who has filter and key: a dictionary attack on passwords in code whose form the attacker knows. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeFilter } from '../../../src/cli/fingerprint/make-filter.js';
import { openFilter } from '../../../src/data/fingerprint/filter.js';
import { GRAM, gramsOf } from '../../../src/data/fingerprint/grams.js';
import { unwinnowed } from '../../../src/data/fingerprint/winnow.js';
import { randomFrom } from './fragments.js';

const GUESSES = 20_000;
const PLANTED = 30;
const KEY = '5e1f0c0ffee5e1f0c0ffee5e1f0c0ffe';

const FILLER = Array.from(
  { length: 40 },
  (_, at) => `export const shippingTariffOfHarbour${at} = (vessel${at}) => vessel${at}.freight * ${at * 7 + 3};`,
).join('\n');

/** Where the passwords stand, and how a file with one looks. */
const PLACES: readonly (readonly [what: string, file: string, form: (word: string) => string])[] = [
  [
    'a configuration file',
    'config/database.yaml',
    (word) => `database:\n  user: ledger\n  password: ${word}\n  host: db\n`,
  ],
  ['code that names a password', 'connect.ts', (word) => `${FILLER}\nconst password = '${word}';\n${FILLER}`],
  [
    'code that names nothing',
    'greet.ts',
    (word) => `${FILLER}\ngreetTheHarbourMasterWith(theLedger, '${word}', forEver);\n${FILLER}`,
  ],
];

export interface Attack {
  readonly what: string;
  /** Of the planted words, how many are among the survivors. */
  readonly confirmed: number;
  readonly survivors: number;
  readonly guessesPerSecond: number;
}

/** A word, and words like those that people choose: syllables and a number. */
function dictionary(): string[] {
  const random = randomFrom(20_000);
  const syllables = 'ba ko ri mu te la so ne vi du fa he'.split(' ');
  const words = new Set<string>();
  while (words.size < GUESSES) {
    const parts = Array.from(
      { length: 3 + Math.floor(random() * 2) },
      () => syllables[Math.floor(random() * 12)] ?? '',
    );
    words.add(`${parts.join('')}${Math.floor(random() * 1_000)}`);
  }
  return [...words];
}

export async function attacks(): Promise<Attack[]> {
  const words = dictionary();
  const planted = words.filter((_, at) => at % (GUESSES / PLANTED) < 1).slice(0, PLANTED);
  const results: Attack[] = [];
  for (const [what, file, form] of PLACES) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
    for (const [number, word] of planted.entries()) {
      const place = path.join(folder, `part${number}`, file);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, form(word));
    }
    // The filter must hold something: the attacker knows everything but the words.
    await writeFile(path.join(folder, 'known.ts'), FILLER);
    const { bytes } = await makeFilter({ named: [folder], key: KEY, publicFolders: [], cacheFile: null });
    await rm(folder, { recursive: true });
    results.push({ what, ...attack(bytes, words, new Set(planted), form) });
  }
  return results;
}

function attack(
  bytes: Uint8Array,
  words: readonly string[],
  planted: ReadonlySet<string>,
  form: (word: string) => string,
): Omit<Attack, 'what'> {
  const filter = openFilter(bytes);
  const startedAt = performance.now();
  const survivors = words.filter((word) => {
    const { hashes, from, to } = gramsWith(word, form(word).replaceAll(FILLER, ''));
    for (let at = from; at <= to; at += 1) if (filter.has(hashes[at * 2] ?? 0, hashes[at * 2 + 1] ?? 0)) return true;
    return false;
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    confirmed: survivors.filter((word) => planted.has(word)).length,
    survivors: survivors.length,
    guessesPerSecond: words.length / seconds,
  };
}

/** The hashes of a text, and which of them are of grams with all of the word in them. */
function gramsWith(
  word: string,
  text: string,
): { readonly hashes: Uint32Array; readonly from: number; readonly to: number } {
  const [grams] = gramsOf(text, { key: KEY, kind: 'code' });
  const hashes = grams === undefined ? new Uint32Array(0) : unwinnowed(grams).hashes;
  const start = text.slice(0, text.indexOf(word)).replace(/[^A-Za-z0-9]/g, '').length;
  const last = hashes.length / 2 - 1;
  return { hashes, from: Math.max(0, start + word.length - GRAM.characters), to: Math.min(start, last) };
}
