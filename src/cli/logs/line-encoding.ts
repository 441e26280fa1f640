/** Lines of a log as UTF-8: in whatever encoding they are, or cut off in the middle of a character. */
import { isUtf8 } from 'node:buffer';
import { asWindows1252 } from '../../data/files/windows-1252.js';

interface Utf8Line {
  readonly bytes: Buffer;
  /** It was read as Windows-1252. */
  readonly windows1252: boolean;
}

export function asUtf8(line: Buffer): Utf8Line {
  if (isUtf8(line)) return { bytes: line, windows1252: false };
  const whole = line.subarray(0, wholeCharacters(line));
  // Plain ASCII before it does not tell UTF-8 from Windows-1252.
  const isCutUtf8 = whole.length < line.length && whole.some((byte) => byte >= ASCII_END) && isUtf8(whole);
  return isCutUtf8
    ? { bytes: whole, windows1252: false }
    : { bytes: Buffer.from(asWindows1252(line.toString('latin1'))), windows1252: true };
}

const ASCII_END = 0x80;
const CONTINUATION_END = 0xc0;
const LONGEST_CHARACTER = 4;

/** Where a character begins of which the end is missing, as where syslog cuts long messages; otherwise the length. */
function wholeCharacters(line: Buffer): number {
  for (let at = line.length - 1; at > line.length - LONGEST_CHARACTER; at -= 1) {
    const byte = line[at] ?? 0;
    if (byte < ASCII_END) break;
    if (byte >= CONTINUATION_END) return line.length - at < lengthOf(byte) ? at : line.length;
  }
  return line.length;
}

/** @param first byte of a character */
function lengthOf(first: number): number {
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : LONGEST_CHARACTER;
}
