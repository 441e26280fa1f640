/** The fields of a JSON object on one line whose values are texts without escapes, whole numbers and words. */
import { CR, LF, QUOTE, SPACE, type LineMarks } from './line-marks.js';
import type { MarkedNames } from './marked-names.js';
import { numberAt } from './plain-moment.js';

export const BACKSLASH = 92;
export const OPEN = 123;
const CLOSE = 125;
const COLON = 58;
const COMMA = 44;
const ZERO = 48;
/** What syslog puts in front is no longer. */
export const LONGEST_PREFIX = 400;
/** A whole number of so many digits is written as it is read. */
const MOST_DIGITS = 15;
const NO_END = -1;

/** @returns whether the line is such an object, whose fields were added then */
export function takeObject(bytes: Buffer, start: number, marks: LineMarks, names: MarkedNames): boolean {
  const { positions } = marks;
  let { at } = marks;
  names.begin();
  let name = positions[at] ?? 0;
  if (!beginsObject(bytes, start, name)) return false;
  for (;;) {
    const nameEnd = positions[at + 1] ?? 0;
    if (bytes[name] !== QUOTE || bytes[nameEnd] !== QUOTE) return false;
    let value = afterSpaces(bytes, nameEnd + 1);
    if (bytes[value] !== COLON) return false;
    value = afterSpaces(bytes, value + 1);
    at += 2;
    let end: number;
    if (bytes[value] === QUOTE) {
      end = positions[at + 1] ?? 0;
      if (positions[at] !== value || bytes[end] !== QUOTE) return false;
      if (!names.add(bytes, name + 1, nameEnd, value + 1, end) || !names.isNew()) return false;
      at += 2;
      end += 1;
    } else {
      end = wordEnd(bytes, value);
      if (end === NO_END || !names.add(bytes, name + 1, nameEnd, value, end) || !names.isNew()) return false;
    }
    end = afterSpaces(bytes, end);
    if (bytes[end] === CLOSE) return endsLine(bytes, end + 1, marks, at);
    if (bytes[end] !== COMMA) return false;
    name = afterSpaces(bytes, end + 1);
    if (positions[at] !== name) return false;
  }
}

/** A brace stands before the first quote of the line, and none before it. */
function beginsObject(bytes: Buffer, start: number, quote: number): boolean {
  if (bytes[quote] !== QUOTE) return false;
  let brace = quote - 1;
  while (brace > start && bytes[brace] === SPACE) brace -= 1;
  if (brace < start || bytes[brace] !== OPEN || brace - start > LONGEST_PREFIX) return false;
  for (let at = start; at < brace; at += 1) if (bytes[at] === OPEN) return false;
  return true;
}

function endsLine(bytes: Buffer, end: number, marks: LineMarks, at: number): boolean {
  marks.at = at;
  return marks.positions[at] === end && (bytes[end] === LF || (bytes[end] === CR && bytes[end + 1] === LF));
}

function afterSpaces(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === SPACE) at += 1;
  return at;
}

/** Where a number or a word ends; `null` says nothing and is no such word. */
function wordEnd(bytes: Buffer, start: number): number {
  let end = start;
  while (end - start <= MOST_DIGITS && isOfWord(bytes[end] ?? 0)) end += 1;
  if (end === start || end - start > MOST_DIGITS) return NO_END;
  if (numberAt(bytes, start, end) !== null) return bytes[start] === ZERO && end > start + 1 ? NO_END : end;
  const word = bytes.toString('latin1', start, end);
  return word === 'true' || word === 'false' ? end : NO_END;
}

const isOfWord = (byte: number): boolean => (byte >= ZERO && byte <= ZERO + 9) || (byte >= 97 && byte <= 122);
