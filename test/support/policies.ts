/** Builders of policies: each gives a valid one, and takes what the test is about. */
import type { BrowserFacts } from '../../src/policy/audience.js';
import { effectivePolicy, type EffectivePolicy } from '../../src/policy/effective-policy.js';
import type { AcceptedPolicy, PublishedPolicy, Rule, Tool } from '../../src/policy/schema.js';

/** The moment at which tests take place unless they say otherwise. */
export const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export function aTool(overrides: Partial<Tool> = {}): Tool {
  return {
    id: 'chatgpt',
    name: 'ChatGPT',
    vendor: 'OpenAI',
    category: 'assistant',
    home: 'https://chatgpt.com/',
    sites: ['chatgpt.com', 'chat.openai.com'],
    api: [],
    embedded: [],
    ...overrides,
  };
}

export const copilot = aTool({
  id: 'copilot',
  name: 'Copilot',
  vendor: 'Microsoft',
  home: 'https://copilot.example/',
  about: { en: 'For company data', fr: 'Pour les données internes' },
  sites: ['copilot.example', 'bing.com/chat'],
});

export function aRule(overrides: Partial<Rule> = {}): Rule {
  return {
    id: 'no-chatgpt',
    action: 'block',
    tools: ['chatgpt'],
    parts: ['sites', 'api', 'embedded'],
    sites: [],
    except: [],
    reason: { en: 'It may keep what you paste', fr: 'Il peut garder ce que vous collez' },
    alternatives: ['copilot'],
    since: '2026-11-20T12:00:00Z',
    ...overrides,
  };
}

export function aPolicy(overrides: Partial<PublishedPolicy> = {}): PublishedPolicy {
  return {
    format: 1,
    requires: [],
    name: 'acme',
    revision: 7,
    issuedAt: '2026-11-22T12:00:00Z',
    expiresAt: '2026-12-22T12:00:00Z',
    organisation: { name: 'Acme', contact: { name: 'IT desk', email: 'it@acme.example' } },
    language: 'en',
    mode: 'enforce',
    onExpiry: 'keep',
    pollSeconds: 900,
    tools: [aTool(), copilot],
    rules: [aRule()],
    ...overrides,
  };
}

/** A policy without tools whose rules name sites only. */
export function aPolicyOfSites(...rules: Partial<Rule>[]): PublishedPolicy {
  return aPolicy({
    tools: [],
    rules: rules.map((rule, index) => aRule({ id: `rule-${index}`, tools: [], alternatives: [], ...rule })),
  });
}

/** Stands in for a policy that `acceptPolicy` let through, where acceptance is not what the test is about. */
export function accepted(policy: PublishedPolicy): AcceptedPolicy {
  return policy as AcceptedPolicy;
}

/** A browser in no group and no ring. */
export function facts(overrides: Partial<BrowserFacts> = {}): BrowserFacts {
  return { groups: [], ring: null, installId: 'install-1', supportId: 'AAAAA-00000', timeZone: 'UTC', ...overrides };
}

/** The policy as it applies to a browser in no group and no ring. */
export function anEffectivePolicy(policy: PublishedPolicy = aPolicy(), nowMs = NOW_MS): Promise<EffectivePolicy> {
  return effectivePolicy(accepted(policy), facts(), nowMs);
}
