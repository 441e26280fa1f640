/**
 * Makes an organisation's colour readable: lighter or darker until it stands out from the page as WCAG 2.2 asks of text.
 * The arithmetic is WCAG's own (relative luminance, contrast ratio).
 */

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** Of text on its ground, by WCAG 2.2 AA. */
export const MIN_CONTRAST = 4.5;

interface Accent {
  readonly accent: string;
  /** Of text on the accent. */
  readonly onAccent: string;
}

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];

/**
 * The colour, or its nearest shade that can be read on each of the grounds.
 * @param hex `#rgb` or `#rrggbb`
 * @param towards which way to go for more contrast: black on a light page, white on a dark one
 */
export function readableAccent(hex: string, grounds: readonly string[], towards: 'black' | 'white'): Accent {
  const colour = parseColour(hex);
  const grounded = grounds.map(parseColour);
  const end = towards === 'black' ? BLACK : WHITE;
  let shade = colour;
  for (let step = 0; step <= 100; step += 1) {
    shade = mix(colour, end, step / 100);
    if (grounded.every((ground) => contrast(shade, ground) >= MIN_CONTRAST)) break;
  }
  const onAccent = contrast(shade, WHITE) >= contrast(shade, BLACK) ? WHITE : BLACK;
  return { accent: format(shade), onAccent: format(onAccent) };
}

export function parseColour(hex: string): Colour {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1);
  const value = Number.parseInt(digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** 1 (the same) to 21 (black and white). */
export function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const [red, green, blue] = from.map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * share));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function format(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
