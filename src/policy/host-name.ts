/** What a name system can hold: a browser's URL parser reads much more, and no address is ever of that. */
import { isAddressLiteral, parseSite } from './site.js';

/** Whether some address may be of the site: `site-mistake.ts` says why not. RFC 1123, 2.1, and the `_` of name systems. */
export function mayMatch(text: string): boolean {
  const parsed = parseSite(text);
  if (!parsed.ok) return false;
  const { host, path } = parsed.site;
  if (isAddressLiteral(host)) return !NETWORK.test(path);
  return host.length <= MAX_NAME && host.split('.').every((label) => LABEL.test(label));
}

/** What follows an address where a whole network is meant. */
export const NETWORK = /^\/(?:\d{1,3}|\d+(?:\.\d+){3})$/;

/** RFC 1035, 2.3.4: octets of a name without the root's, and of a label. */
export const MAX_NAME = 253;
const LABEL = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/;
