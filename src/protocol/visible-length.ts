/**
 * How many characters of a text can be seen. Marks count with their letter; spaces, controls and letters that show nothing
 * (U+200B, U+2800, U+3164 …) do not count.
 */

const INVISIBLE = /[\p{White_Space}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu;

export function visibleLength(text: string): number {
  return Array.from(text.replace(INVISIBLE, '')).length;
}
