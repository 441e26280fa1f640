/**
 * A text without what changes on its way: letters and digits in lower case, nothing else. Indentation, line breaks, quotes,
 * semicolons, the signs of diffs and quoted mails, and the numbers of lines are gone.
 */
import { isWordCode } from '../symbols.js';
import { lineNumbersIn } from './line-numbers.js';

export interface Normalised {
  /** UTF-16 code units. */
  readonly codes: Uint16Array;
  /** Where words begin, in `codes`. A character of a script that sets no spaces between words is a word. */
  readonly words: Uint32Array;
}

/** @param text any string, also a malformed one */
export function normalised(text: string): Normalised {
  const lower = lowered(text);
  const numbers = lineNumbersIn(lower);
  const codes = new Uint16Array(lower.length);
  const words = new Uint32Array(lower.length);
  let [length, count, isInside] = [0, 0, false];
  let [place, skipFrom, skipTo] = [2, numbers[0] ?? lower.length, numbers[1] ?? lower.length];
  for (let at = 0; at < lower.length; at += 1) {
    if (at === skipFrom) {
      at = skipTo - 1;
      isInside = false;
      [skipFrom, skipTo] = [numbers[place] ?? lower.length, numbers[place + 1] ?? lower.length];
      place += 2;
      continue;
    }
    const code = lower.charCodeAt(at);
    if (code < 128 ? KEPT[code] === 0 : !isWordCode(code)) {
      isInside = isInside && code === UNDERSCORE;
      continue;
    }
    if (!isInside || isUnspaced(code)) words[count++] = length;
    isInside = true;
    codes[length++] = code;
  }
  return { codes: codes.slice(0, length), words: words.slice(0, count) };
}

const UNDERSCORE = 95;
const KEPT = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0));

/** Accents as one character, where there are any; lower case keeps lengths short enough to be linear. */
function lowered(text: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  return (/^[\u0000-\u007f]*$/.test(text) ? text : text.normalize('NFC')).toLowerCase();
}

/** Thai to Khmer, and from kana and Han to the end of the extensions of Han, less Hangul, which sets spaces. */
function isUnspaced(code: number): boolean {
  return (code >= 0x0e00 && code < 0x0f00) || (code >= 0x1000 && code < 0x10a0) || (code >= 0x1780 && code < 0x1800)
    ? true
    : code >= 0x3040 && code < 0xe000 && !(code >= 0xac00 && code < 0xd800);
}
