import { isAscii } from 'node:buffer';

/** Whether a UTF-16 code is white space, as `\s` has it; a pattern is asked beyond ASCII alone. */
export function isSpaceCode(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return code >= 128 && /\s/.test(String.fromCharCode(code));
}

/** Whether there is white space beyond ASCII. */
export function hasOtherSpace(bytes: Buffer): boolean {
  return !isAscii(bytes) && /[^\S\t\v\f \r\n]/.test(bytes.toString('utf8'));
}
