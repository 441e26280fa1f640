/**
 * The browser's own answer, without a request: `testMatchOutcome` of an unpacked extension says which rules it would
 * apply to an address.
 *
 * The rules are installed as session rules: the worker's reconcile replaces the dynamic ones whenever it likes, and never
 * touches these. The browser compiles and matches both alike.
 */
import type { Page } from 'puppeteer-core';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { compileRules, type CompileTarget } from '../../../src/dnr/compile-rules.js';
import type { EffectivePolicy } from '../../../src/policy/effective-policy.js';
import { Chromium } from './chromium.js';

/** Nothing is asked of the network: every host leads to a port where nobody listens. */
const UNUSED_PORT = 9;

/** The policy rules that act on an address; null where nothing hinders it. */
export interface Outcome {
  /** The rule whose explanation answers a navigation. */
  readonly page: string | null;
  /** The rule by which a page's request fails. */
  readonly request: string | null;
}

interface Matched {
  readonly page: readonly number[];
  readonly request: readonly number[];
}

/** What the compiler wants to know about this browser, read as the worker reads it. */
function readTarget(page: Page): Promise<CompileTarget> {
  return page.evaluate(() => {
    const dnr = chrome.declarativeNetRequest;
    return {
      blockedPage: `${location.origin}/blocked.html`,
      extensionHost: location.hostname,
      pageToken: 'pageToken',
      dottedDomainsApart: false,
      resourceTypes: Object.values(dnr.ResourceType),
      limits: {
        dynamicRules: dnr.MAX_NUMBER_OF_SESSION_RULES,
        unsafeRules: dnr.MAX_NUMBER_OF_UNSAFE_SESSION_RULES,
        regexRules: dnr.MAX_NUMBER_OF_REGEX_RULES,
      },
    };
  });
}

/**
 * What the browser does with each address under the policy, in their order.
 * @throws when a limit left rules out, or the browser refuses the rules
 */
export async function outcomesOf(page: Page, effective: EffectivePolicy, urls: readonly string[]): Promise<Outcome[]> {
  const { rules, policyRuleOf, problems } = compileRules(effective, await readTarget(page));
  if (problems.length > 0) throw new Error(`left out: ${JSON.stringify(problems)}`);
  const matched = await page.evaluate(installAndMatch, rules, urls.map(asRequested));
  const restricting = (ids: readonly number[], type: string): string | null => {
    const id = ids.find((each) => rules.some((rule) => rule.id === each && rule.action.type === type));
    return id === undefined ? null : (policyRuleOf.get(id) ?? 'a rule of no policy rule');
  };
  return matched.map((ids) => ({
    page: restricting(ids.page, 'redirect'),
    request: restricting(ids.request, 'block'),
  }));
}

/** What the browser has to do where the policy rule restricts the address; null: where none does. */
export function wantedOutcome(url: string, rule: string | null): Outcome {
  return { page: isWebSocket(url) ? null : rule, request: rule };
}

/** Such an address never shows a page. */
function isWebSocket(url: string): boolean {
  return /^wss?:$/.test(new URL(url).protocol);
}

/** Requests carry addresses as the parser writes them. */
function asRequested(url: string): string {
  return new URL(url).href;
}

/** Runs in the extension's page. */
async function installAndMatch(rules: readonly unknown[], urls: readonly string[]): Promise<Matched[]> {
  const dnr = chrome.declarativeNetRequest;
  const dynamic = await dnr.getDynamicRules();
  if (dynamic.length > 0) throw new Error('the extension has rules of its own');
  const removeRuleIds = (await dnr.getSessionRules()).map(({ id }) => id);
  await dnr.updateSessionRules({ removeRuleIds, addRules: rules as chrome.declarativeNetRequest.Rule[] });
  const matched = async (url: string, type: string): Promise<number[]> => {
    const { matchedRules } = await dnr.testMatchOutcome({
      url,
      type: type as `${chrome.declarativeNetRequest.ResourceType}`,
    });
    return matchedRules.map(({ ruleId }) => ruleId);
  };
  return Promise.all(
    urls.map(async (url) => ({
      page: await matched(url, 'main_frame'),
      request: await matched(url, /^wss?:/.test(url) ? 'websocket' : 'xmlhttprequest'),
    })),
  );
}

/** A browser that nobody manages, with a page of the extension to ask on. */
export interface Oracle {
  readonly page: Page;
  close(): Promise<void>;
}

export async function startOracle(): Promise<Oracle> {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-'));
  const browser = await Chromium.start({ workDir, standInPort: UNUSED_PORT, managed: null });
  const page = await browser.open(`${browser.extensionOrigin}/popup.html`);
  return {
    page,
    async close() {
      await browser.close();
      await rm(workDir, { recursive: true, force: true });
    },
  };
}
