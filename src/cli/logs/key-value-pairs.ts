/** The pairs of a line of key=value and key="value", found by hand, since a pattern took most of the time of a line. */
import { isSpaceCode } from './white-space.js';

export interface Pair {
  readonly key: string;
  readonly isQuoted: boolean;
  /** Where the value begins and ends, without its quotes. */
  readonly from: number;
  readonly to: number;
  /** Where the next pair may begin. */
  readonly end: number;
}

const QUOTE = 34;
const BACKSLASH = 92;

const KEY_CODES = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]-')
  KEY_CODES[character.charCodeAt(0)] = 1;

export const isKeyCode = (code: number): boolean => KEY_CODES[code] === 1;

/** The first pair from here on; null when there is none. */
export function pairAfter(text: string, from: number): Pair | null {
  for (let equals = text.indexOf('=', from); equals !== -1; equals = text.indexOf('=', equals + 1)) {
    let start = equals;
    while (start > from && isKeyCode(text.charCodeAt(start - 1))) start -= 1;
    if (start < equals) return pairOf(text, text.slice(start, equals), equals + 1);
  }
  return null;
}

function pairOf(text: string, key: string, from: number): Pair {
  if (text.charCodeAt(from) === QUOTE) {
    const to = closingQuote(text, from + 1);
    if (to !== -1) return { key, isQuoted: true, from: from + 1, to, end: to + 1 };
  }
  let to = from;
  while (to < text.length && !endsValue(text.charCodeAt(to))) to += 1;
  return { key, isQuoted: false, from, to, end: to };
}

export function valueOf(text: string, { isQuoted, from, to }: Pair): string {
  const value = text.slice(from, to);
  return isQuoted && value.includes('\\') ? value.replace(/\\(["\\])/g, '$1') : value;
}

/** What stands behind a backslash ends nothing. */
function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1 && isEscaped(text, from, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, from: number, at: number): boolean {
  let before = at;
  while (before > from && text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
}

const endsValue = (code: number): boolean => code === QUOTE || isSpaceCode(code);
