import { describe, expect, test } from '@jest/globals';
import { publishedPolicySchema, type Rule } from '../../../src/policy/schema.js';
import { aPolicy, aRule, DAY_MS, NOW_MS } from '../../support/policies.js';
import { aSource, published } from '../../support/sources.js';

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
    { id: 'two', sites: ['bing.com/chat'], action: 'observe', reason: 'law', alternatives: ['chatgpt'] },
    { id: 'three', sites: ['other.example'], action: 'allow' },
  ],
};

const publishedWith = (changes: object) => published(aSource({ ...written, ...changes }));

describe('the published document', () => {
  const document = publishedWith({});

  test('is one that browsers understand, with nothing left for them to look up', () => {
    expect(publishedPolicySchema.parse(document)).toEqual(document);
    expect(document).not.toHaveProperty('reasons');
  });

  test('carries revision and moment from outside', () => {
    expect(document).toMatchObject({ revision: 3, issuedAt: '2026-11-23T09:00:00Z' });
  });

  test('has the owner of a rule by language, and the day of its review', () => {
    const named = (owner: unknown) =>
      publishedWith({ rules: [{ id: 'one', sites: ['a.example'], action: 'allow', owner, reviewBy: '2027-03-01' }] });
    expect(named('Équipe IA').rules[0]).toMatchObject({ owner: { fr: 'Équipe IA' }, reviewBy: '2027-03-01' });
    const both = named({ fr: 'Équipe IA', en: 'AI team' });
    expect(both.rules[0]?.owner).toEqual({ fr: 'Équipe IA', en: 'AI team' });
    expect(publishedPolicySchema.parse(both)).toEqual(both);
    expect(document.rules[0]).not.toHaveProperty('owner');
  });

  test('resolves each rule’s reason into its text', () => {
    expect(document.rules.map(({ reason }) => reason)).toEqual([
      { fr: 'Confidentialité', en: 'Privacy' },
      { fr: 'La loi' },
      undefined,
    ]);
  });

  test('puts texts without a language into the policy’s own', () => {
    expect(document.notice).toEqual({ fr: 'Bonjour' });
    expect(document.tools[0]?.about).toEqual({ fr: 'Assistant' });
  });

  test('carries answers to requests in the policy’s language, but none that is over', () => {
    const answer = { browser: 'K7F2-9QXM', rule: 'one', tool: 'chatgpt', answer: 'refused', reason: 'Non.' };
    const answers = [
      { ...answer, until: '2027-01-31' },
      { ...answer, browser: 'OTHER-1', until: '2026-11-23' },
    ];
    const document = publishedWith({ answers });
    expect(document.answers).toEqual([{ ...answer, reason: { fr: 'Non.' }, until: '2027-01-31T00:00:00Z' }]);
    expect(publishedPolicySchema.parse(document)).toEqual(document);
    expect(publishedWith({ answers: answers.slice(1) })).not.toHaveProperty('answers');
  });

  test('reads back from JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});

test.each<[string, object, string]>([
  ['for 30 days when nothing is said', {}, '2026-12-23T09:00:00Z'],
  ['for its lifetime', { lifetime: '2h' }, '2026-11-23T11:00:00Z'],
  ['until its moment', { expiresAt: '2027-01-31T18:00:00+02:00' }, '2027-01-31T16:00:00Z'],
])('it is good %s', (_, changes, expiresAt) => {
  expect(Date.parse(publishedWith(changes).expiresAt)).toBe(Date.parse(expiresAt));
});

test('mode, what holds once late, poll and the request template are handed on', () => {
  const organisation = { name: 'Acme', request: 'https://acme.example/ask?tool={tool}' };
  const changes = { mode: 'observe', observeUntil: '2026-12-01', onExpiry: 'strict', pollInterval: '1h', organisation };
  expect(publishedWith(changes)).toMatchObject({
    mode: 'observe',
    observeUntil: '2026-12-01T00:00:00Z',
    onExpiry: 'strict',
    pollSeconds: 3600,
    organisation,
  });
});

describe('the tools of the document', () => {
  const toolsOf = (rule: object) => {
    const document = published(aSource({ rules: [{ id: 'one', action: 'block', ...rule }] }));
    return document.tools.map(({ id }) => id);
  };

  test.each<[string, object, string[]]>([
    ['those that its rules select', { tools: ['copilot'] }, ['copilot']],
    ['those of its categories', { categories: ['assistant'] }, ['chatgpt', 'copilot']],
    ['its alternatives', { sites: ['a.example'], alternatives: ['copilot'] }, ['copilot']],
    ['each once', { tools: ['copilot'], alternatives: ['copilot'] }, ['copilot']],
    ['none that is only excepted', { categories: ['assistant'], except: { tools: ['copilot'] } }, ['chatgpt']],
    ['none at all for sites', { sites: ['a.example'] }, []],
  ])('are %s', (_, rule, tools) => {
    expect(toolsOf(rule)).toEqual(tools);
  });

  test('come with their sites told apart', () => {
    const [tool] = published(aSource({ rules: [{ id: 'one', action: 'block', tools: ['chatgpt'] }] })).tools;
    expect(tool).toMatchObject({ sites: ['chatgpt.com'], api: ['api.openai.com'], embedded: [] });
    expect(tool).not.toHaveProperty('account');
  });
});

describe('a rule', () => {
  const ruleOf = (rule: object) => {
    const document = published(aSource({ rules: [{ id: 'one', action: 'block', tools: ['chatgpt'], ...rule }] }));
    expect(publishedPolicySchema.parse(document)).toEqual(document);
    return document.rules[0];
  };

  test.each<[string, object, object]>([
    [
      'days are moments in the window’s zone',
      { from: '2026-11-30', timeZone: 'Europe/Paris' },
      { from: '2026-11-29T23:00:00Z' },
    ],
    [
      'so are hours on the wall',
      { until: '2027-07-01T18:00', timeZone: 'Europe/Paris' },
      { until: '2027-07-01T16:00:00Z' },
    ],
    [
      'a moment with an offset is that moment',
      { from: '2026-11-30T09:00:00+02:00', timeZone: 'Asia/Tokyo' },
      { from: '2026-11-30T07:00:00Z' },
    ],
    ['UTC is meant where no zone is given', { from: '2026-11-30' }, { from: '2026-11-30T00:00:00Z' }],
    [
      'a time that the clocks leave out is when they jump',
      { from: '2027-03-28T02:30', timeZone: 'Europe/Paris' },
      { from: '2027-03-28T01:00:00Z' },
    ],
  ])('has a window whose %s', (_, window, expected) => {
    expect(ruleOf({ window })?.window).toMatchObject(expected);
  });

  test('keeps weekly hours as they are', () => {
    const window = { weekly: [{ days: ['mon'], from: '08:00', to: '24:00' }], timeZone: 'Europe/Paris' };
    expect(ruleOf({ window })?.window).toEqual(window);
  });

  test.each<[object, object]>([
    [{ percent: 10 }, { percent: 10, rollout: 'one' }],
    [
      { percent: 10, rollout: 'wave' },
      { percent: 10, rollout: 'wave' },
    ],
    [{ groups: ['marketing'], rollout: 'wave' }, { groups: ['marketing'] }],
    [{ rings: ['early'] }, { rings: ['early'] }],
  ])('has an audience whose rollout is its own id unless it says otherwise: %j', (audience, expected) => {
    expect(ruleOf({ audience })?.audience).toEqual(expected);
  });

  test.each<[object, object | undefined]>([
    [{ action: 'warn' }, { minutes: 60, justification: 'none' }],
    [
      { action: 'warn', warn: { minutes: 5 } },
      { minutes: 5, justification: 'none' },
    ],
    [
      { action: 'warn', warn: { justification: 'required', justificationLength: 20 } },
      { minutes: 60, justification: 'required', justificationLength: 20 },
    ],
    [
      { action: 'warn', warn: { justification: 'required' } },
      { minutes: 60, justification: 'required' },
    ],
    [
      { action: 'warn', warn: { justification: 'local', justificationLength: 20 } },
      { minutes: 60, justification: 'local', justificationLength: 20 },
    ],
    [{ action: 'block' }, undefined],
  ])('has the details of a warning where it warns: %j', (rule, warn) => {
    expect(ruleOf(rule)?.warn).toEqual(warn);
  });

  test('has headers, parts and exceptions resolved', () => {
    const except = { sites: ['chatgpt.com/share', 'elsewhere.example'] };
    const account = { 'workspace-ids': ['w-1', 'w-2'] };
    expect(ruleOf({ action: 'account', api: false, except, account })).toMatchObject({
      parts: ['sites', 'embedded'],
      except: ['chatgpt.com/share'],
      account: { controls: [{ headers: [{ name: 'ChatGPT-Allowed-Workspace-Id', value: 'w-1,w-2' }] }] },
    });
  });
});

describe('a rule is published since', () => {
  const sinceOf = (rules: Rule[]) =>
    published(aSource(written), { nowMs: NOW_MS + DAY_MS, previous: aPolicy({ rules }) }).rules.map(
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
