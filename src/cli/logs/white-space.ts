/** Whether a UTF-16 code is white space, as `\s` has it; a pattern is asked beyond ASCII alone. */
export function isSpaceCode(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return code >= 128 && /\s/.test(String.fromCharCode(code));
}
