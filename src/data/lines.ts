/** Line numbers of offsets, counted once and in order. */

/** @param offsets in rising order @returns the line of each, from 1; `\n` ends a line */
export function linesAt(text: string, offsets: readonly number[]): number[] {
  let [line, next] = [1, text.indexOf('\n')];
  return offsets.map((offset) => {
    while (next !== -1 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  });
}
