/**
 * Account headers as the browser's own policy `HttpHeaderInjection`, which wins over every extension. Only whole hosts are
 * given to it: its paths are compared letter by letter and by mere beginning, which is not what a site means.
 */
import { sendsHeaders } from '../../policy/actions.js';
import { parseSites } from '../../policy/rule-sites.js';
import { isAddressLiteral, matchesHost, needsPattern, type Site } from '../../policy/site.js';
import type { EvaluatedRule } from '../logs/rule-certainty.js';

const HEADER_PATTERN_LIMIT = 500;
const HEADERS_A_RULE_LIMIT = 20;

interface Header {
  readonly name: string;
  readonly value: string;
}

interface InjectionRule {
  readonly patterns: readonly string[];
  readonly headers: readonly Header[];
}

export interface HeaderInjection {
  readonly rules: readonly InjectionRule[];
  /** For each policy rule what stays with the extension, in words; empty when nothing does. */
  readonly leftOut: ReadonlyMap<string, readonly string[]>;
}

/** A header of an earlier rule on the same hosts wins, as among the extension's own rules. */
export function headerInjection(rules: readonly EvaluatedRule[], limit = HEADER_PATTERN_LIMIT): HeaderInjection {
  const made: InjectionRule[] = [];
  const given: { host: Site; header: Header }[] = [];
  const leftOut = new Map<string, string[]>();
  let patterns = 0;
  for (const { rule, certainty, because } of rules.filter((each) => sendsHeaders(each.rule.action))) {
    if (certainty === 'never') continue;
    const problems: string[] = certainty === 'sometimes' ? [because] : [];
    leftOut.set(rule.id, problems);
    if (certainty === 'sometimes') continue;
    for (const { headers, hosts } of rule.account?.controls ?? []) {
      const sites = parseSites(hosts);
      const whole = sites.filter((site) => !needsPattern(site));
      if (whole.length < sites.length) problems.push('a control on a path');
      if (whole.length === 0) continue;
      if (patterns + whole.length > limit || headers.length > HEADERS_A_RULE_LIMIT) {
        problems.push(`more than ${limit} addresses or ${HEADERS_A_RULE_LIMIT} headers`);
        continue;
      }
      const contradicted = headers.filter((header) => whole.some((site) => isGiven(given, site, header)));
      if (contradicted.length > 0) {
        problems.push(`an earlier rule sends ${contradicted.map(({ name }) => name).join(', ')} to the same hosts`);
        continue;
      }
      patterns += whole.length;
      given.push(...whole.flatMap((host) => headers.map((header) => ({ host, header }))));
      made.push({ patterns: whole.map(patternOf), headers });
    }
  }
  return { rules: made, leftOut };
}

/** Whether an earlier rule sends the header with another value to this host, or to one around or inside it. */
function isGiven(given: readonly { host: Site; header: Header }[], site: Site, { name, value }: Header): boolean {
  return given.some(
    ({ host, header }) =>
      header.name.toLowerCase() === name.toLowerCase() &&
      header.value !== value &&
      (matchesHost(host, site.host) || matchesHost(site, host.host)),
  );
}

function patternOf({ host, exact }: Site): string {
  return exact && !isAddressLiteral(host) ? `.${host}` : host;
}
