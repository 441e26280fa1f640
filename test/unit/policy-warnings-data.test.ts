/** What `checkPolicy` finds in the data guard's part of a policy, and which expressions are refused. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../src/authoring/lint/check-policy.js';
import { checkRegexes } from '../../src/cli/lib/check-regexes.js';
import { parsePolicy } from '../../src/cli/lib/policy-source-file.js';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
const HEAD = { format: 1, name: 'acme', organisation: { name: 'Acme' } };
const OPEN = { id: 'open', tools: ['chatgpt'], action: 'allow', data: {} };
const BLOCK = { id: 'none', tools: ['chatgpt'], action: 'block', reason: 'why', alternatives: ['le-chat'] };

const read = (change: object) => parsePolicy(JSON.stringify({ ...HEAD, rules: [OPEN], ...change }), 'policy.yaml');

function findingsIn(change: object): string[] {
  return checkPolicy(read(change), NOW_MS).map(
    ({ severity, code, path }) => `${severity} ${code} at ${path.join('.')}`,
  );
}

describe('in the data guard’s part', () => {
  test('a policy in order has no findings', () => {
    const detectors = [{ id: 'mine', words: ['Bluebird'], patterns: ['KD-####'] }];
    expect(findingsIn({ data: { detectors } })).toEqual([]);
  });

  test('a guard on a tool that is blocked above', () => {
    const reasons = { why: 'Because.' };
    expect(findingsIn({ reasons, rules: [BLOCK, OPEN] })).toContain('warning data-blocked at rules.1.data');
    const some = { ...BLOCK, audience: { groups: ['guests'] } };
    expect(findingsIn({ reasons, rules: [some, OPEN] })).toEqual([]);
  });

  test.each<[string, object[], string]>([
    [
      'a word twice, whatever its accents',
      [
        { id: 'one', words: ['Projet Été'] },
        { id: 'two', words: ['Other', 'projet  ete'] },
      ],
      'warning data-overlap at data.detectors.1.words.1',
    ],
    [
      'a word that a pattern finds',
      [
        { id: 'one', patterns: ['KD-####'] },
        { id: 'two', words: ['KD-1234'] },
      ],
      'warning data-overlap at data.detectors.1.words.0',
    ],
    [
      'a marking that ships',
      [{ id: 'one', kind: 'marking', words: ['strictly confidential'] }],
      'warning data-overlap at data.detectors.0.words.0',
    ],
  ])('%s', (_, detectors, finding) => {
    expect(findingsIn({ data: { detectors } })).toEqual([finding]);
  });

  test('detectors that no rule asks', () => {
    const data = { detectors: [{ id: 'mine', words: ['Bluebird'] }] };
    const rules = [{ ...OPEN, data: undefined }];
    expect(findingsIn({ data, rules })).toEqual(['warning data-unused at data.detectors']);
  });

  test('texts and reasons that lack a language', () => {
    const data = { texts: { secret: { en: 'Why.' } }, reasons: { test: 'Test' } };
    expect(findingsIn({ languages: ['en', 'fr'], data })).toEqual([
      'warning language-missing at data.reasons.test',
      'warning language-missing at data.texts.secret',
    ]);
  });
});

describe('a regular expression', () => {
  const regexesIn = (...regex: string[]) => checkRegexes(read({ data: { detectors: [{ id: 'mine', regex }] } }).source);

  test('that is proven safe is in order', () => {
    expect(regexesIn('ACME-[0-9]{4,6}', '(?<![a-z])[a-z]{2,8}-db-[0-9]{1,3}')).toEqual([]);
  });

  test('that can be slow is an error that shows such a text', () => {
    const [finding, ...others] = regexesIn('(?:[a-z]{1,40}){1,40}!');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'error', code: 'data-regex' });
    expect(finding?.path).toEqual(['data', 'detectors', 0, 'regex', 0]);
    expect(finding?.message).toMatch(/^can be slow on a text such as "/);
  });
});
