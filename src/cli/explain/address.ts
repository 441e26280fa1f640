/**
 * Addresses that somebody asks about. Rules are about web addresses only, so whatever else is asked is refused with what to ask
 * instead: to call it open would be a wrong answer where a web page lies behind it.
 */
import { parseAddress } from '../../policy/site.js';
import { CommandError } from '../lib/command-error.js';

const EXPECTED = 'expected an http, https, ws or wss address such as https://chat.example.com/';

/** @throws CommandError for the first that no rule can be about */
export function ensureAddresses(urls: readonly string[]): void {
  for (const url of urls) {
    if (readable(url) !== null) continue;
    const inside = webAddressIn(url);
    const hint = inside === null ? '' : `; did you mean ${inside}?`;
    throw new CommandError(`cannot read the address "${url}": ${EXPECTED}${hint}`);
  }
}

/** The web address that is meant, or that another one shows (`view-source:`, `blob:`, a reader's `?url=`); null: none. */
function webAddressIn(text: string): string | null {
  const written = decoded(text.trim());
  const [, inner] = /(?:^|[^a-z])((?:https?|wss?):\/\/.*)$/i.exec(written) ?? [];
  if (inner !== undefined) return readable(inner.replace('://*.', '://'));
  // `googlechromes://host/`, `//host/`, `reader:host`: what follows the scheme, if that is a host with a dot or a port.
  const rest = written
    .replace(/^(?:[a-z][a-z+-]*:(?!\d))?\/*/i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^\*\./, '');
  return /^[^/?#\s]+(?:\.[^/?#\s]+|:\d+)/.test(rest) ? readable(`https://${rest}`) : null;
}

/** Null for what is no web address, or a pattern with a `*` for hosts: no host has that in its name. */
function readable(address: string): string | null {
  const parsed = parseAddress(address);
  return parsed === null || parsed.host.includes('*') ? null : new URL(address).href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
