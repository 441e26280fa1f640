/**
 * Windows-1252 (WHATWG Encoding, index windows-1252), a superset of Latin-1. Node's own decoder reads the bytes from 80 to 9F as
 * control characters (https://github.com/nodejs/node/issues/56542).
 */

/** From 80 on; bytes that stand for nothing are control characters there too. */
const MIDDLE = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** @param text the bytes as characters of the same number (Latin-1) */
export function asWindows1252(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (each) => MIDDLE[each.charCodeAt(0) - 0x80] ?? each);
}
