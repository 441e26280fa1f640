/**
 * What the browser can enforce by itself, from the same published policy: its own lists of blocked addresses, account
 * headers and switches of built-in AI. It holds where no extension runs, and it is as blunt as it is strong, so only what
 * every address, person and hour agrees on goes into it; the rest is reported, rule by rule.
 */
import { isFinal } from '../../policy/actions.js';
import type { PublishedPolicy } from '../../policy/schema.js';
import { enforcementOf, type RuleEnforcement } from './enforcement.js';
import { headerInjection } from './header-injection.js';
import { hostEntries, sitesPerRule } from '../logs/host-decisions.js';
import { evaluateRules, type EvaluatedRule, type KnownFacts } from '../logs/rule-certainty.js';
import { cookiePatterns, LIST_LIMIT, urlLists, type UrlLists } from './url-lists.js';

export const POLICY_BROWSERS = ['chrome', 'edge', 'brave', 'chromium', 'firefox'] as const;
export type PolicyBrowser = (typeof POLICY_BROWSERS)[number];

export type PolicyValue = string | number | boolean | readonly PolicyValue[] | { readonly [key: string]: PolicyValue };
export type Policies = Readonly<Record<string, PolicyValue>>;

/** How each browser switches a built-in tool off, by tool id. */
export type BuiltInSwitches = ReadonlyMap<string, Partial<Readonly<Record<PolicyBrowser, Policies>>>>;

export interface BrowserPolicyOptions {
  readonly browser: PolicyBrowser;
  /** Of the machines that the result is for. */
  readonly facts: KnownFacts;
  readonly builtIn: BuiltInSwitches;
  /** The lists of addresses: stronger than the block page, which nobody sees where they block, and slow to undo. */
  readonly urlLists: boolean;
}

export interface BrowserPolicies {
  /** The browser's policies, native values by name. */
  readonly policies: Policies;
  /** Rule by rule, who enforces it in this browser. */
  readonly enforcement: readonly RuleEnforcement[];
  /** What the administrator should know about the whole. */
  readonly notes: readonly string[];
}

/** Microsoft documents no build of `HttpHeaderInjection` for other browsers than Edge, Google none but Chrome's own. */
const TAKES_HEADERS: ReadonlySet<PolicyBrowser> = new Set(['chrome', 'edge', 'brave', 'chromium']);

export function compileBrowserPolicies(policy: PublishedPolicy, options: BrowserPolicyOptions): BrowserPolicies {
  const { browser } = options;
  const observing = policy.mode === 'observe';
  const rules = observing ? [] : evaluateRules(policy, options.facts);
  const perRule = sitesPerRule(policy, rules);
  const dialect = browser === 'firefox' ? 'firefox' : 'chromium';
  const lists = urlLists(options.urlLists ? hostEntries(perRule) : [], dialect);
  const headers = headerInjection(TAKES_HEADERS.has(browser) ? rules : []);
  const off = switchedOff(rules, options);
  const policies: Policies = {
    ...listPolicies(lists, browser),
    ...(headers.rules.length > 0 ? { HttpHeaderInjection: headers.rules.map(asPolicyValue) } : {}),
    ...Object.fromEntries(off.flatMap(([, switches]) => Object.entries(switches))),
  };
  const enforcement = enforcementOf({
    policy,
    rules,
    perRule,
    lists,
    headers,
    options,
    off: new Set(off.map(([id]) => id)),
  });
  return { policies, enforcement, notes: notesOn(observing, lists) };
}

/** The names of all policies that some policy of the company could set in a browser: those it does not set now may be left from before. */
export function possiblePolicies(browser: PolicyBrowser, builtIn: BuiltInSwitches): string[] {
  const lists = browser === 'firefox' ? ['WebsiteFilter'] : ['URLBlocklist', 'URLAllowlist', 'CookiesBlockedForUrls'];
  const headers = TAKES_HEADERS.has(browser) ? ['HttpHeaderInjection'] : [];
  const switches = [...builtIn.values()].flatMap((each) => Object.keys(each[browser] ?? {}));
  return [...new Set([...lists, ...headers, ...switches])];
}

function listPolicies(lists: UrlLists, browser: PolicyBrowser): Policies {
  const { block, open } = lists;
  if (block.length === 0) return {};
  if (browser === 'firefox')
    return { WebsiteFilter: { Block: block, ...(open.length > 0 ? { Exceptions: open } : {}) } };
  // Seen in Chromium 156: requests of the browser itself, such as those of FedCM, pass the list and every extension, with cookies.
  const cookies = cookiePatterns(lists);
  return {
    URLBlocklist: block,
    ...(open.length > 0 ? { URLAllowlist: open } : {}),
    ...(cookies.length > 0 ? { CookiesBlockedForUrls: cookies } : {}),
  };
}

function asPolicyValue({
  patterns,
  headers,
}: {
  patterns: readonly string[];
  headers: readonly { name: string; value: string }[];
}): PolicyValue {
  return { patterns, headers: headers.map(({ name, value }) => ({ name, value })) };
}

/** The built-in tools that the policy blocks for everybody here, each with this browser's switches. */
function switchedOff(
  rules: readonly EvaluatedRule[],
  { browser, builtIn }: BrowserPolicyOptions,
): [string, Policies][] {
  return [...builtIn].flatMap(([id, switches]): [string, Policies][] => {
    const deciding = rules.find(({ rule, certainty }) => certainty !== 'never' && rule.tools.includes(id));
    const own = switches[browser];
    if (deciding?.certainty !== 'always' || !isFinal(deciding.rule.action) || own === undefined) return [];
    return [[id, own]];
  });
}

function notesOn(observing: boolean, { leftOut }: UrlLists): string[] {
  if (observing) return ['the policy only observes, so the browser is given nothing to enforce'];
  if (leftOut.length === 0) return [];
  const hosts = leftOut.map(({ host }) => host).join(', ');
  return [
    `${leftOut.length} blocked hosts have no place in the browser's list (${LIST_LIMIT} entries at most): ${hosts}`,
  ];
}
