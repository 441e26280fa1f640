/** Whether a text is a site: here, or in any browser. Which hosts there are is for each browser's URL parser to say. */
import { isPlainHost, parseSite } from './site.js';

/** Whether `parseSite` reads it, in this browser. */
export function isSite(text: string): boolean {
  return isPlainHost(text) || parseSite(text).ok;
}

/** Whether some browser may read it: all of them agree on the rest of its form. */
export function isSiteForm(text: string): boolean {
  if (isPlainHost(text)) return true;
  const parsed = parseSite(text);
  return parsed.ok || parsed.unread === true;
}
