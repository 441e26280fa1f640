/** What a terminal is given: colour where it is wanted (a terminal, and no NO_COLOR), and no control characters of others. */
import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

/** Colours a text, or leaves it as it is. What is painted has to be printed by `print.ts`. */
export type Paint = (colour: Colour, text: string) => string;

export const plainPaint: Paint = (_, text) => text;

const ESCAPE = '\u001B';
/** Stands in our own colours until they are printed. Nobody can write it into a policy or a log: it is another each time. */
const OWN = randomBytes(12).toString('hex');

/** @param stream standard output, or standard error for what is no answer */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  if (!wantsColour(stream)) return plainPaint;
  return (colour, text) => {
    // The text itself is kept out of it: its escapes are not ours. Whether there is colour has been decided above.
    const escapes = styleText(colour, '\0', { validateStream: false }).split('\0');
    return escapes.map((escape) => escape.replace(ESCAPE, ESCAPE + OWN)).join(text);
  };
}

function wantsColour(stream: NodeJS.WriteStream): boolean {
  // Only there on a terminal; without it there is no colour, whatever the environment says.
  if (!(stream as Partial<NodeJS.WriteStream>).isTTY) return false;
  return (process.env['NO_COLOR'] ?? '') === '' && stream.hasColors();
}

/** Text of others: a terminal must not interpret its control characters. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
}

const CONTROL = '(?![\\t\\n])\\p{Cc}';
/** Characters that change the direction of what is around them. */
const DIRECTION = '[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]';
const SIGNS = new RegExp([`${ESCAPE}${OWN}\\[(\\d+m)`, CONTROL, DIRECTION].join('|'), 'gu');

/**
 * An answer that holds texts of others, such as a policy's. Nothing in it is obeyed but our own colours: no text can hide, move or
 * rewrite what else is said, nor take our colours.
 */
export function withColoursOnly(text: string): string {
  return text.replace(SIGNS, (_, colour: string | undefined) =>
    colour === undefined ? '\uFFFD' : `${ESCAPE}[${colour}`,
  );
}

/** Lines as one text. Each stays one line, whatever texts of others it holds. */
export function asText(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/[\n\v\f\r\u0085\u2028\u2029]/g, '\uFFFD')).join('\n');
}
