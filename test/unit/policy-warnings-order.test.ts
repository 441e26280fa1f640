/** What `checkPolicy` finds between rules: their order, alternatives, account control, queries. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy, type PolicyFinding } from '../../src/authoring/lint/check-policy.js';
import type { FindingCode } from '../../src/authoring/lint/finding-words.js';
import { parsePolicy } from '../../src/cli/lib/policy-source-file.js';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');

function findingsIn(rules: readonly object[]): PolicyFinding[] {
  const named = rules.map((rule, index) => ({ id: `rule-${index}`, action: 'block', ...rule }));
  const text = JSON.stringify({ format: 1, name: 'acme', organisation: { name: 'Acme' }, rules: named });
  return checkPolicy(parsePolicy(text, 'policy.yaml'), NOW_MS);
}

function placesOf(code: FindingCode, rules: readonly object[]): string[] {
  return findingsIn(rules)
    .filter((finding) => finding.code === code)
    .map(({ path }) => path.join('.'));
}

const wide = { sites: ['one.example', 'two.example'], action: 'allow' };
const narrow = { sites: ['a.one.example', 'two.example/path'] };
const staff = { audience: { groups: ['Staff'] } };

describe('a rule is unreachable', () => {
  test.each<[string, object[]]>([
    ['below the same sites', [wide, wide]],
    ['below wider sites', [wide, narrow]],
    ['below two rules that share its sites', [{ sites: ['one.example'] }, { sites: ['two.example'] }, narrow]],
    ['below an exception that is about something else', [{ ...wide, except: { sites: ['b.one.example'] } }, narrow]],
    [
      'below the same group',
      [
        { ...wide, ...staff },
        { ...narrow, audience: { groups: ['staff'] } },
      ],
    ],
    [
      'below more groups',
      [
        { ...wide, audience: { groups: ['it', 'staff'] } },
        { ...narrow, ...staff },
      ],
    ],
    ['below a hundred percent', [{ ...wide, audience: { percent: 100 } }, narrow]],
    [
      'below more of the same rollout',
      [
        { ...wide, audience: { percent: 20, rollout: 'r' } },
        { ...narrow, audience: { percent: 10, rollout: 'r' } },
      ],
    ],
    [
      'below a longer window',
      [
        { ...wide, window: { from: '2026-12-01' } },
        { ...narrow, window: { from: '2026-12-02', until: '2026-12-03' } },
      ],
    ],
    ['below its tool', [{ tools: ['chatgpt'] }, { sites: ['=chatgpt.com'] }]],
    ['below the category of its tools', [{ categories: ['assistant'] }, { tools: ['chatgpt', 'claude'] }]],
  ])('%s', (_, rules) => {
    expect(placesOf('rule-unreachable', rules)).toEqual([`rules.${rules.length - 1}`]);
  });

  test.each<[string, object[]]>([
    ['above wider sites', [narrow, wide]],
    ['when one site is left', [wide, { sites: ['a.one.example', 'three.example'] }]],
    ['below an exact host', [{ sites: ['=one.example'] }, { sites: ['one.example'] }]],
    ['below another query', [{ sites: ['one.example?a=1'] }, { sites: ['one.example?a=2'] }]],
    ['below an exception for it', [{ ...wide, except: { sites: ['a.one.example'] } }, narrow]],
    ['below an exception for a part of it', [{ ...wide, except: { sites: ['two.example/path/x'] } }, narrow]],
    ['below a group', [{ ...wide, ...staff }, narrow]],
    [
      'below fewer groups',
      [
        { ...wide, ...staff },
        { ...narrow, audience: { groups: ['staff', 'it'] } },
      ],
    ],
    ['below a ring', [{ ...wide, audience: { rings: ['first'] } }, narrow]],
    ['below a percentage', [{ ...wide, audience: { percent: 50 } }, narrow]],
    [
      'below another rollout',
      [
        { ...wide, audience: { percent: 20, rollout: 'r' } },
        { ...narrow, audience: { percent: 10, rollout: 's' } },
      ],
    ],
    ['below a window', [{ ...wide, window: { until: '2027-01-01' } }, narrow]],
  ])('not %s', (_, rules) => {
    expect(placesOf('rule-unreachable', rules)).toEqual([]);
  });

  test('and told which rules take its sites', () => {
    const findings = findingsIn([{ sites: ['one.example'] }, { sites: ['two.example'] }, narrow]);
    const [finding] = findings.filter(({ code }) => code === 'rule-unreachable');
    expect(finding?.message).toMatch(/"rule-0" and "rule-1" above/);
  });
});

describe('an alternative is restricted', () => {
  const alternatives = { sites: ['one.example'], alternatives: ['claude'] };
  const restricted = { tools: ['claude'] };

  test.each<[string, object[], string[]]>([
    ['by a rule below', [alternatives, restricted], ['rules.0.alternatives.0']],
    ['by a rule above', [restricted, alternatives], ['rules.1.alternatives.0']],
    ['by a warning', [alternatives, { ...restricted, action: 'warn' }], ['rules.0.alternatives.0']],
    ['by the very rule', [{ categories: ['assistant'], alternatives: ['claude'] }], ['rules.0.alternatives.0']],
    [
      'for the same group',
      [
        { ...alternatives, ...staff },
        { ...restricted, ...staff },
      ],
      ['rules.0.alternatives.0'],
    ],
    ['not when it is allowed above', [{ ...restricted, action: 'allow' }, alternatives, restricted], []],
    [
      'not when it is excepted',
      [{ categories: ['assistant'], except: { tools: ['claude'] }, alternatives: ['claude'] }],
      [],
    ],
    [
      'not by its company account',
      [alternatives, account('claude', { 'organization-ids': ['4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90'] })],
      [],
    ],
    [
      'not for another group',
      [
        { ...alternatives, ...staff },
        { ...restricted, audience: { groups: ['it'] } },
      ],
      [],
    ],
    ['not by another tool', [alternatives, { tools: ['chatgpt'] }], []],
  ])('%s', (_, rules, expected) => {
    expect(placesOf('alternative-restricted', rules)).toEqual(expected);
  });
});

function account(tool: string, ids: object, change: object = {}): object {
  return { tools: [tool], action: 'account', account: ids, ...change };
}

describe('account control', () => {
  const chatgpt = account('chatgpt', { 'workspace-ids': ['4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90'] });
  const claude = account('claude', { 'organization-ids': ['4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90'] });
  const domains = (id: string) => ({ 'workspace-domains': [`${id}.example`] });

  test.each<[string, object[]]>([
    ['an allow of the tool', [{ tools: ['chatgpt'], action: 'allow' }, chatgpt]],
    ['an allow for some', [{ tools: ['chatgpt'], action: 'allow', ...staff }, chatgpt]],
    ['observing its category', [{ categories: ['assistant'], action: 'observe' }, chatgpt]],
    ['an allow of one of its hosts', [{ sites: ['claude.ai'], action: 'allow' }, claude]],
    ['an allow of the way in without account', [{ sites: ['=chatgpt.com'], action: 'allow' }, chatgpt]],
    ['a block of the tool', [{ tools: ['claude'] }, claude]],
    ['a block of its sign-in', [{ sites: ['live.com'] }, account('copilot', {})]],
    ['other ids in the same header', [account('gemini', domains('a')), account('notebooklm', domains('b'))]],
  ])('is shadowed by %s', (_, rules) => {
    const errors = findingsIn(rules).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, path }) => [code, path[1]])).toEqual([['account-shadowed', 1]]);
    expect(placesOf('rule-unreachable', rules)).toEqual([]);
  });

  test.each<[string, object[]]>([
    ['an allow below', [chatgpt, { tools: ['chatgpt'], action: 'allow' }]],
    [
      'an allow that excepts it',
      [{ categories: ['assistant'], action: 'allow', except: { tools: ['chatgpt'] } }, chatgpt],
    ],
    ['an allow of a page of it', [{ sites: ['chatgpt.com/share'], action: 'allow' }, chatgpt]],
    ['an allow of its sign-in', [{ sites: ['login.live.com'], action: 'allow' }, account('copilot', {})]],
    ['a block for some', [{ tools: ['claude'], ...staff }, claude]],
    ['a block of its interface', [{ sites: ['api.anthropic.com'] }, claude]],
    [
      'an allow in another ring',
      [
        { tools: ['claude'], action: 'allow', audience: { rings: ['first'] } },
        { ...claude, audience: { rings: ['second'] } },
      ],
    ],
    [
      'an allow until the control begins',
      [
        { tools: ['claude'], action: 'allow', window: { until: '2026-12-01' } },
        { ...claude, window: { from: '2026-12-01' } },
      ],
    ],
    ['the same ids in the same header', [account('gemini', domains('a')), account('notebooklm', domains('a'))]],
    ['other ids for a group', [account('gemini', domains('a'), staff), account('gemini', domains('b'))]],
  ])('is not shadowed by %s', (_, rules) => {
    expect(placesOf('account-shadowed', rules)).toEqual([]);
  });
});

describe('an exception with another query on the same host', () => {
  const withQuery = { sites: ['one.example?mode=ai', 'one.example/x'], except: { sites: ['one.example?view=list'] } };

  test.each<[string, object[], string[]]>([
    ['than the rule', [withQuery], ['rules.0.except.sites.0']],
    [
      'than a rule below',
      [{ sites: ['one.example'], except: { sites: ['one.example?a=1'] } }, { sites: ['a.one.example?b=2'] }],
      ['rules.0.except.sites.0'],
    ],
    [
      'than an exception below',
      [
        { sites: ['one.example'], except: { sites: ['one.example?a=1'] } },
        { sites: ['one.example'], except: { sites: ['one.example?b=2'] } },
      ],
      ['rules.0.except.sites.0'],
    ],
    ['than a rule above', [{ sites: ['one.example?b=2'] }, { ...wide, except: { sites: ['one.example?a=1'] } }], []],
    [
      'on another path',
      [{ sites: ['one.example/x?a=1', 'one.example/y'], except: { sites: ['one.example/y?b=2'] } }],
      [],
    ],
    ['but the same', [{ sites: ['one.example?a=1'], except: { sites: ['a.one.example?a=1'] } }], []],
    ['on another host', [{ sites: ['one.example', 'two.example?a=1'], except: { sites: ['one.example?b=2'] } }], []],
  ])('%s', (_, rules, expected) => {
    expect(placesOf('query-combination', rules)).toEqual(expected);
    const found = findingsIn(rules).filter(({ code }) => code === 'query-combination');
    expect(found.every(({ severity, message }) => severity === 'error' && message.includes('query'))).toBe(true);
  });
});
