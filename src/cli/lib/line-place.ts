/** Line and column, from 1, of an offset in a text. Many are asked for where a file has many mistakes. */
export function placeIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= [0, ...lineStarts(text)];
    let line = 0;
    // The line is at `line` or after it, and before `end`.
    for (let end = starts.length; end - line > 1;) {
      const middle = (line + end) >>> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else end = middle;
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  return [...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length);
}
