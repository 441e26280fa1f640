/** Text as XML holds it, in elements and in quoted attributes alike. */
import { CommandError, EXIT } from '../lib/command-error.js';

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Breaks and tabs are written as numbers, since an attribute would make spaces of them; so are signs for private use.
 * @throws CommandError for a sign that XML cannot hold
 */
export function escapedXml(text: string): string {
  // eslint-disable-next-line no-control-regex -- these very signs are looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) {
    throw new CommandError(
      `a text holds a control character, which XML cannot: ${JSON.stringify(text.slice(0, 60))}`,
      EXIT.refused,
    );
  }
  return text
    .replace(/[&<>"]/g, (sign) => NAMES[sign] ?? sign)
    .replace(/[\t\n\r\ue000-\uf8ff]/g, (sign) => `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`);
}
