/**
 * Characters as the search for keywords reads them: letters without case and accents, all white space as one, invisible signs not at all.
 * Every symbol is below 64, so a state's row of the table is a power of two. Characters of other scripts share a dozen symbols;
 * whoever gets a hit compares the text itself, so that costs time and never a wrong finding.
 */
export const SYMBOL_BITS = 6;
export const OTHER = 0;
export const FIRST_DIGIT = 1;
export const LAST_DIGIT = 10;
const FIRST_LETTER = 11;
export const SPACE = 37;
export const AT = 38;
/** The signs that keywords may hold; every other sign ends a keyword. */
const SIGNS = '@-_.:/+=~|<"\'#';
const FIRST_LIGATURE = SPACE + 1 + SIGNS.length;
/** Letters that are two without their accent. */
const LIGATURES: readonly (readonly [RegExp, string])[] = [
  [/ß|ẞ/g, 'ss'],
  [/æ|Æ/g, 'ae'],
  [/œ|Œ/g, 'oe'],
];
const FIRST_SHARED = FIRST_LIGATURE + LIGATURES.length;
/** No step at all: a soft hyphen, a combining accent. */
export const SKIPPED = 63;
const SHARED = SKIPPED - FIRST_SHARED;

const ONE: Readonly<Record<string, string>> = { ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd', ı: 'i' };
/** Accents that follow their letter, soft hyphens, joiners. */
const INVISIBLE = /[\p{M}\p{Cf}]/gu;
const WORD = /[\p{L}\p{N}]/gu;

export const isDigitSymbol = (symbol: number): boolean => symbol >= FIRST_DIGIT && symbol <= LAST_DIGIT;

let table: Uint8Array | null = null;

/** By UTF-16 code unit. */
export function symbolTable(): Uint8Array {
  if (table !== null) return table;
  const made = new Uint8Array(65_536);
  for (let code = 128; code < made.length; code += 1) made[code] = FIRST_SHARED + (code % SHARED);
  for (let digit = 0; digit < 10; digit += 1) made[48 + digit] = FIRST_DIGIT + digit;
  for (let letter = 0; letter < 26; letter += 1) made[65 + letter] = made[97 + letter] = FIRST_LETTER + letter;
  for (const [index, sign] of Array.from(SIGNS).entries()) made[sign.charCodeAt(0)] = AT + index;
  for (const [character, symbol] of special(made)) made[character.charCodeAt(0)] = symbol;
  for (const [ligature, [letters]] of LIGATURES.entries())
    for (const letter of letters.source.split('|')) made[letter.charCodeAt(0)] = FIRST_LIGATURE + ligature;
  table = made;
  return made;
}

/** Latin letters with accents, general punctuation with its spaces, and the signs that are skipped. */
const SPECIAL: readonly (readonly [from: number, to: number])[] = [
  [0, 0x590],
  [0x1e00, 0x2070],
  [0x3000, 0x3001],
  [0xfeff, 0xff00],
];

/** For private use: it stands for itself. */
const APART = '\uE000';

/** All of them at once: a call for each would take longer than the rest of the table. */
function special(plain: Readonly<Uint8Array>): (readonly [string, number])[] {
  const characters = SPECIAL.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, offset) => String.fromCharCode(from + offset)),
  );
  const all = characters.join('');
  const [skipped, words] = [new Set(all.match(INVISIBLE)), new Set(all.match(WORD))];
  const bare = characters.map((each) => ONE[each] ?? each);
  const codes = bare.join(APART).normalize('NFD').toLowerCase().split(APART);
  return characters.map((character, place) => {
    if (/\s/.test(character) && character !== '\uFEFF') return [character, SPACE];
    if (skipped.has(character)) return [character, SKIPPED];
    const code = codes[place]?.charCodeAt(0) ?? 0;
    if (code < 128) return [character, plain[code] ?? OTHER];
    return [character, words.has(character) ? FIRST_SHARED + (code % SHARED) : OTHER];
  });
}

const withoutLigatures = (text: string): string =>
  LIGATURES.reduce((changed, [letters, two]) => changed.replace(letters, two), text);

/** More than anybody writes. */
const MOST_SPELLINGS = 16;

/** A keyword's symbols, with and without ligatures. @param keyword any text; white space around it does not count */
export function spellingsOf(keyword: string): number[][] {
  const known = symbolTable();
  const symbols: number[] = [];
  for (const character of withoutLigatures(keyword).trim().split('')) {
    const symbol = known[character.charCodeAt(0)] ?? OTHER;
    if (symbol !== SKIPPED && !(symbol === SPACE && symbols.at(-1) === SPACE)) symbols.push(symbol);
  }
  const spellings = symbols.length === 0 ? [] : [symbols];
  for (const [at, [, two]] of LIGATURES.entries()) {
    const [one, other] = [known[two.charCodeAt(0)], known[two.charCodeAt(1)]];
    for (const spelling of spellings)
      for (let place = 0; place + 1 < spelling.length && spellings.length < MOST_SPELLINGS; place += 1)
        if (spelling[place] === one && spelling[place + 1] === other)
          spellings.push(spelling.toSpliced(place, 2, FIRST_LIGATURE + at));
  }
  return spellings;
}

/** A text for comparison: lower case, without accents and invisible signs, white space as single spaces. */
export function folded(text: string): string {
  return withoutLigatures(text.normalize('NFKD'))
    .replace(/[øØłŁđĐı]/g, (letter) => ONE[letter] ?? letter)
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** True for a letter, digit or accent: a word goes on here. */
export function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  const symbol = symbolTable()[code] ?? OTHER;
  return symbol !== SPACE && symbol !== OTHER;
}
