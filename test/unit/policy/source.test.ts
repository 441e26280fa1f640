import { describe, expect, test } from '@jest/globals';
import { policySourceSchema } from '../../../src/policy/source.js';

const minimal = { format: 1, name: 'acme', organisation: { name: 'Acme' }, rules: [] };
const tool = { id: 'chatgpt', name: 'ChatGPT', vendor: 'OpenAI', category: 'assistant', sites: ['chatgpt.com'] };
const rule = { id: 'no-chatgpt', tools: ['chatgpt'], action: 'block' };

function problemsOf(source: unknown): { path: string; message: string }[] {
  const result = policySourceSchema.safeParse(source);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}

test('the smallest policy is completed with defaults', () => {
  expect(policySourceSchema.parse(minimal)).toEqual({
    ...minimal,
    language: 'en',
    reasons: {},
    mode: 'enforce',
    poll: 900,
    tools: [],
  });
});

describe('durations and moments', () => {
  test.each([
    ['30s', 30],
    ['15m', 900],
    ['2h', 7200],
    ['1d', 86_400],
  ])('%s is %i seconds', (poll, seconds) => {
    expect(policySourceSchema.parse({ ...minimal, poll }).poll).toBe(seconds);
  });

  test.each(['29s', '25h', '2d', '0s', '15', 'm', '1w', '-5m', '1.5h', 900])('poll does not take %p', (poll) => {
    expect(problemsOf({ ...minimal, poll }).map(({ path }) => path)).toEqual(['poll']);
  });

  test.each([
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['2027-01-31T18:00:00Z', '2027-01-31T18:00:00.000Z'],
    ['2027-01-31T18:00:00+02:00', '2027-01-31T16:00:00.000Z'],
  ])('expiresAt %s is the moment %s', (expiresAt, moment) => {
    expect(policySourceSchema.parse({ ...minimal, expiresAt }).expiresAt).toBe(moment);
  });

  test.each(['31.01.2027', '2027-02-30', 'tomorrow', '2027-01-31T18:00:00'])(
    'expiresAt does not take %s',
    (expiresAt) => {
      expect(problemsOf({ ...minimal, expiresAt }).map(({ path }) => path)).toEqual(['expiresAt']);
    },
  );
});

describe('a policy source is refused, naming the place and what is expected, when', () => {
  const withTool = (change: object) => ({ ...minimal, tools: [{ ...tool, ...change }] });
  const withRule = (change: object) => ({ ...minimal, tools: [tool], rules: [{ ...rule, ...change }] });

  test.each<[string, unknown, string, RegExp]>([
    ['it has another format', { ...minimal, format: 2 }, 'format', /only format/],
    ['a key is misspelt', { ...minimal, rulez: [] }, '', /rulez/],
    ['a rule’s key is misspelt', withRule({ tool: ['x'] }), 'rules.0', /tool/],
    ['a tool’s key is misspelt', withTool({ site: ['x'] }), 'tools.0', /site/],
    [
      'the contact’s key is misspelt',
      { ...minimal, organisation: { name: 'A', contact: { mail: 'x' } } },
      'organisation.contact',
      /mail/,
    ],
    ['a tool has no site', withTool({ sites: [] }), 'tools.0.sites', /at least one site/],
    ['a site has a scheme', withTool({ sites: ['https://x.example'] }), 'tools.0.sites.0', /without a scheme/],
    ['a home page is a script', withTool({ home: 'javascript:alert(1)' }), 'tools.0.home', /web address/],
    ['a rule names neither tools nor sites', withRule({ tools: [] }), 'rules.0', /at least one of tools and sites/],
    [
      'a rule names an unknown tool',
      withRule({ tools: ['gemini'] }),
      'rules.0.tools.0',
      /tool of this policy: chatgpt$/,
    ],
    ['an alternative is unknown', withRule({ instead: ['gemini'] }), 'rules.0.instead.0', /tool of this policy/],
    ['a reason is unknown', withRule({ reason: 'privacy' }), 'rules.0.reason', /no reasons/],
    ['an action is unknown', withRule({ action: 'ban' }), 'rules.0.action', /block/],
    ['the language is none', { ...minimal, language: 'english please' }, 'language', /language tag/],
    ['a text has no language', { ...minimal, notice: {} }, 'notice', /./],
    ['the poll is not one', { ...minimal, poll: 'often' }, 'poll', /15m/],
    ['two rules share an id', { ...minimal, tools: [tool], rules: [rule, rule] }, 'rules.1.id', /no entry before/],
    ['two tools share an id', { ...minimal, tools: [tool, tool] }, 'tools.1.id', /no entry before/],
    ['its life is said twice', { ...minimal, lifetime: '1d', expiresAt: '2027-01-31' }, 'expiresAt', /not both/],
  ])('%s', (_, source, path, message) => {
    const problems = problemsOf(source);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toMatch(message);
  });
});
