/** The moments that most logs write, among the bytes of a line. */

import { SPACE } from './line-marks.js';

const ZERO = 48;
const NINE = 57;
/** Of `2026-11-23`. */
export const DAY_LENGTH = 10;

/** What stands at each place of a plain moment: a digit is written 0. */
const PLAIN = Buffer.from('0000-00-00T00:00:00.000');

export function isPlain(bytes: Buffer, start: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[start + at] ?? 0;
    const wanted = PLAIN[at];
    if (wanted === ZERO ? byte < ZERO || byte > NINE : byte !== wanted && !(at === DAY_LENGTH && byte === SPACE))
      return false;
  }
  return true;
}

export function isSame(bytes: Buffer, start: number, other: Buffer, length: number): boolean {
  // What differs stands near the end.
  for (let at = length - 1; at >= 0; at -= 1) if (bytes[start + at] !== other[at]) return false;
  return true;
}

export const digitAt = (bytes: Buffer, at: number): number => (bytes[at] ?? 0) - ZERO;
export const twoDigits = (bytes: Buffer, at: number): number => digitAt(bytes, at) * 10 + digitAt(bytes, at + 1);

/** Null when there is anything but digits. */
export function numberAt(bytes: Buffer, start: number, end: number): number | null {
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = digitAt(bytes, at);
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number;
}
