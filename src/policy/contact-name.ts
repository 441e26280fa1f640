/** Whom the company names as its contact, in the reader's language where the policy has it. */
import { pickText } from './localised-text.js';
import type { PublishedPolicy } from './schema.js';
import { shownLine } from './shown-text.js';

/** Null when the policy names nobody. @param languages the reader's, most wanted first */
export function contactName(
  { organisation: { contact }, language }: Pick<PublishedPolicy, 'organisation' | 'language'>,
  languages: readonly string[],
): string | null {
  const name = pickText(contact?.names, languages, language) ?? contact?.name;
  return name === undefined ? null : shownLine(name);
}
