/**
 * The numbers in front of lines, as editors, viewers and tools print them. They are the only part of such a line that survives
 * normalisation: signs of a diff or a quoted mail are no letters. A number is one of a line when the line above or below has
 * its neighbour.
 */
const MOST_DIGITS = 6;
const [ZERO, NINE, BREAK] = [48, 57, 10];

/** Where the numbers begin and end: pairs, in the order of the text. */
export function lineNumbersIn(text: string): number[] {
  const places: number[] = [];
  // Of the line above: its number, where it stands, and whether that is among the places.
  let [above, aboveFrom, aboveTo, isAboveIn] = [-1, 0, 0, false];
  for (let at = 0; at <= text.length;) {
    const from = firstSignificant(text, at);
    const to = digitsEnd(text, from);
    const number = to === from ? -1 : Number(text.slice(from, to));
    const isNext = number !== -1 && above !== -1 && number === above + 1;
    if (isNext && !isAboveIn) places.push(aboveFrom, aboveTo);
    if (isNext) places.push(from, to);
    [above, aboveFrom, aboveTo, isAboveIn] = [number, from, to, isNext];
    const end = text.indexOf('\n', to);
    at = end === -1 ? text.length + 1 : end + 1;
  }
  return places;
}

/** Past indentation, `+`, `-`, `>`, `|` and what else is neither letter nor digit, within the line. */
function firstSignificant(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BREAK || code >= 128 || (code >= ZERO && code <= NINE) || isLetter(code)) break;
  }
  return at;
}

/** Past a number that stands by itself; `from` when there is none. */
function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at - from <= MOST_DIGITS && isDigit(text.charCodeAt(at))) at += 1;
  const next = text.charCodeAt(at);
  return at - from > MOST_DIGITS || isLetter(next) || isDigit(next) ? from : at;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
