/** What a terminal is given: colour where it is wanted (a terminal, and no NO_COLOR), and nothing that it would obey. */

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  dim: [2, 22],
  bold: [1, 22],
};

export const plainPaint: Paint = (_, text) => text;

/** @param stream standard output, or standard error for what is no answer */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  if (!wantsColour(stream)) return plainPaint;
  return (colour, text) => {
    const [on, off] = CODES[colour];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  };
}

function wantsColour(stream: NodeJS.WriteStream): boolean {
  // Only there on a terminal; without it there is no colour, whatever the environment says.
  if (!(stream as Partial<NodeJS.WriteStream>).isTTY) return false;
  return (process.env['NO_COLOR'] ?? '') === '' && stream.hasColors();
}

/** Text of others: its control characters are not for a terminal to obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
}

const OWN_COLOUR = '\u001B\\[(?:1|2|22|3[1-3]|39)m';
const CONTROL = '(?![\\t\\n])\\p{Cc}';
/** Characters that change the direction of what is around them. */
const DIRECTION = '[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]';
const SIGNS = new RegExp([OWN_COLOUR, CONTROL, DIRECTION].join('|'), 'gu');

/**
 * An answer that holds texts of others, such as a policy's. Nothing in it is obeyed but our own colours: no text can hide, move or
 * rewrite what else is said.
 */
export function withColoursOnly(text: string): string {
  return text.replace(SIGNS, (sign) => (sign.length > 1 ? sign : '\uFFFD'));
}
