/** What the page guards do with a page, by a model of the browsers' match patterns. */
import type { GuardPlan } from '../../src/dnr/guards.js';
import { guardedHosts, restrictedBy } from '../../src/policy/guard-list.js';

/** `closed`: stopped by the registration itself; `judged`: stopped once the list is read; `open`: let through. */
type GuardOutcome = 'closed' | 'judged' | 'open';

export function guardOutcome(plan: GuardPlan, address: string): GuardOutcome {
  const url = new URL(address);
  const fits = (patterns: readonly string[]) => patterns.some((pattern) => patternFits(pattern, url));
  if ((fits(plan.closed) && !fits(plan.closedExcept)) || fits(plan.closedPlaces)) return 'closed';
  if (!fits(plan.judged)) return 'open';
  const host = guardedHosts(url.hostname).find((each) => each in plan.lists);
  const list = host === undefined ? undefined : plan.lists[host];
  return list !== undefined && restrictedBy(list, address) ? 'judged' : 'open';
}

/** Chromium's reading: a host with a dot at the end is the same host, ports do not count, and case counts in paths. */
function patternFits(pattern: string, url: URL): boolean {
  const [, host = '', rest = ''] = /^\*:\/\/([^/]*)(\/.*)$/.exec(pattern) ?? [];
  const actual = url.hostname.replace(/\.$/, '');
  const base = host.replace(/^\*\./, '');
  const hostFits = actual === base || (host.startsWith('*.') && actual.endsWith(`.${base}`));
  const path = rest.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return hostFits && /^https?:$/.test(url.protocol) && new RegExp(`^${path}$`).test(url.pathname + url.search);
}
