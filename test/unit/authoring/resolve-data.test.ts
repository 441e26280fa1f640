/** The data guard's part of a policy source: defaults merged into rules, and mistakes at their place. */
import { describe, expect, test } from '@jest/globals';
import { publishedFrom } from '../../../src/authoring/publish-source.js';
import { parsePolicy, tryParsePolicy } from '../../../src/cli/lib/policy-source-file.js';
import { publishedPolicySchema } from '../../../src/policy/schema.js';
import { NOW_MS } from '../../support/policies.js';

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\n';
const RULES = (data: string, action = 'allow') =>
  `rules:\n  - { id: workspace, tools: [chatgpt], action: ${action}, data: ${data} }\n`;

function published(text: string) {
  const { source, resolved, tools } = parsePolicy(HEAD + text, 'policy.yaml');
  const policy = publishedFrom(source, resolved, tools, { revision: 1, nowMs: NOW_MS, previous: null });
  expect(publishedPolicySchema.safeParse(JSON.parse(JSON.stringify(policy))).success).toBe(true);
  return policy;
}

function mistakes(text: string): string[] {
  const parsed = tryParsePolicy(HEAD + text, 'policy.yaml');
  return parsed.ok ? [] : parsed.mistakes.map(({ where, message }) => `${where ?? ''}: ${message}`);
}

describe('a rule with data', () => {
  test('counts everything where nothing else is said, and lets what cannot be looked at go on', () => {
    const { rules, data } = published(RULES('{}'));
    expect(new Set(Object.values(rules[0]?.data?.kinds ?? {}))).toEqual(new Set(['count']));
    expect(rules[0]?.data).toMatchObject({ actions: {}, onError: 'allow', onUnreadable: 'allow' });
    expect(data).toEqual({ detectors: [], reasons: [], texts: {} });
  });

  test.each(['{ secret: warn }', '{ actions: { iban: block } }', '{ files: { folders: block } }'])(
    'that does more than count (%s) warns of what cannot be looked at, unless it says otherwise',
    (text) => {
      expect(published(RULES(text)).rules[0]?.data).toMatchObject({ onError: 'warn', onUnreadable: 'warn' });
      const said = published(`data: { onError: allow, onUnreadable: block }\n${RULES(text)}`);
      expect(said.rules[0]?.data).toMatchObject({ onError: 'allow', onUnreadable: 'block' });
    },
  );

  test('that only counts has the fallbacks that it names', () => {
    expect(published(RULES('{ onError: warn, onUnreadable: { encrypted: block } }')).rules[0]?.data).toMatchObject({
      ...{ onError: 'warn', onUnreadable: 'allow', unreadable: { encrypted: 'block' } },
    });
  });

  test('takes the defaults of the head, and its own over them, threshold by threshold', () => {
    const head =
      'data:\n  secret: redact\n  code: { action: warn, lines: 10 }\n  onError: block\n  actions: { iban: block }\n' +
      '  detectors:\n    - { id: projects, words: [Bluebird], action: redact }\n';
    const { rules } = published(head + RULES('{ code: { action: block, characters: 300 }, actions: { iban: warn } }'));
    expect(rules[0]?.data).toMatchObject({
      kinds: { secret: 'redact', code: 'block', marking: 'count' },
      thresholds: { codeLines: 10, codeCharacters: 300, emails: 10 },
      actions: { projects: 'redact', iban: 'warn' },
      onError: 'block',
    });
  });

  test('leaves nothing in the policy where no rule has any', () => {
    const { data } = published('data: { secret: block }\nrules:\n  - { id: a, tools: [chatgpt], action: allow }\n');
    expect(data).toBeUndefined();
  });

  test('has texts and reasons in the policy’s language', () => {
    const head =
      'data:\n  texts: { secret: Keys open doors. }\n  reasons: { test-data: { en: Test data, fr: Données d’essai } }\n';
    expect(published(head + RULES('{}')).data).toMatchObject({
      texts: { secret: { en: 'Keys open doors.' } },
      reasons: [{ id: 'test-data', text: { en: 'Test data', fr: 'Données d’essai' } }],
    });
  });
});

const GUID = '9ac4a2c1-5f3e-4f0c-8b2a-3d1e5a7c9b10';

