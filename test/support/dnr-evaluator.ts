/**
 * What a browser makes of declarativeNetRequest rules, in plain JavaScript and apart from the compiler: which conditions
 * match a request, and which of the matching rules wins. Chromium's order is played here: the highest priority, and
 * among equals allow before block before redirect; a header is set unless a higher or equal allow, or a block or
 * redirect, takes the request.
 */
import type { DnrRule } from '../../src/dnr/compile-rules.js';

export interface Outcome {
  readonly action: 'none' | 'allow' | 'block' | 'redirect';
  /** The rule that won; null when none matched. */
  readonly rule: DnrRule | null;
  /** The page that a redirect leads to. */
  readonly redirectsTo: string | null;
  /** Header by name, as the request would carry it. */
  readonly headers: Readonly<Record<string, string>>;
}

const ORDER = ['allow', 'block', 'redirect'] as const;

/** @param url as somebody types it; a browser matches on the spelling that `new URL` gives it, fragment included */
export function outcomeOf(
  rules: readonly DnrRule[],
  url: string,
  resourceType: string,
  dottedDomainsApart = false,
): Outcome {
  const matching = rules.filter(({ condition }) => conditionMatches(condition, url, resourceType, dottedDomainsApart));
  const deciding = matching.filter(({ action }) => action.type !== 'modifyHeaders');
  const [rule = null] = deciding.sort((one, other) => other.priority - one.priority || rank(one) - rank(other));
  const action = rule === null ? 'none' : (rule.action.type as Outcome['action']);
  const headers: Record<string, string> = {};
  if (action === 'none' || action === 'allow') {
    const minimumRevision = rule?.priority ?? Number.NEGATIVE_INFINITY;
    const setting = matching.filter((each) => each.action.type === 'modifyHeaders' && each.priority > minimumRevision);
    for (const each of setting.sort((one, other) => one.priority - other.priority))
      Object.assign(headers, headersOf(each));
  }
  return { action, rule, redirectsTo: redirectOf(rule, url), headers };
}

const rank = ({ action }: DnrRule): number => ORDER.findIndex((type) => type === action.type);

function headersOf({ action }: DnrRule): Record<string, string> {
  if (action.type !== 'modifyHeaders') return {};
  return Object.fromEntries(action.requestHeaders.map(({ header, value }) => [header.toLowerCase(), value]));
}

function redirectOf(rule: DnrRule | null, url: string): string | null {
  if (rule?.action.type !== 'redirect') return null;
  const match = new RegExp(rule.condition.regexFilter ?? '^$', 'i').exec(new URL(url).href);
  if (match === null) return null;
  return rule.action.redirect.regexSubstitution.replace('\\0', () => match[0]);
}

/** @param dottedDomainsApart as Firefox has it; Chromium takes a trailing dot off the request's host */
export function conditionMatches(
  condition: DnrRule['condition'],
  url: string,
  resourceType: string,
  dottedDomainsApart = false,
): boolean {
  const { requestDomains, regexFilter, resourceTypes } = condition;
  const { href, hostname, protocol } = new URL(url);
  if (!['http:', 'https:', 'ws:', 'wss:'].includes(protocol) || !resourceTypes.includes(resourceType)) return false;
  if (condition.urlFilter !== undefined) throw new Error('the evaluator reads no urlFilter');
  if (requestDomains?.length === 0) throw new Error('browsers refuse an empty list of domains');
  const host = dottedDomainsApart ? hostname : hostname.replace(/\.$/, '');
  const onDomain = requestDomains?.some((domain) => host === domain || host.endsWith(`.${domain}`)) ?? true;
  return onDomain && (regexFilter === undefined || patternOf(regexFilter).test(href));
}

const patterns = new Map<string, RegExp>();

/** Letter case does not count unless a rule says so. */
function patternOf(regexFilter: string): RegExp {
  const known = patterns.get(regexFilter) ?? new RegExp(regexFilter, 'i');
  patterns.set(regexFilter, known);
  return known;
}
