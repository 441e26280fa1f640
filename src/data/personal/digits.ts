/** Reads a number as people write it: runs of digits, apart by one sign. */
import { isAlphanumeric } from '../detector.js';

export interface WrittenNumber {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Lengths of the runs, as in `4-6-5`. */
  readonly grouping: string;
  /** Between the runs: a blank, `-`, `.`, `/`; empty when there is one run; null when they differ. */
  readonly separator: string | null;
}

const LONGEST = 24;
/** Digits of the shortest number that is looked for. */
export const LEAST_DIGITS = 8;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Blanks of every kind are one. */
function separatorOf(code: number): string {
  if (code === 32 || code === 0xa0 || code === 0x202f || code === 0x2009) return ' ';
  if (code === 45 || code === 0x2011 || code === 0x2010) return '-';
  if (code === 46) return '.';
  return code === 47 ? '/' : '';
}

/** How far a number reaches and how many digits it has; asked of every run of digits, so it makes nothing. */
export interface Extent {
  readonly end: number;
  readonly count: number;
}

export function extentOf(text: string, start: number): Extent {
  let [at, count] = [start, 0];
  for (;;) {
    const from = at;
    while (isDigit(text.charCodeAt(at))) at += 1;
    count += at - from;
    if (count > LONGEST || separatorOf(text.charCodeAt(at)) === '' || !isDigit(text.charCodeAt(at + 1))) break;
    at += 1;
  }
  return { end: at, count };
}

/** @param start where a digit stands @returns null for what is shorter or longer than any number that is looked for */
export function writtenNumber(text: string, start: number, { end, count }: Extent): WrittenNumber | null {
  if (count < LEAST_DIGITS || count > LONGEST) return null;
  let [from, digits, grouping] = [start, '', ''];
  let separator: string | null = '';
  for (let at = start; at <= end; at += 1) {
    if (at < end && isDigit(text.charCodeAt(at))) continue;
    digits += text.slice(from, at);
    grouping += `${grouping === '' ? '' : '-'}${at - from}`;
    if (at === end) break;
    const sign = separatorOf(text.charCodeAt(at));
    separator = separator === '' || separator === sign ? sign : null;
    from = at + 1;
  }
  return { start, end, digits, grouping, separator };
}

/** No letter or digit on either side, and no sign that makes it a part of a larger number or path. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (isAlphanumeric(before) || isAlphanumeric(after)) return false;
  const joins = (code: number, beyond: number): boolean =>
    (code === 46 || code === 45 || code === 47 || code === 95) && isAlphanumeric(beyond);
  return !joins(before, text.charCodeAt(start - 2)) && !joins(after, text.charCodeAt(end + 1)) && before !== 95;
}

/** Of ISO/IEC 7812: every second digit from the right counts twice. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
