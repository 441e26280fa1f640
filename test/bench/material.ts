/** Policies, facts and targets for the benchmarks, the same in every run. */
import type { CompileTarget } from '../../src/dnr/compile-rules.js';
import type { BrowserFacts } from '../../src/policy/audience.js';
import type { PublishedPolicy, Rule, Tool } from '../../src/policy/schema.js';

/** Within the lifetime of every policy made here. */
export const BENCH_NOW_MS = Date.parse('2026-11-23T09:00:00Z');

export const BENCH_FACTS: BrowserFacts = {
  groups: [],
  ring: null,
  installId: 'bench',
  supportId: 'AAAAA-00000',
  timeZone: 'UTC',
};

/** Chromium's, as `rule-installer.ts` has it. */
export const BENCH_TARGET: CompileTarget = {
  blockedPage: 'chrome-extension://bench/blocked.html',
  extensionHost: 'bench',
  pageToken: 'pageToken',
  resourceTypes: ['main_frame', 'sub_frame', 'stylesheet', 'script', 'image', 'font', 'xmlhttprequest', 'websocket'],
  dottedDomainsApart: false,
  withoutHostAccess: false,
  limits: { dynamicRules: 30_000, unsafeRules: 5_000, regexRules: 1_000 },
};

const DOMAINS_OF_A_TOOL = 5;

/** Tools of five sites each. */
export function benchTools(domains: readonly string[]): Tool[] {
  return Array.from({ length: Math.ceil(domains.length / DOMAINS_OF_A_TOOL) }, (_, index) => ({
    id: `tool-${index}`,
    name: `Tool ${index}`,
    vendor: 'Vendor',
    category: 'assistant',
    sites: domains.slice(index * DOMAINS_OF_A_TOOL, (index + 1) * DOMAINS_OF_A_TOOL),
    api: [],
    embedded: [],
  }));
}

export function benchRule(changes: Partial<Rule>): Rule {
  return {
    id: 'rule',
    action: 'block',
    tools: [],
    parts: ['sites', 'api', 'embedded'],
    sites: [],
    except: [],
    alternatives: [],
    reason: { en: 'It may keep what you paste' },
    since: '2026-11-20T12:00:00Z',
    ...changes,
  };
}

/** Four rules: the first tool is approved, the second observed, a tenth warned about and the rest blocked. */
export function benchPolicy(domains: readonly string[], changes: Partial<PublishedPolicy> = {}): PublishedPolicy {
  const tools = benchTools(domains);
  const ids = tools.map(({ id }) => id);
  const warned = Math.ceil(ids.length / 10);
  return {
    format: 1,
    requires: [],
    name: 'bench',
    revision: 1,
    issuedAt: '2026-11-22T12:00:00Z',
    expiresAt: '2027-11-22T12:00:00Z',
    organisation: { name: 'Bench' },
    language: 'en',
    mode: 'enforce',
    onExpiry: 'keep',
    pollSeconds: 900,
    tools,
    rules: [
      benchRule({ id: 'approved', action: 'allow', tools: ids.slice(0, 1) }),
      benchRule({ id: 'observed', action: 'observe', tools: ids.slice(1, 2) }),
      benchRule({
        id: 'warned',
        action: 'warn',
        tools: ids.slice(2, 2 + warned),
        warn: { minutes: 60, justification: 'none' },
      }),
      benchRule({ id: 'blocked', tools: ids.slice(2 + warned), alternatives: ids.slice(0, 1) }),
    ],
    ...changes,
  };
}
