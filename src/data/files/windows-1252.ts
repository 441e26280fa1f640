/**
 * Windows-1252 (WHATWG Encoding, index windows-1252). Node's own decoder reads the bytes from 80 to 9F as control characters
 * (https://github.com/nodejs/node/issues/56542).
 */
import { latin1 } from './byte-source.js';

/** From 80 on; bytes that stand for nothing are control characters there too. */
const MIDDLE = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\x80-\x9f]/g, (each) => MIDDLE[each.charCodeAt(0) - 0x80] ?? each);
}
