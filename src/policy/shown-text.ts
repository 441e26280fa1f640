/**
 * Text from outside as it may be shown. What could make a line read otherwise than it is written is taken out: control
 * characters, and the marks that turn the direction of everything after them. Marks that affect one place only stay.
 */

/** Control characters but tab and line break; embeddings, overrides and isolates; line and paragraph separators. */
// eslint-disable-next-line no-control-regex -- these are what it takes out
const UNSHOWN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

export function shownText(text: string): string {
  return text.replace(UNSHOWN, '');
}

/** The same for names and other single lines. */
export function shownLine(text: string): string {
  return shownText(text).replace(/\s+/g, ' ').trim();
}
