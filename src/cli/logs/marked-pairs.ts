/** The pairs of a line of key=value or of CEF whose values hold no escapes. */
import { CR, LF, QUOTE, SPACE, type LineMarks } from './line-marks.js';
import { BACKSLASH } from './marked-json.js';
import type { MarkedNames } from './marked-names.js';
import { isKeyCode } from './key-value-pairs.js';

export const EQUALS = 61;
export const BAR = 124;
const COLON = 58;
const DOT = 46;
const CEF = Buffer.from('CEF');
const CEF_BARS = 7;

/** @returns whether the line is plain, and its pairs were added */
export function takePairs(bytes: Buffer, start: number, marks: LineMarks, names: MarkedNames): boolean {
  const { positions } = marks;
  let { at } = marks;
  let from = start;
  names.begin();
  for (;;) {
    const mark = positions[at] ?? 0;
    const byte = bytes[mark] ?? 0;
    if (isLineEnd(bytes, mark)) {
      marks.at = at;
      return true;
    }
    if (byte < SPACE) return false;
    at += 1;
    const key = byte === EQUALS ? keyStart(bytes, from, mark) : mark;
    if (key === mark) continue;
    const isQuoted = bytes[mark + 1] === QUOTE;
    if (isQuoted) at += 1;
    while (!endsValue(bytes[positions[at] ?? 0] ?? 0, isQuoted)) at += 1;
    const end = positions[at] ?? 0;
    if (isQuoted && (bytes[end] !== QUOTE || bytes[end - 1] === BACKSLASH)) return false;
    if (!names.add(bytes, key, mark, isQuoted ? mark + 2 : mark + 1, end)) return false;
    if (isQuoted) at += 1;
    from = isQuoted ? end + 1 : end;
  }
}

/** The same of CEF, whose values end where the next key begins. */
export function takeCef(bytes: Buffer, start: number, marks: LineMarks, names: MarkedNames): boolean {
  const { positions } = marks;
  names.begin();
  let at = afterHeader(bytes, start, marks);
  if (at === marks.at) return false;
  const body = (positions[at - 1] ?? 0) + 1;
  let key = 0;
  let equals = 0;
  for (; ; at += 1) {
    const mark = positions[at] ?? 0;
    const isEnd = isLineEnd(bytes, mark);
    if (!isEnd && (bytes[mark] ?? 0) < SPACE) return false;
    if (!isEnd && bytes[mark] !== EQUALS) continue;
    const next = isEnd ? mark : keyStart(bytes, body, mark);
    const begins = isEnd || (next < mark && (next === body || bytes[next - 1] === SPACE));
    if (!begins) continue;
    if (equals > 0 && !names.add(bytes, key, equals, equals + 1, isEnd ? mark : next - 1)) return false;
    if (isEnd) {
      marks.at = at;
      return true;
    }
    key = next;
    equals = mark;
  }
}

/** Behind `CEF:0|vendor|…|severity|`; where it began when there is no such header. */
function afterHeader(bytes: Buffer, start: number, marks: LineMarks): number {
  const { positions } = marks;
  let bars = 0;
  let { at } = marks;
  for (; bars < CEF_BARS; at += 1) {
    const mark = positions[at] ?? 0;
    if (bytes[mark] === LF) return marks.at;
    if (bytes[mark] !== BAR) continue;
    if (bytes[mark - 1] === BACKSLASH || (bars === 0 && !endsVersion(bytes, start, mark))) return marks.at;
    bars += 1;
  }
  return at;
}

function endsVersion(bytes: Buffer, start: number, end: number): boolean {
  let at = end - 1;
  while (at > start && isDigitOrDot(bytes[at] ?? 0)) at -= 1;
  if (bytes[at] !== COLON || at - CEF.length < start) return false;
  return CEF.every((byte, place) => bytes[at - CEF.length + place] === byte);
}

const isDigitOrDot = (byte: number): boolean => byte === DOT || (byte >= 48 && byte <= 57);

function keyStart(bytes: Buffer, from: number, equals: number): number {
  let start = equals;
  while (start > from && isKeyCode(bytes[start - 1] ?? 0)) start -= 1;
  return start;
}

/** A quote ends a value of either kind; a plain one ends before white space, too. */
function endsValue(byte: number, isQuoted: boolean): boolean {
  return byte === QUOTE || byte === LF || (!isQuoted && byte <= SPACE);
}

const isLineEnd = (bytes: Buffer, mark: number): boolean =>
  bytes[mark] === LF || (bytes[mark] === CR && bytes[mark + 1] === LF);
