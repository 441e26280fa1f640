import { describe, expect, test } from '@jest/globals';
import { publishedFrom } from '../../../src/policy/publish-source.js';
import { publishedPolicySchema } from '../../../src/policy/schema.js';
import { policySourceSchema } from '../../../src/policy/source.js';
import { aPolicy, aRule, DAY_MS, NOW_MS } from '../../support/policies.js';

const written = {
  format: 1,
  name: 'acme',
  organisation: { name: 'Acme', contact: { email: 'it@acme.example' } },
  language: 'fr',
  notice: 'Bonjour',
  reasons: { privacy: { fr: 'Confidentialité', en: 'Privacy' }, law: 'La loi' },
  tools: [
    {
      id: 'chatgpt',
      name: 'ChatGPT',
      vendor: 'OpenAI',
      category: 'assistant',
      home: 'https://chatgpt.com/',
      about: 'Assistant',
      sites: ['chatgpt.com'],
    },
  ],
  rules: [
    { id: 'one', tools: ['chatgpt'], action: 'block', reason: 'privacy' },
    { id: 'two', sites: ['bing.com/chat'], action: 'observe', reason: 'law', instead: ['chatgpt'] },
    { id: 'three', sites: ['other.example'], action: 'allow' },
  ],
};

const publication = { revision: 3, nowMs: NOW_MS, previous: null };

function publishedWith(changes: object) {
  return publishedFrom(policySourceSchema.parse({ ...written, ...changes }), publication);
}

describe('the published document', () => {
  const published = publishedFrom(policySourceSchema.parse(written), publication);

  test('is one that browsers understand, with nothing left for them to look up', () => {
    expect(publishedPolicySchema.parse(published)).toEqual(published);
    expect(published).not.toHaveProperty('reasons');
  });

  test('carries revision and moment from outside', () => {
    expect(published).toMatchObject({ revision: 3, issuedAt: '2026-11-23T09:00:00Z' });
  });

  test('resolves each rule’s reason into its text', () => {
    expect(published.rules.map(({ reason }) => reason)).toEqual([
      { fr: 'Confidentialité', en: 'Privacy' },
      { fr: 'La loi' },
      undefined,
    ]);
  });

  test('puts texts without a language into the policy’s own', () => {
    expect(published.notice).toEqual({ fr: 'Bonjour' });
    expect(published.tools[0]?.about).toEqual({ fr: 'Assistant' });
  });

  test('reads back from JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(published))).toEqual(published);
  });
});

test.each<[string, object, string]>([
  ['for 30 days when nothing is said', {}, '2026-12-23T09:00:00Z'],
  ['for its lifetime', { lifetime: '2h' }, '2026-11-23T11:00:00Z'],
  ['until its moment', { expiresAt: '2027-01-31T18:00:00+02:00' }, '2027-01-31T16:00:00Z'],
])('it is good %s', (_, changes, expiresAt) => {
  expect(Date.parse(publishedWith(changes).expiresAt)).toBe(Date.parse(expiresAt));
});

test('mode and poll are handed on', () => {
  expect(publishedWith({ mode: 'observe', poll: '1h' })).toMatchObject({ mode: 'observe', pollSeconds: 3600 });
});

describe('a rule is published since', () => {
  const source = policySourceSchema.parse(written);
  const sinceOf = (rules: ReturnType<typeof aRule>[]) =>
    publishedFrom(source, { revision: 4, nowMs: NOW_MS + DAY_MS, previous: aPolicy({ rules }) }).rules.map(
      ({ since }) => since,
    );
  const now = '2026-11-24T09:00:00Z';
  const then = '2026-11-01T00:00:00Z';

  test('the revision that first had it', () => {
    expect(sinceOf([aRule({ id: 'one', action: 'block', since: then })])).toEqual([then, now, now]);
  });

  test('now, when its action is another than before', () => {
    expect(sinceOf([aRule({ id: 'one', action: 'observe', since: then })])).toEqual([now, now, now]);
  });
});
