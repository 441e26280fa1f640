/** Whether a regular expression of the policy may run on the page's thread: what can be said by reading it. `check` proves the rest. */

/** The flags that a guard compiles it with: letters without case, and signs whole. */
export const REGEX_FLAGS = 'iu';

const LONGEST_REPEAT = 1000;
/** A place inside it is found by whatever needs no sign of its own. */
const LONG = 'a1 -';

/** @returns what is wrong, as the command says it; null when nothing is */
export function regexMistake(source: string): string | null {
  let regex: RegExp;
  try {
    regex = new RegExp(source, REGEX_FLAGS);
  } catch (error) {
    return `expected a regular expression of JavaScript: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (regex.test('') || regex.exec(LONG)?.[0] === '')
    return 'expected an expression that does not match an empty text: this one finds something everywhere';
  const repeat = unboundedRepeat(source);
  return repeat === null
    ? null
    : `expected repeats that end, such as {0,50} in place of ${repeat}: a guard works while somebody pastes`;
}

/** The first repeat without an end, or with one that is far off. */
function unboundedRepeat(source: string): string | null {
  // Escapes and classes hold no repeats.
  const bare = source.replace(/\\./gsu, '__').replace(/\[[^\]]*\]/gsu, '_');
  const endless = /[*+]|\{\d+,\}/.exec(bare)?.[0];
  if (endless !== undefined) return endless;
  for (const [repeat, least = '', most = least] of bare.matchAll(/\{(\d+)(?:,(\d+))?\}/g))
    if (Number(most) > LONGEST_REPEAT) return repeat;
  return null;
}
