/**
 * The hosts under which a translation proxy shows a long list of hosts. A word at a time takes several times as long, so
 * the list is spelled anew as one run of bytes and cut into words at the end.
 */
import { hasPlainLabel, PROXY_SUFFIX, proxyHosts } from '../policy/site.js';

const [NEWLINE, DASH, DOT] = [10, 45, 46];
const WWW = 'www-';

/** Of each host what `proxyHosts` says of it and its `www`. */
export function proxyHostsOf(hosts: readonly string[]): string[] {
  const others = hosts.filter((host) => !hasPlainLabel(host));
  const shown = others.flatMap((host) => proxyHosts(host, false));
  const plain = others.length === 0 ? hosts : hosts.filter(hasPlainLabel);
  if (plain.length === 0) return shown;
  const www = wwwOfAll(plain).split('\n');
  return shown.concat(www, www.map(withoutWww));
}

const withoutWww = (host: string): string => host.slice(WWW.length);

function wwwOfAll(hosts: readonly string[]): string {
  const encoder = new TextEncoder();
  const written = encoder.encode(hosts.join('\n'));
  const between = encoder.encode(`${PROXY_SUFFIX}\n${WWW}`);
  const spelled = new Uint8Array(2 * written.length + hosts.length * between.length);
  const end = spell(written, between, spelled);
  return WWW + new TextDecoder().decode(spelled.subarray(0, end)) + PROXY_SUFFIX;
}

/** The proxy writes a dot as `-` and a `-` as `--`. @returns how many bytes were spelled */
function spell(written: Uint8Array, between: Uint8Array, spelled: Uint8Array): number {
  let end = 0;
  for (const letter of written) {
    if (letter === NEWLINE) {
      spelled.set(between, end);
      end += between.length;
    } else {
      spelled[end++] = letter === DOT ? DASH : letter;
      if (letter === DASH) spelled[end++] = DASH;
    }
  }
  return end;
}
