/** Fingerprints in a policy source: what is published of them, and mistakes at their place. */
import { describe, expect, test } from '@jest/globals';
import { publishedFrom } from '../../../src/authoring/publish-source.js';
import { parsePolicy, tryParsePolicy } from '../../../src/cli/lib/policy-source-file.js';
import { publishedPolicySchema } from '../../../src/policy/schema.js';
import { FILTER_KEY } from '../../support/own-code.js';
import { NOW_MS } from '../../support/policies.js';

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\n';
const RULE = 'rules:\n  - { id: open, tools: [chatgpt], action: allow, data: {} }\n';
const FACTS = { sha256: 'ab'.repeat(32), size: 1_000, kind: 'both' } as const;

const filter = (own = '') => `    payments: { file: code.fp, key: "${FILTER_KEY}"${own} }\n`;
const data = (filters: string, own = '') => `data:\n${own}  fingerprints:\n${filters}`;

function published(text: string) {
  const { source, resolved, tools } = parsePolicy(HEAD + text, 'policy.yaml');
  const filters = new Map([['payments', FACTS]]);
  const context = { revision: 1, nowMs: NOW_MS, previous: null };
  const policy = publishedFrom(source, { ...resolved, filters }, tools, context);
  expect(publishedPolicySchema.safeParse(JSON.parse(JSON.stringify(policy))).success).toBe(true);
  return policy;
}

function mistakes(text: string): string[] {
  const parsed = tryParsePolicy(HEAD + text, 'policy.yaml');
  return parsed.ok ? [] : parsed.mistakes.map(({ where, message }) => `${where ?? ''}: ${message}`);
}

describe('a filter of fingerprints', () => {
  test('is published by digest, size, key and name, and needs an extension that knows it', () => {
    const policy = published(data(filter(', label: payments code')) + RULE);
    expect(policy.data?.fingerprints).toEqual([
      { id: 'payments', ...FACTS, key: FILTER_KEY, label: { en: 'payments code' } },
    ]);
    expect(policy.requires).toEqual(['data-fingerprints']);
    expect(policy.rules[0]?.data?.kinds.own).toBe('count');
  });

  test('has its own action, the rule’s for its id, or the kind’s', () => {
    const rule = RULE.replace('{}', '{ own: block, actions: { payments: off } }');
    const of = (text: string) => published(text).rules[0]?.data;
    expect(of(data(filter(', action: warn'), '  own: warn\n') + RULE)).toMatchObject({
      kinds: { own: 'warn' },
      actions: { payments: 'warn' },
    });
    expect(of(data(filter(', action: warn')) + rule)).toMatchObject({
      kinds: { own: 'block' },
      actions: { payments: 'off' },
    });
  });

  test('is in no policy without a rule that has data, which no browser has to understand then', () => {
    const policy = published(data(filter()) + 'rules:\n  - { id: open, tools: [chatgpt], action: allow }\n');
    expect(policy.data).toBeUndefined();
    expect(policy.requires).toEqual([]);
  });

  test('without one nothing is said of own code, and no extension refuses the policy', () => {
    const policy = published(RULE);
    expect(policy.rules[0]?.data?.kinds).not.toHaveProperty('own');
    expect(policy.requires).toEqual([]);
  });
});

test.each([
  ['an id that a detector has', data(filter().replace('payments', 'iban')), /fingerprints\.iban: .*no detector has/],
  ['a key that is none', data(filter().replace(FILTER_KEY, 'xyz')), /fingerprints\.payments\.key: .*32 hexadecimal/],
  ['placeholders', data(filter(', action: redact')), /payments\.action: .*off, count, warn or block/],
  ['an action for own code without a filter', 'data: { own: block }\n', /data\.own: .*expected fingerprints/],
  ['no file', data(filter().replace('file: code.fp, ', '')), /fingerprints\.payments\.file: /],
  [
    'too many',
    data(Array.from({ length: 9 }, (_, at) => filter().replace('payments', `filter-${at}`)).join('')),
    /data\.fingerprints: .*8 filters at most/,
  ],
])('%s is a mistake', (_, head, expected) => {
  expect(mistakes(head + RULE)).toEqual([expect.stringMatching(expected)]);
});

test('a rule’s actions know the filter, and take no placeholder for it', () => {
  const acting = (action: string) => data(filter()) + RULE.replace('{}', `{ actions: { payments: ${action} } }`);
  expect(mistakes(acting('block'))).toEqual([]);
  expect(mistakes(acting('redact'))).toEqual([expect.stringMatching(/rules\.0\.data\.actions\.payments: .*own/)]);
});
