/** Builders of what the worker answers to pages: each gives a valid one, and takes what the test is about. */
import type { Explanation, Status } from '../../src/protocol/answers.js';
import type { PolicyView } from '../../src/protocol/views.js';
import { MINUTE_MS, NOW_MS } from './policies.js';

export type Restricted = Extract<Explanation, { kind: 'restricted' }>;

export function aPolicyView(changes: Partial<PolicyView> = {}): PolicyView {
  return {
    source: 'published',
    name: 'acme',
    revision: 7,
    issuedAt: '2026-11-20T09:00:00Z',
    expiresAt: '2026-12-22T12:00:00Z',
    expired: false,
    mode: 'enforcing',
    observeUntilMs: null,
    pause: null,
    keyId: 'key-1',
    organisation: 'Acme',
    contact: { name: 'IT desk', email: 'it@acme.example', url: 'https://help.acme.example/ai/' },
    logo: null,
    colour: null,
    ...changes,
  };
}

export function aRestriction(changes: Partial<Restricted> = {}, policy: Partial<PolicyView> = {}): Restricted {
  return {
    kind: 'restricted',
    host: 'chat.openai.com',
    url: 'https://chat.openai.com/',
    action: 'block',
    toolName: 'ChatGPT',
    vendor: 'OpenAI',
    category: 'assistant',
    toolAbout: null,
    ruleId: 'no-chatgpt',
    reason: 'It may keep what you paste',
    notice: null,
    since: '2026-11-20T12:00:00Z',
    untilMs: null,
    signIn: null,
    request: null,
    requestedAtMs: null,
    supportId: 'AB12C-3D4E5',
    alternatives: [
      { name: 'Copilot', about: 'For company data', home: 'https://copilot.example/', withAccount: false },
    ],
    warning: null,
    interrupted: false,
    policy: aPolicyView(policy),
    ...changes,
  };
}

export function aSite(changes: Partial<Status['site']> = {}): Status['site'] {
  return {
    kind: 'no-site',
    host: null,
    toolName: null,
    reason: null,
    untilMs: null,
    bypassUntilMs: null,
    grantedUntilMs: null,
    alternatives: [],
    ...changes,
  };
}

export function aStatus(changes: Partial<Status> = {}): Status {
  return {
    managed: 'managed',
    supportId: 'AB12C-3D4E5',
    site: aSite(),
    policy: aPolicyView(),
    rollouts: [],
    notice: null,
    approved: [],
    restricted: [],
    bypasses: [],
    problems: [],
    lastCheckAtMs: NOW_MS - 5 * MINUTE_MS,
    lastGoodCheckAtMs: null,
    ...changes,
  };
}
