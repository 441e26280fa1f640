/** Picks the text of a localised map that fits the reader best. */
import type { LocalisedText } from './fields.js';

const baseOf = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? tag;

/** The text only where it is in a language of the reader: for what is better left out than shown in another one. */
export function textInReach(texts: LocalisedText | undefined, languages: readonly string[]): string | undefined {
  const wanted = new Set(languages.map(baseOf));
  const within = Object.entries(texts ?? {}).filter(([tag]) => wanted.has(baseOf(tag)));
  return within.length === 0 ? undefined : pickText(Object.fromEntries(within), languages, '');
}

/**
 * @param languages the reader's languages, most wanted first (BCP 47 tags)
 * @param fallback the policy's own language, used when none of the reader's is there
 */
export function pickText(
  texts: LocalisedText | undefined,
  languages: readonly string[],
  fallback: string,
): string | undefined {
  if (texts === undefined) return undefined;
  const entries = Object.entries(texts);
  for (const wanted of [...languages, fallback]) {
    const same = entries.find(([tag]) => tag.toLowerCase() === wanted.toLowerCase());
    const related = same ?? entries.find(([tag]) => baseOf(tag) === baseOf(wanted));
    if (related !== undefined) return related[1];
  }
  return entries[0]?.[1];
}
