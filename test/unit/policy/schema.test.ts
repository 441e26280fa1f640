import { describe, expect, test } from '@jest/globals';
import { isLink, publishedPolicySchema } from '../../../src/policy/schema.js';
import { aPolicy, aRule, aTool } from '../../support/policies.js';

/** The policy with the part at the path replaced; `undefined` removes it. */
function policyWith(path: string, value: unknown): unknown {
  const policy: unknown = structuredClone(aPolicy({ notice: { en: 'Hello' } }));
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let part = policy as Record<string, unknown>;
  for (const key of keys) part = part[key] as Record<string, unknown>;
  part[last] = value;
  return JSON.parse(JSON.stringify(policy));
}

function problemPaths(policy: unknown): string[] {
  const result = publishedPolicySchema.safeParse(policy);
  return result.success ? [] : result.error.issues.map(({ path }) => path.map(String).join('.'));
}

const longText = 'x'.repeat(5000);

describe('a published policy is refused, naming the place, when', () => {
  test.each<[string, unknown]>([
    ['format', 2],
    ['format', '1'],
    ['requires', undefined],
    ['requires.0', 'time-travel'],
    ['name', 'Acme Corp'],
    ['name', ''],
    ['name', 'x'.repeat(65)],
    ['revision', 0],
    ['revision', 1.5],
    ['revision', '7'],
    ['revision', Number.MAX_SAFE_INTEGER + 1],
    ['issuedAt', 'yesterday'],
    ['issuedAt', '2026-11-22T12:00:00+01:00'],
    ['issuedAt', '2026-13-22T12:00:00Z'],
    ['expiresAt', '2026-11-22'],
    ['expiresAt', undefined],
    ['expiresAt', '2026-11-22T12:00:00Z'],
    ['organisation', undefined],
    ['organisation.name', ''],
    ['organisation.contact.email', 'not an address'],
    ['organisation.contact.url', 'javascript:alert(1)'],
    ['language', 5],
    ['notice', {}],
    ['notice', 'a text without a language'],
    ['notice.en', longText],
    ['mode', 'pause'],
    ['pollSeconds', 29],
    ['pollSeconds', 86_401],
    ['tools', undefined],
    ['tools.0.id', 'Chat GPT'],
    ['tools.0.name', ''],
    ['tools.0.vendor', longText],
    ['tools.0.category', null],
    ['tools.0.home', 'javascript:alert(1)'],
    ['tools.0.home', 'data:text/html,x'],
    ['tools.0.home', 'chatgpt.com'],
    ['tools.0.home', 'https://user:secret@chatgpt.com/'],
    ['tools.0.about', {}],
    ['tools.0.sites.1', 'https://chatgpt.com/'],
    ['tools.0.sites.1', '*.openai.com'],
    ['rules', {}],
    ['rules.0.id', ''],
    ['rules.0.action', 'destroy'],
    ['rules.0.tools.0', 'gemini'],
    ['rules.0.alternatives.0', 'gemini'],
    ['rules.0.sites', ['com']],
    ['rules.0.since', 'now'],
    ['rules.0.reason', {}],
    ['rules.0.parts', ['apps']],
    ['rules.0.parts', undefined],
    ['rules.0.except', ['com']],
    ['rules.0.except', undefined],
    ['rules.0.audience', { groups: [] }],
    ['rules.0.audience', { percent: 10 }],
    ['rules.0.window', { from: '2026-11-23' }],
    ['rules.0.window', { timeZone: '+02:00' }],
    ['rules.0.warn', { minutes: 0, justification: 'none' }],
    ['rules.0.warn', { minutes: 5, justification: 'maybe' }],
    ['rules.0.warn', { minutes: 5, justification: 'required', justificationLength: 0 }],
    ['rules.0.warn', { minutes: 5, justification: 'required', justificationLength: 301 }],
    ['rules.0.warn', { minutes: 5 }],
    ['rules.0.account', { controls: [] }],
    ['rules.0.account', { controls: [{ headers: [{ name: 'X', value: 'a\r\nEvil: 1' }], hosts: [] }], anonymous: [] }],
    ['rules.0.account', { controls: [{ headers: [{ name: 'X:', value: 'a' }], hosts: [] }], anonymous: [] }],
    ['rules.0.account', { controls: [{ headers: [{ name: 'X', value: '' }], hosts: [] }], anonymous: [] }],
    ['rules.0.account', { controls: [{ headers: [], hosts: ['com'] }], anonymous: [] }],
    ['tools.0.api', undefined],
    ['tools.0.embedded', ['https://bing.com/chat']],
    ['onExpiry', undefined],
    ['onExpiry', 'block'],
    ['observeUntil', 'tomorrow'],
    ['organisation.request', longText],
  ])('%s is wrong (case %#)', (path, value) => {
    const [first] = problemPaths(policyWith(path, value));
    expect(`${first ?? 'nothing'}.`.startsWith(`${path}.`)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['notice', { 'not a tag': 'text' }],
    ['tools.0.about', { '': 'text' }],
  ])('%s has a language that is none', (path, value) => {
    expect(problemPaths(policyWith(path, value))[0]).toMatch(new RegExp(`^${path}`));
  });
});

describe('a published policy is read', () => {
  test('as it was written', () => {
    const policy = aPolicy({ notice: { en: 'Hello', 'pt-BR': 'Olá' } });
    expect(publishedPolicySchema.parse(policy)).toEqual(policy);
  });

  test('without what it may leave out', () => {
    const { home: _, about: __, ...tool } = aTool();
    const { reason: ___, ...rule } = aRule({ alternatives: [] });
    const policy = aPolicy({ organisation: { name: 'Acme' }, tools: [tool], rules: [rule] });
    expect(publishedPolicySchema.parse(policy)).toEqual(policy);
  });

  test('with keys of a later version ignored, at every level', () => {
    const later = structuredClone(aPolicy()) as unknown as Record<string, unknown> & {
      rules: object[];
      tools: object[];
    };
    later['colours'] = ['red'];
    later.rules = later.rules.map((rule) => ({ ...rule, colour: 'red' }));
    later.tools = later.tools.map((tool) => ({ ...tool, colour: 'green' }));
    expect(publishedPolicySchema.parse(later)).toEqual(aPolicy());
  });
});

describe('a link', () => {
  test.each(['https://example.com', 'http://example.com/a?b#c', 'HTTPS://EXAMPLE.COM/@user', 'https://x.example/?a@b'])(
    'is %s',
    (text) => {
      expect(isLink(text, ['https:', 'http:'])).toBe(true);
    },
  );

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'file:///etc/passwd',
    '//example.com/',
    'example.com',
    '',
    'https://',
    'https://user@example.com/',
    'https://user:secret@example.com/',
    'https:user@example.com',
    'https:/user@example.com',
    'https:\\\\user@example.com',
    ' https://user@example.com/',
    'ht\ttps://user@example.com/',
  ])('is not %j', (text) => {
    expect(isLink(text, ['https:', 'http:'])).toBe(false);
  });
});
