/** What `checkPolicy` finds in a rule by itself, and in the policy around the rules. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy, type PolicyFinding } from '../../src/authoring/lint/check-policy.js';
import { parsePolicy } from '../../src/cli/lib/policy-source-file.js';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
const ALLOWED = { id: 'allowed', sites: ['allowed.example'], action: 'allow' };
const RULE = { id: 'one', sites: ['one.example'], action: 'block', reason: 'why', alternatives: ['le-chat'] };
const HEAD = { format: 1, name: 'acme', organisation: { name: 'Acme' }, reasons: { why: 'Because.' } };

/** @param change of a policy without any finding */
function findingsIn(change: object): PolicyFinding[] {
  const text = JSON.stringify({ ...HEAD, rules: [RULE], ...change });
  return checkPolicy(parsePolicy(text, 'policy.yaml'), NOW_MS);
}

/** Code and place, as a test compares them. */
const placesOf = (findings: readonly PolicyFinding[]): string[] =>
  findings.map(({ severity, code, path }) => `${severity} ${code} at ${path.join('.')}`);

const inRule = (change: object): PolicyFinding[] => findingsIn({ rules: [{ ...RULE, ...change }] });

test('a policy in order has no findings', () => {
  expect(findingsIn({})).toEqual([]);
});

describe('in one rule', () => {
  test.each<[string, object, string, RegExp]>([
    ['a block without alternative', { alternatives: [] }, 'warning no-alternative at rules.0', /under alternatives/],
    [
      'nought percent',
      { audience: { percent: 0 } },
      'warning rule-empty at rules.0.audience.percent',
      /0 percent: raise it/,
    ],
    [
      'all tools excepted',
      { sites: [], tools: ['chatgpt'], except: { tools: ['chatgpt'] } },
      'warning rule-empty at rules.0',
      /its exceptions cover every tool/,
    ],
    [
      'a tool of which only left-out parts remain',
      { sites: [], tools: ['bing-image-creator'], embedded: false },
      'warning rule-empty at rules.0',
      /embedded: false leaves out/,
    ],
    [
      'all sites excepted',
      { except: { sites: ['example.com', 'one.example'] }, sites: ['a.example.com', 'one.example'] },
      'warning rule-empty at rules.0.except',
      /excepts everything/,
    ],
    [
      'a window that ends before it begins',
      { window: { from: '2026-12-02', until: '2026-12-01' } },
      'error rule-empty at rules.0.window.until',
      /until must be later/,
    ],
    [
      'a window that has ended',
      { window: { until: '2026-11-23' } },
      'warning window-expired at rules.0.window.until',
      /2026-11-23/,
    ],
    [
      'a review that is due within 14 days',
      { reviewBy: '2026-12-07', owner: { de: 'Werbung', en: 'Brand team' } },
      'warning review-due at rules.0.reviewBy',
      /^the review by Brand team is due in 14 days \(2026-12-07\)/,
    ],
    [
      'a review that is due on this day',
      { reviewBy: '2026-11-23' },
      'warning review-due at rules.0.reviewBy',
      /^the review is due today/,
    ],
    [
      'a review that is overdue',
      { reviewBy: '2026-11-22', owner: 'Ada' },
      'warning review-due at rules.0.reviewBy',
      /^the review by Ada was due 1 day ago .*stays in force/,
    ],
    [
      'hours on days that the dates leave out',
      {
        window: {
          from: '2026-11-25',
          until: '2026-11-27',
          timeZone: 'Europe/Paris',
          weekly: [{ days: ['sat'], from: '08:00', to: '18:00' }],
        },
      },
      'warning rule-empty at rules.0.window.weekly',
      /never fall/,
    ],
    [
      'such hours in the browser’s own time zone',
      {
        window: {
          from: '2026-11-24',
          until: '2026-11-26',
          weekly: [{ days: ['sat'], from: '08:00', to: '18:00' }],
        },
      },
      'warning rule-empty at rules.0.window.weekly',
      /never fall/,
    ],
    ['a shared host', { sites: ['google.com'] }, 'warning host-too-broad at rules.0.sites.0', /google\.com.*subdomain/],
    [
      'a host above shared hosts',
      { sites: ['one.example', 'amazonaws.com'] },
      'warning host-too-broad at rules.0.sites.1',
      /many services share/,
    ],
  ])('%s', (_, change, expected, message) => {
    const findings = inRule(change);
    expect(placesOf(findings)).toEqual([expected]);
    expect(findings[0]?.message).toMatch(message);
  });

  test.each<[string, object]>([
    ['an allow says neither why nor where else', { action: 'allow', reason: 'why', alternatives: [] }],
    ['a shared host may be allowed', { action: 'allow', sites: ['google.com'] }],
    ['a path of a shared host is narrow enough', { sites: ['google.com/ai'] }],
    ['a window is still to come', { window: { from: '2027-01-01' } }],
    ['a window ends later today, in its own time zone', { window: { until: '2026-11-23', timeZone: 'Etc/GMT+12' } }],
    [
      'hours come on one of the dates, somewhere on Earth',
      {
        window: {
          from: '2026-11-27T10:00:00Z',
          until: '2026-11-27T11:00:00Z',
          weekly: [{ days: ['sat'], from: '00:00', to: '01:00' }],
        },
      },
    ],
  ])('nothing when %s', (_, change) => {
    expect(placesOf(inRule(change))).toEqual([]);
  });
});

