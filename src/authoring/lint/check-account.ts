/** Checks that no rule cancels the account control of a rule below it. */
import { isOpening, isRestricting, sendsHeaders } from '../../policy/actions.js';
import type { KnownTool } from '../known-tools.js';
import { parseSites } from '../../policy/rule-sites.js';
import type { Site } from '../../policy/site.js';
import { neverTogether } from './check-applies.js';
import { error, named, type CheckedRule, type PolicyFinding } from './check-finding.js';
import { takenBefore, type RuleOrder } from './check-order.js';
import { OverlappingSites } from '../../policy/site-index.js';

export function checkAccounts(order: RuleOrder): PolicyFinding[] {
  const accountRules = order.rules.filter(({ rule }) => sendsHeaders(rule.action));
  if (accountRules.length === 0) return [];
  const opened = new OverlappingSites<CheckedRule>();
  for (const rule of order.rules.filter((each) => isOpening(each.rule.action))) {
    for (const site of rule.sites) opened.add(site, rule);
  }
  return accountRules.flatMap((rule, position) => [
    ...otherIdsBefore(rule, accountRules.slice(0, position)),
    ...rule.resolved.tools.flatMap((tool) => [
      ...openedBefore(rule, tool, { order, opened }),
      ...restrictedBefore(rule, tool, order),
    ]),
  ]);
}

/** Tools of one vendor may share header and hosts; the first rule's header is the one that is sent. */
function otherIdsBefore({ index, rule, resolved }: CheckedRule, before: readonly CheckedRule[]): PolicyFinding[] {
  const tools = new Set(resolved.tools.map(({ id }) => id));
  for (const earlier of before) {
    // The same tool once more is a matter of order: the first rule that applies counts, as everywhere.
    if (neverTogether(earlier.rule, rule) || earlier.resolved.tools.some(({ id }) => tools.has(id))) continue;
    const clash = headersOf(resolved).find((own) =>
      headersOf(earlier.resolved).some(
        ({ name, host, value }) => name === own.name && host === own.host && value !== own.value,
      ),
    );
    if (clash === undefined) continue;
    const message =
      `${named([earlier.rule.id])} above sends other ids to ${clash.host} in the same header (${clash.name}), and those ` +
      'apply here too: give both the same ids, preferably in one rule';
    return [error('account-shadowed', ['rules', index, 'account'], message)];
  }
  return [];
}

function headersOf({ account }: CheckedRule['resolved']): { name: string; host: string; value: string }[] {
  return (account?.controls ?? []).flatMap(({ headers, hosts }) =>
    headers.flatMap(({ name, value }) => hosts.map((host) => ({ name, host, value }))),
  );
}

/** Headers are sent all the same, but the ways in without an account stay open, and the answer says "allowed". */
function openedBefore(
  rule: CheckedRule,
  tool: KnownTool,
  { order, opened }: { order: RuleOrder; opened: OverlappingSites<CheckedRule> },
): PolicyFinding[] {
  const cancels = (site: Site, earlier: CheckedRule) =>
    earlier.index < rule.index &&
    isOpening(earlier.rule.action) &&
    !neverTogether(earlier.rule, rule.rule) &&
    !order.isExcepted(site, earlier);
  const own = sitesOf(rule, tool).flatMap((site) =>
    [...order.possibleTakers(site)].filter((earlier) => cancels(site, earlier)),
  );
  const anonymous = parseSites(tool.account?.anonymous ?? []).flatMap((site) =>
    [...opened.overlapping(site)].map(({ value }) => value).filter((earlier) => cancels(site, earlier)),
  );
  const before = named([...own, ...anonymous].map((earlier) => earlier.rule.id));
  if (before === '') return [];
  const message =
    `${before} above allows ${tool.name} and so cancels its account control: move this rule above, or ` +
    `except ${tool.id} there`;
  return [error('account-shadowed', ['rules', rule.index, 'action'], message)];
}

function restrictedBefore(rule: CheckedRule, tool: KnownTool, order: RuleOrder): PolicyFinding[] {
  const kind = (earlier: CheckedRule) => isRestricting(earlier.rule.action);
  const sites = takenBefore(sitesOf(rule, tool), { order, rule, kind });
  const hosts = takenBefore(parseSites(tool.account?.hosts ?? []), { order, rule, kind });
  const takers = sites ?? hosts;
  if (takers === null) return [];
  const what = sites === null ? `the sign-in of ${tool.name}` : tool.name;
  const before = named(takers.map((earlier) => earlier.rule.id));
  const message = `${before} above restricts ${what} already, so no account can use it: move this rule up, or except ${tool.id} there`;
  return [error('account-shadowed', ['rules', rule.index, 'action'], message)];
}

function sitesOf({ resolved }: CheckedRule, tool: KnownTool): readonly Site[] {
  return parseSites(resolved.parts.flatMap((part) => [...tool[part]]));
}