describe('files and labels', () => {
  test('each label has its action, and a rule may give it another', () => {
    const head =
      `data:\n  labels:\n    secret-plans: { name: Secret, id: '{${GUID.toUpperCase()}}', tenant: ${GUID}, action: block }\n` +
      '    titus: { property: Classification, value: Internal }\n';
    const { data, rules, requires } = published(head + RULES('{ actions: { titus: warn } }'));
    expect(data?.labels).toEqual([
      { id: 'secret-plans', guid: GUID, tenant: GUID, label: { en: 'Secret' } },
      { id: 'titus', property: 'Classification', value: 'Internal' },
    ]);
    expect(rules[0]?.data?.actions).toEqual({ 'secret-plans': 'block', titus: 'warn' });
    expect(requires).toEqual(['data-files']);
  });

  test('types are kept out unless something else is said, and folders have an action of their own', () => {
    const head = 'data:\n  files: { types: [.SQL, pem], folders: warn }\n';
    const inherited = published(head + RULES('{}')).rules[0]?.data;
    expect(inherited).toMatchObject({ fileTypes: ['sql', 'pem'], actions: { 'file-type': 'block', folder: 'warn' } });
    const own = published(head + RULES('{ files: { types: [zip], action: count, folders: block } }')).rules[0]?.data;
    expect(own).toMatchObject({ fileTypes: ['zip'], actions: { 'file-type': 'count', folder: 'block' } });
  });

  test('what is not read is decided by its reason', () => {
    const head = 'data:\n  onUnreadable: { encrypted: block, otherwise: warn }\n';
    const ruleData = (data: string) => published(head + RULES(data)).rules[0]?.data;
    expect(ruleData('{ onUnreadable: { picture: allow } }')).toMatchObject({
      onUnreadable: 'warn',
      unreadable: { encrypted: 'block', picture: 'allow' },
    });
    expect(ruleData('{ onUnreadable: block }')).toMatchObject({ onUnreadable: 'block' });
    expect(ruleData('{ onUnreadable: block }')).not.toHaveProperty('unreadable');
  });

  test('a policy that says nothing of files is understood by every browser', () => {
    expect(published(`data: { onUnreadable: block }\n${RULES('{}')}`).requires).toEqual([]);
  });
});

describe('mistakes are told at their place', () => {
  test.each([
    [RULES('{}', 'block'), 'rules.0.data: found "block", expected an action that lets people in'],
    [RULES('{ code: redact }'), 'rules.0.data.code: found "redact", expected off, count, warn or block'],
    [RULES('{ secret: maybe }'), 'rules.0.data.secret: found "maybe"'],
    [RULES('{ actions: { github-tokn: block } }'), 'did you mean github-token'],
    [RULES('{ actions: { tlp: redact } }'), 'no placeholder can stand for marking'],
    [`data:\n  detectors: [{ id: iban, words: [a] }]\n${RULES('{}')}`, 'expected an id that no other detector has'],
    [`data:\n  detectors: [{ id: mine }]\n${RULES('{}')}`, 'expected words, patterns or regex'],
    [
      `data:\n  detectors: [{ id: mine, patterns: ["KD-**"] }]\n${RULES('{}')}`,
      'data.detectors.0.patterns.0: found "KD-**"',
    ],
    [`data:\n  detectors: [{ id: mine, words: ["…"] }]\n${RULES('{}')}`, 'has no letter or digit'],
    [
      `data:\n  detectors: [{ id: mine, regex: ["(a"] }]\n${RULES('{}')}`,
      'expected a regular expression of JavaScript',
    ],
    [`data:\n  detectors: [{ id: mine, regex: ["KD-\\\\d+"] }]\n${RULES('{}')}`, 'in place of +'],
    [`data:\n  detectors: [{ id: mine, regex: ["KD-\\\\d{4,}"] }]\n${RULES('{}')}`, 'in place of {4,}'],
    ['data:\n  labels: { a: { id: confidential } }\n' + RULES('{}'), 'gatepost labels <file> prints those of a file'],
    ['data:\n  labels: { a: { property: Class } }\n' + RULES('{}'), 'data.labels.a: found'],
    [`data:\n  labels: { iban: { id: ${GUID} } }\n` + RULES('{}'), 'expected a name that no detector has'],
    [`data:\n  labels: { a: { id: ${GUID}, action: redact } }\n` + RULES('{}'), 'expected off, count, warn or block'],
    [RULES('{ files: { types: [a b] } }'), 'expected what stands behind the point of a file name'],
    [RULES('{ onUnreadable: { pictures: allow } }'), 'pictures'],
    ['data:\n  detectors: [{ id: folder, words: [a] }]\n' + RULES('{}'), 'expected an id that no other detector has'],
    [RULES('{ actions: { folder: redact } }'), 'no placeholder can stand for file'],
    [`data:\n  detectors: [{ id: mine, regex: ["a?"] }]\n${RULES('{}')}`, 'does not match an empty text'],
  ])('%s', (text, said) => {
    expect(mistakes(text).join('\n')).toContain(said);
  });

  test('signs in a class or behind a backslash repeat nothing', () => {
    expect(mistakes(`data:\n  detectors: [{ id: mine, regex: ["[+*]KD\\\\+[0-9]{4}"] }]\n${RULES('{}')}`)).toEqual([]);
  });
});