describe('exceptions', () => {
  test.each<[string, object, string[]]>([
    ['a site that the rule does not select', { except: { sites: ['other.example'] } }, ['sites.0']],
    ['a site within the rule', { except: { sites: ['a.one.example'] } }, []],
    ['the second of two', { except: { sites: ['a.one.example', 'two.example'] } }, ['sites.1']],
    ['a tool that the rule does not select', { except: { tools: ['claude'] } }, ['tools.0']],
    ['a tool within a site of the rule', { sites: ['openai.com'], except: { tools: ['chatgpt'] } }, []],
    ['a tool of a category', { sites: [], categories: ['assistant'], except: { tools: ['claude'] } }, []],
    ['a category that is not selected', { except: { categories: ['image'] } }, ['categories.0']],
    [
      'a category of tools that are selected',
      { sites: [], tools: ['claude', 'midjourney'], except: { categories: ['image'] } },
      [],
    ],
    ['a tool among all embedded ones', { sites: [], embedded: true, except: { tools: ['bing-image-creator'] } }, []],
    ['a tool that is embedded nowhere', { sites: [], embedded: true, except: { tools: ['cursor'] } }, ['tools.0']],
  ])('%s', (_, change, unused) => {
    const found = inRule(change).filter(({ code }) => code === 'exception-unused');
    expect(placesOf(found)).toEqual(unused.map((place) => `warning exception-unused at rules.0.except.${place}`));
  });
});

describe('around the rules', () => {
  const about = { en: 'Ours', fr: 'Le nôtre' };
  const tool = { id: 'ours', name: 'Ours', vendor: 'Acme', category: 'assistant', sites: ['ours.example'] };
  const rules = [RULE, { ...ALLOWED, tools: ['ours'] }];

  test.each<[string, object, string[]]>([
    ['observing without end', { mode: 'observe' }, ['warning observe-without-end at mode']],
    ['observing with an end', { mode: 'observe', observeUntil: '2026-12-01' }, []],
    [
      'an end of observing that has passed',
      { mode: 'observe', observeUntil: '2026-11-01' },
      ['warning window-expired at observeUntil'],
    ],
    ['an expiry that has passed', { expiresAt: '2026-11-01' }, ['error window-expired at expiresAt']],
    ['a tool that no rule uses', { tools: [tool] }, ['warning tool-unused at tools.0']],
    ['a tool that a rule names', { tools: [tool], rules }, []],
    ['a tool that is an alternative', { tools: [tool], rules: [{ ...RULE, alternatives: ['ours'] }] }, []],
    [
      'a reason that no rule gives',
      { reasons: { why: 'Because.', other: 'Other.' } },
      ['warning reason-unused at reasons.other'],
    ],
    ['a text for the only language', { languages: ['en'] }, []],
    ['a text given once, in two languages', { languages: ['en', 'fr'] }, ['warning language-missing at reasons.why']],
    [
      'a notice without one language',
      { languages: ['de'], language: 'de', notice: { en: 'Hello' } },
      ['warning language-missing at notice'],
    ],
    ['a text in the language, for a region of it', { languages: ['en-GB'], language: 'en' }, []],
    [
      'a text for another region',
      { languages: ['pt-BR'], reasons: { why: { 'pt-PT': 'Porque' } } },
      ['warning language-missing at reasons.why'],
    ],
    [
      'a tool described in one language of two',
      { languages: ['en', 'de'], reasons: { why: { en: 'a', de: 'b' } }, tools: [{ ...tool, about }], rules },
      ['warning language-missing at tools.0.about'],
    ],
    [
      'a tool on a shared host',
      { tools: [{ ...tool, sites: { app: ['ours.example'], api: ['google.com'] } }], rules },
      ['warning host-too-broad at tools.0.sites.api.0'],
    ],
    [
      'a tool embedded in the whole of a shared host',
      { tools: [{ ...tool, embedded: [{ site: 'bing.com', within: 'Bing' }] }], rules },
      ['warning host-too-broad at tools.0.embedded.0.site'],
    ],
  ])('%s', (_, change, expected) => {
    expect(placesOf(findingsIn(change))).toEqual(expected);
  });

  test.each(['block', 'warn'])('a %s without reason', (action) => {
    const findings = findingsIn({ reasons: {}, rules: [{ ...RULE, action, reason: undefined }] });
    expect(placesOf(findings)).toEqual(['warning no-reason at rules.0']);
  });

  test('a missing language is named', () => {
    expect(findingsIn({ languages: ['en', 'fr', 'de'] })[0]?.message).toContain('fr, de');
  });

  test('findings come in the order of the rules, the head first', () => {
    const second = { ...RULE, id: 'two', sites: ['two.example'], reason: undefined };
    const findings = findingsIn({ mode: 'observe', rules: [{ ...RULE, alternatives: [] }, second] });
    expect(findings.map(({ code }) => code)).toEqual(['observe-without-end', 'no-alternative', 'no-reason']);
  });
});
