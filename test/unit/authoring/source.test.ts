import { describe, expect, test } from '@jest/globals';
import { policySourceSchema } from '../../../src/authoring/source.js';

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
    languages: [],
    answers: [],
    safety: { approvedTools: true, audience: false, ring: false },
    tests: [],
    reasons: {},
    mode: 'enforce',
    onExpiry: 'keep',
    pollInterval: 900,
    data: { actions: {}, detectors: [], fingerprints: {}, labels: {}, reasons: {}, texts: {} },
    tools: [],
  });
});

test.each(['Chat\nGPT', 'Chat\u001B[2KGPT', 'Chat\u009B2KGPT'])(
  'a name is one line, without control characters: %j',
  (name) => {
    expect(problemsOf({ ...minimal, tools: [{ ...tool, name }] })).toEqual([
      { path: 'tools.0.name', message: 'expected one line, without control characters' },
    ]);
  },
);

test.each(['Use our own assistant.', { en: 'Use our own assistant.' }])(
  'a reason that is no name of one: %j',
  (reason) => {
    expect(problemsOf({ ...minimal, rules: [{ ...rule, reason }] })).toEqual([
      { path: 'rules.0.reason', message: 'expected the name of an entry of "reasons", which holds the text' },
    ]);
  },
);

test.each([
  [{ reviewBy: '2027-02-30' }, 'reviewBy', 'expected a day such as 2027-01-31'],
  [{ reviewBy: '2027-02-01T09:00' }, 'reviewBy', 'expected a day such as 2027-01-31'],
  [{ owner: 'Ada\nBo' }, 'owner', 'expected one line, without control characters'],
])('an owner is a line and a review has a day: %j', (more, key, message) => {
  expect(problemsOf({ ...minimal, rules: [{ ...rule, ...more }] })).toEqual([{ path: `rules.0.${key}`, message }]);
});

describe('durations and moments', () => {
  test.each([
    ['30s', 30],
    ['15m', 900],
    ['2h', 7200],
    ['1d', 86_400],
  ])('%s is %i seconds', (poll, seconds) => {
    expect(policySourceSchema.parse({ ...minimal, pollInterval: poll }).pollInterval).toBe(seconds);
  });

  test.each(['29s', '25h', '2d', '0s', '15', 'm', '1w', '-5m', '1.5h', 900])(
    'pollInterval does not take %p',
    (poll) => {
      expect(problemsOf({ ...minimal, pollInterval: poll }).map(({ path }) => path)).toEqual(['pollInterval']);
    },
  );

  // Which moment a day or a wall-clock time is depends on the time zone beside it: it stays as it is written here.
  test.each([
    '2027-01-31',
    '2027-01-31T18:00',
    '2027-01-31T18:00:00',
    '2027-01-31T18:00:00Z',
    '2027-01-31T18:00:00+02:00',
    '2028-02-29',
  ])('expiresAt takes %s', (expiresAt) => {
    expect(policySourceSchema.parse({ ...minimal, expiresAt }).expiresAt).toBe(expiresAt);
  });

  test.each(['31.01.2027', '2027-02-29', '2027-02-30', 'tomorrow', '2027-01-31T25:00', '2027-01-31 18:00', '18:00'])(
    'expiresAt does not take %s',
    (expiresAt) => {
      expect(problemsOf({ ...minimal, expiresAt }).map(({ path }) => path)).toEqual(['expiresAt']);
    },
  );
});

describe('a policy source is refused, naming the place and what is expected, when', () => {
  const withTool = (change: object) => ({ ...minimal, tools: [{ ...tool, ...change }] });
  const withRule = (change: object) => ({ ...minimal, tools: [tool], rules: [{ ...rule, ...change }] });
  const withSlot = (change: object) =>
    withRule({ window: { weekly: [{ days: ['mon'], from: '08:00', to: '18:00', ...change }] } });

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
    ['a site has a scheme', withTool({ sites: ['https://x.example'] }), 'tools.0.sites.0', /without a scheme/],
    ['a home page is a script', withTool({ home: 'javascript:alert(1)' }), 'tools.0.home', /web address/],
    ['an action is unknown', withRule({ action: 'ban' }), 'rules.0.action', /block/],
    ['the language is none', { ...minimal, language: 'english please' }, 'language', /language tag/],
    ['a text has no language', { ...minimal, notice: {} }, 'notice', /./],
    ['the poll is not one', { ...minimal, pollInterval: 'often' }, 'pollInterval', /15m/],
    ['a percentage has three decimals', withRule({ audience: { percent: 0.125 } }), 'rules.0.audience.percent', /two/],
    ['a percentage is too large', withRule({ audience: { percent: 101 } }), 'rules.0.audience.percent', /./],
    ['an audience names no group', withRule({ audience: { groups: [] } }), 'rules.0.audience.groups', /./],
    ['an audience’s key is misspelt', withRule({ audience: { group: ['a'] } }), 'rules.0.audience', /group/],
    ['a time zone is none', withRule({ window: { timeZone: 'Europe/Pariss' } }), 'rules.0.window.timeZone', /Paris/],
    ['a time zone is an offset', withRule({ window: { timeZone: '+02:00' } }), 'rules.0.window.timeZone', /time zone/],
    ['an hour does not exist', withSlot({ from: '24:00' }), 'rules.0.window.weekly.0.from', /08:30/],
    ['a day does not exist', withSlot({ days: ['monday'] }), 'rules.0.window.weekly.0.days.0', /mon/],
    ['a slot has no days', withSlot({ days: [] }), 'rules.0.window.weekly.0.days', /./],
    ['a warning lasts for days', withRule({ warn: { minutes: 1441 } }), 'rules.0.warn.minutes', /./],
    [
      'a length is asked of a justification that need not be given',
      withRule({ warn: { justification: 'optional', justificationLength: 20 } }),
      'rules.0.warn.justificationLength',
      /required/,
    ],
    [
      'a justification would have to be longer than the page takes',
      withRule({ warn: { justification: 'required', justificationLength: 301 } }),
      'rules.0.warn.justificationLength',
      /300/,
    ],
    ['a justification is unknown', withRule({ warn: { justification: 'yes' } }), 'rules.0.warn.justification', /./],
    ['an account has no ids', withRule({ account: { tenants: [] } }), 'rules.0.account.tenants', /one id/],
    ['an exception’s key is misspelt', withRule({ except: { site: ['a.example'] } }), 'rules.0.except', /site/],
    ['what holds once late is unknown', { ...minimal, onExpiry: 'block' }, 'onExpiry', /strict/],
  ])('%s', (_, source, path, message) => {
    const problems = problemsOf(source);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toMatch(message);
  });
});
