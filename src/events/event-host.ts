/** Which texts an event may carry as a host: names that a browser can show as the host of an address, and nothing else. */
import { MAX_HOST } from '../policy/limits.js';
import { isPlainHost } from '../policy/site.js';

/** Letters are small, and other alphabets in their `xn--` spelling. Name systems hold names with `_` too. */
const NAME = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;
const IPV6 = /^\[[\da-f:.]{2,45}\]$/;

/**
 * Whether it is a host name or an address literal as URL parsers write them. They let other signs into a host as well, such as
 * quotes and commas (https://url.spec.whatwg.org/#forbidden-host-code-points), and a page may lead to such a host: but an
 * administrator grants what an event names.
 */
export function isEventHost(text: string): boolean {
  if (text.length > MAX_HOST) return false;
  return isPlainHost(text) || ((NAME.test(text) || IPV6.test(text)) && hostOf(text) === text);
}

/** The host as the URL parser spells it; null where it refuses it. */
function hostOf(text: string): string | null {
  try {
    return new URL(`http://${text}`).hostname;
  } catch {
    return null;
  }
}
