import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../../src/cli/lib/policy-source-file.js';
import { refusalOf } from '../../../support/refusal.js';

const HEAD = `format: 1
name: acme
organisation: { name: Acme }
`;

async function mistakesIn(text: string): Promise<string[]> {
  const refusal = await refusalOf(() => parsePolicy(text, 'policy.yaml'));
  expect(refusal.exitCode).toBe(1);
  return refusal.message.split('\n');
}

test('a policy is read from YAML, with comments and anchors', () => {
  const text = `# our policy
${HEAD}rules:
  - &rule { id: one, sites: [a.example], action: block }
  - { id: two, sites: [b.example], action: allow }
`;
  expect(parsePolicy(text, 'policy.yaml').source.rules.map(({ id }) => id)).toEqual(['one', 'two']);
});

describe('a mistake in the YAML is told with its line and column', () => {
  test.each([
    ['a list that is not closed', `${HEAD}rules: [\n`, /^policy\.yaml:\d+:\d+: /],
    ['a key given twice', `${HEAD}name: again\nrules: []\n`, /^policy\.yaml:4:1: duplicated mapping key$/],
    ['a tab for indentation', `${HEAD}rules:\n\t- id: one\n`, /^policy\.yaml:5:1: /],
    ['a second document', `${HEAD}rules: []\n---\nname: other\n`, /^policy\.yaml:\d+:\d+: /],
    [
      'a star that YAML takes for an alias',
      `${HEAD}rules:\n  - id: one\n    sites: [*.example.com]\n`,
      /^policy\.yaml:6:\d+: /,
    ],
    ['an alias of nothing', `${HEAD}rules: *nothing\n`, /^policy\.yaml:4:8: /],
  ])('%s', async (_, text, expected) => {
    const [first] = await mistakesIn(text);
    expect(first).toMatch(expected);
  });

  test('aliases that would grow without bounds are refused, not followed', async () => {
    const levels = Array.from({ length: 12 }, (_, index) => {
      const inside = index === 0 ? 'x' : Array.from({ length: 9 }, () => `*l${index - 1}`).join(', ');
      return `l${index}: &l${index} [${inside}]`;
    });
    const [first] = await mistakesIn(`${levels.join('\n')}\n`);
    expect(first).toMatch(/^policy\.yaml:/);
  });
});

describe('a mistake against the schema is told with its line and column, its path, what was found and expected', () => {
  test.each([
    [
      'a wrong value',
      `${HEAD}rules:\n  - id: one\n    sites: [a.example]\n    action: ban\n`,
      /^policy\.yaml:7:13: rules\.0\.action: found "ban", .*block/,
    ],
    [
      'a site that is none',
      `${HEAD}rules:\n  - id: one\n    sites:\n      - a.example\n      - https://b.example\n    action: block\n`,
      /^policy\.yaml:8:9: rules\.0\.sites\.1: found "https:\/\/b\.example", expected a host without a scheme/,
    ],
    [
      'an unknown key',
      `${HEAD}rulez: []\nrules: []\n`,
      /^policy\.yaml:4:\d+: rulez: unknown key: did you mean rules\?/,
    ],
    [
      'an unknown key inside',
      `${HEAD}rules:\n  - id: one\n    site: [a.example]\n    action: block\n`,
      /^policy\.yaml:6:\d+: rules\.0\.site: unknown key/,
    ],
    ['a key that is missing', HEAD, /^policy\.yaml:\d+:\d+: rules: /],
    [
      'a key that is missing inside',
      `${HEAD}rules:\n  - sites: [a.example]\n    action: block\n`,
      /^policy\.yaml:5:5: rules\.0\.id: /,
    ],
    [
      'a tool that is not there',
      `${HEAD}rules:\n  - id: one\n    tools: [chatgtp]\n    action: block\n`,
      /^policy\.yaml:6:13: rules\.0\.tools\.0: found "chatgtp", unknown tool: did you mean chatgpt( or [a-z]+)?\?$/,
    ],
    ['an empty file', '', /^policy\.yaml:1:1: the policy: /],
    ['a text alone', 'hello', /^policy\.yaml:1:1: the policy: found "hello"/],
    ['a list', '- a\n- b\n', /^policy\.yaml:1:1: the policy: found \["a","b"\]/],
  ])('%s', async (_, text, expected) => {
    const [first] = await mistakesIn(text);
    expect(first).toMatch(expected);
  });

  test('each mistake has its own line', async () => {
    const mistakes = await mistakesIn(`${HEAD}mode: sleep\npollInterval: 1s\ncolour: red\nshape: round\nrules: []\n`);
    expect(mistakes.map((line) => /^policy\.yaml:(\d+):\d+: (\w+): /.exec(line)?.slice(1))).toEqual([
      ['4', 'mode'],
      ['5', 'pollInterval'],
      ['6', 'colour'],
      ['7', 'shape'],
    ]);
  });

  test.each([
    ['instead', 'alternatives'],
    ['whenStale', 'onExpiry'],
    ['poll', 'pollInterval'],
    ['facts', 'context'],
  ])('a key of before, %s, is told its new name', async (before, now) => {
    const [first = ''] = await mistakesIn(`${HEAD}${before}: x\nrules: []\n`);
    expect(first).toContain(`${before} is called ${now} now: rename the key`);
  });

  test('what was found is cut when it is long', async () => {
    const [first = ''] = await mistakesIn(`${HEAD.replace('acme', 'X'.repeat(500))}rules: []\n`);
    expect(first.length).toBeLessThan(300);
    expect(first).toContain('...');
  });
});
