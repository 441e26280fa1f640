/** The text in RTF (Microsoft's specification 1.9.1): control words taken away, characters put in the place of their escapes. */
import { windows1252 } from './windows-1252.js';

export const isRichText = (beginning: string): boolean => beginning.startsWith('{\\rtf');

/** Fonts, colours and styles, and what only some programs understand. */
const MACHINERY = /\{\\(?:fonttbl|colortbl|stylesheet|\*)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g;
const ESCAPES =
  /\\'([0-9a-f]{2})|\\u(-?\d{1,5}) ?\??|\\(par|line|row|tab|cell)\b ?|\\([\\{}])|\\[a-z]+-?\d* ?|\\\*|[{}\r]/gi;

/** @param rtf its bytes as characters of the same number */
export function richTextOf(rtf: string): string {
  return rtf.replace(MACHINERY, '').replace(ESCAPES, (_, byte?: string, code?: string, gap?: string, sign?: string) => {
    if (byte !== undefined) return windows1252(Uint8Array.of(Number.parseInt(byte, 16)));
    if (code !== undefined) return String.fromCharCode((Number(code) + 0x10000) % 0x10000);
    if (gap !== undefined) return /^(?:tab|cell)$/i.test(gap) ? '\t' : '\n';
    return sign ?? '';
  });
}
