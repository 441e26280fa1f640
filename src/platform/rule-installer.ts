/** The browser's dynamic declarativeNetRequest rules. */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import type { DnrRule } from '../dnr/compile-rules.js';
import type { RuleInstaller } from '../worker/ports.js';

const dnr = browser.declarativeNetRequest;

/** What Chromium has and Firefox lacks: there, redirects count against the one limit for dynamic rules. */
const optionalLimits: Partial<Record<'MAX_NUMBER_OF_UNSAFE_DYNAMIC_RULES', number>> = chrome.declarativeNetRequest;

/** Above every rule of ours; and a tab that no browser has. A rule for it is read, and never applies. */
const PROBE_RULE_ID = 1_500_000_000;
const NO_TAB = 2_147_483_647;

export const ruleInstaller: RuleInstaller = {
  async installed(ids) {
    return (await dnr.getDynamicRules(ids && { ruleIds: [...ids] })) as unknown as DnrRule[];
  },
  async replace(removeRuleIds, addRules) {
    await dnr.updateDynamicRules({
      removeRuleIds: [...removeRuleIds],
      addRules: addRules as unknown as Browser.DeclarativeNetRequest.Rule[],
    });
  },
  async takesPattern(regexFilter) {
    return (await dnr.isRegexSupported({ regex: regexFilter, requireCapturing: true })).isSupported;
  },
  async takes(rules) {
    const addRules = rules.map(({ condition, ...rule }, index) => ({
      ...rule,
      id: PROBE_RULE_ID + index,
      condition: { ...condition, tabIds: [NO_TAB] },
    }));
    const removeRuleIds = addRules.map(({ id }) => id);
    try {
      await dnr.updateSessionRules({
        removeRuleIds,
        addRules: addRules as unknown as Browser.DeclarativeNetRequest.Rule[],
      });
    } catch {
      return false;
    }
    await dnr.updateSessionRules({ removeRuleIds });
    return true;
  },
  async installedForSession() {
    return (await dnr.getSessionRules()) as unknown as DnrRule[];
  },
  async replaceForSession(removeRuleIds, addRules) {
    await dnr.updateSessionRules({
      removeRuleIds: [...removeRuleIds],
      addRules: addRules as unknown as Browser.DeclarativeNetRequest.Rule[],
    });
  },
  target() {
    // Not runtime.getURL: with use_dynamic_url, Chromium answers an address there that dies with the session, and a
    // stored rule that leads to it ends on a blank page after a restart (seen in Chromium 156).
    const { origin, hostname } = self.location;
    return {
      blockedPage: `${origin}/blocked.html`,
      extensionHost: hostname,
      // Firefox 153 does not match `chatgpt.com.` by the domain `chatgpt.com`; Chromium 156 does.
      dottedDomainsApart: origin.startsWith('moz-extension:'),
      resourceTypes: Object.values(chrome.declarativeNetRequest.ResourceType),
      limits: {
        dynamicRules: dnr.MAX_NUMBER_OF_DYNAMIC_RULES,
        unsafeRules: optionalLimits.MAX_NUMBER_OF_UNSAFE_DYNAMIC_RULES ?? dnr.MAX_NUMBER_OF_DYNAMIC_RULES,
        regexRules: dnr.MAX_NUMBER_OF_REGEX_RULES,
      },
    };
  },
};
