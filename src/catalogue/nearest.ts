/** Finds the names nearest to a mistyped one, for "did you mean". */

/** No name that anybody meant is longer. */
const LONGEST = 100;

/** At most `count` names that a typing mistake or two turns into the text, nearest first; of two, the one as long as it. */
export function nearestNames(text: string, names: Iterable<string>, count: number): string[] {
  if (text.length > LONGEST) return [];
  const tolerated = Math.max(1, Math.floor(text.length / 3));
  const longer = (name: string): number => Math.abs(name.length - text.length);
  return [...new Set(names)]
    .filter((name) => longer(name) <= tolerated)
    .map((name) => ({ name, distance: editDistance(text, name) }))
    .filter(({ distance }) => distance <= tolerated)
    .sort((a, b) => a.distance - b.distance || longer(a.name) - longer(b.name) || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
        swapped ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
