/** What the page guards do with a page, by a model of the browsers' match patterns. */
import type { GuardPlan } from '../../src/dnr/guards.js';
import { guardedHosts, restrictedBy } from '../../src/policy/guard-list.js';
import { readSpelling } from '../../src/policy/guard-spelling.js';

/** `static`: stopped by the registration itself; `dynamic`: stopped once the list is read; `open`: let through. */
type GuardOutcome = 'static' | 'dynamic' | 'open';

export function guardOutcome(plan: GuardPlan, address: string): GuardOutcome {
  const url = new URL(address);
  const fits = (patterns: readonly string[]) => patterns.some((pattern) => patternFits(pattern, url));
  if ((fits(plan.staticHosts) && !fits(plan.staticExcept)) || fits(plan.staticPlaces)) return 'static';
  const answers = plan.spellings
    .filter(({ matches }) => fits(matches))
    .map(({ files }) => isRestrictedBy(plan, files, url));
  if (new Set(answers).size > 1) throw new Error(`registrations contradict each other on ${address}`);
  return answers[0] === true ? 'dynamic' : 'open';
}

/** By what is spelled, which is what the worker would answer too. */
function isRestrictedBy({ lists }: GuardPlan, files: readonly number[], url: URL): boolean {
  const nearest = guardedHosts(url.hostname).find((each) => each in lists);
  const asked = nearest !== undefined && restrictedBy(lists[nearest] ?? [], url.href);
  const spelled = readSpelling(files, url.hostname);
  if (spelled !== null && restrictedBy(spelled.list, url.href) !== asked)
    throw new Error(`spelled wrong for ${url.href}`);
  return asked;
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
