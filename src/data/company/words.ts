/** A company's words and phrases, whatever their case, accents and white space. */
import type { Span } from '../detector.js';
import { folded, isWordCode } from '../symbols.js';

/** How much longer than the word its place in the text may be: white space, accents apart from their letters. */
const SLACK = 40;

/**
 * Where the word begins that ends here. The pass over the keywords knows the end only, and reads several signs as one.
 * @param wanted as `folded` has it
 * @param end behind the hit
 * @returns null when it is another word, or a part of one
 */
export function wordAt(text: string, wanted: string, end: number): Span | null {
  if (isWordCode(text.charCodeAt(end))) return null;
  const first = Math.max(0, end - wanted.length - SLACK);
  for (let start = end - Math.ceil(wanted.length / 2); start >= first; start -= 1) {
    if (isWordCode(text.charCodeAt(start - 1))) continue;
    const candidate = folded(text.slice(start, end));
    if (candidate === wanted && !/^\s/.test(text.slice(start, start + 1))) return { start, end };
    if (candidate.length > wanted.length) return null;
  }
  return null;
}
