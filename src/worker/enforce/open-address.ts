/** The address that decides about an open document, from the one that the browser reports. */

const SOURCE = 'view-source:';
/** Firefox takes capitals too. */
const READER = /^about:reader\?/i;

/**
 * A view of a page (its source, Firefox's reader view) belongs to that page; a `blob:` document to the site that made it.
 * @returns null for a `blob:` document of a sandboxed frame, which does not say whose it is
 */
export function openAddress(url: string): string | null {
  if (url.startsWith(SOURCE)) return openAddress(url.slice(SOURCE.length));
  if (READER.test(url)) return new URLSearchParams(url.replace(READER, '')).get('url') ?? url;
  if (!url.startsWith('blob:')) return url;
  const { origin } = new URL(url);
  return origin === 'null' ? null : `${origin}/`;
}
