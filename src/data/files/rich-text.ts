/** The text in RTF (Microsoft's specification 1.9.1), in one pass: control words read, characters put in the place of their escapes. */
import { asWindows1252 } from './windows-1252.js';

export const isRichText = (beginning: string): boolean => beginning.startsWith('{\\rtf');

/** Groups in which nothing stands that a person has written. */
const MACHINERY = new Set(
  'fonttbl,colortbl,stylesheet,pict,themedata,colorschememapping,datastore,listtable,listoverridetable,rsidtbl,generator,xmlnstbl,latentstyles,fchars,lchars,objdata'.split(
    ',',
  ),
);
const SIGNS: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', row: '\n', sect: '\n', page: '\n', tab: '\t', cell: '\t' },
  ...{ emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•' },
};
/** Signs behind a backslash; all others stand for themselves. */
const ESCAPED: Readonly<Record<string, string>> = { '~': '\u00A0', _: '-', '-': '', '*': '', '\n': '\n', '\r': '\n' };

const TOKEN = /\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\([^])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/** @param rtf its bytes as characters of the same number */
export function richTextOf(rtf: string): string {
  const reader = new Reader();
  const tokens = new RegExp(TOKEN);
  for (let token = tokens.exec(rtf); token !== null; token = tokens.exec(rtf)) {
    const [, byte, word, number, sign, brace, text] = token;
    if (brace !== undefined) reader.brace(brace);
    else if (word?.toLowerCase() === 'bin') tokens.lastIndex += Math.max(0, Number(number ?? 0));
    else if (word !== undefined) reader.word(word.toLowerCase(), number);
    else if (byte !== undefined) reader.characters(asWindows1252(String.fromCharCode(Number.parseInt(byte, 16))));
    else if (sign !== undefined) reader.characters(ESCAPED[sign] ?? sign);
    else if (text !== undefined) reader.characters(asWindows1252(text));
  }
  return reader.text;
}

class Reader {
  text = '';
  #depth = 0;
  /** The depth of the group that is left out. */
  #leftOut: number | null = null;
  /** Characters that stand for the last `\u` in programs that do not know it. */
  #fallback = 1;
  #toSkip = 0;

  brace(brace: string): void {
    this.#toSkip = 0;
    if (brace === '{') this.#depth += 1;
    else {
      if (this.#leftOut === this.#depth) this.#leftOut = null;
      this.#depth -= 1;
    }
  }

  word(word: string, number: string | undefined): void {
    if (MACHINERY.has(word)) this.#leftOut ??= this.#depth;
    else if (word === 'uc') this.#fallback = Math.max(0, Number(number ?? 1));
    else if (word === 'u' && number !== undefined) {
      this.#toSkip = 0;
      this.characters(String.fromCharCode((Number(number) + 0x10000) % 0x10000));
      this.#toSkip = this.#fallback;
    } else this.characters(SIGNS[word] ?? '');
  }

  characters(characters: string): void {
    const skipped = Math.min(this.#toSkip, characters.length);
    this.#toSkip -= skipped;
    if (this.#leftOut === null) this.text += characters.slice(skipped);
  }
}
