/** Who enforces each rule of a policy, in every browser: what `deploy` and the report of `simulate` show. */
import { compileBrowserPolicies, POLICY_BROWSERS } from './browser-policies.js';
import type { KnownFacts } from '../logs/rule-certainty.js';
import type { PublishedPolicy } from '../../policy/schema.js';
import { builtInSwitches } from './built-in-switches.js';
import type { BrowserEnforcement } from './enforcement-table.js';

/** @param urlLists whether the browsers' own lists of addresses are made, as by `gatepost deploy --url-lists` */
export function enforcementByBrowser(
  policy: PublishedPolicy,
  facts: KnownFacts,
  urlLists: boolean,
): BrowserEnforcement[] {
  const builtIn = builtInSwitches();
  return POLICY_BROWSERS.map((browser) => ({
    browser,
    rules: compileBrowserPolicies(policy, { browser, facts, builtIn, urlLists }).enforcement,
  }));
}
