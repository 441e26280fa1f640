/** Policies that are large, or larger than browsers take. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../src/authoring/lint/check-policy.js';
import { checkDocumentSize, checkLimits } from '../../src/cli/lib/check-limits.js';
import { parsePolicy, type ReadPolicy } from '../../src/cli/lib/policy-source-file.js';
import { publishedFrom } from '../../src/authoring/publish-source.js';
import type { AcceptedPolicy } from '../../src/policy/schema.js';
import { MAX_DOCUMENT_BYTES } from '../../src/trust/accept-policy.js';
import { processorMs } from '../support/processor-time.js';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');

function read(rules: readonly object[]): ReadPolicy {
  const head = { format: 1, name: 'acme', organisation: { name: 'Acme' } };
  return parsePolicy(JSON.stringify({ ...head, rules }), 'policy.yaml');
}

function accepted(rules: readonly object[]): AcceptedPolicy {
  const { source, resolved, tools } = read(rules);
  const published = publishedFrom(source, resolved, tools, { revision: 1, nowMs: NOW_MS, previous: null });
  return published as AcceptedPolicy; // whether it is acceptable is not what the test is about
}

const list = <Item>(length: number, item: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => item(index));

// Nine parameters in any order are 362,880 rules; 26 exceptions meet in 67 million places.
test.each([9, 14, 26])('%d exceptions that meet in ever more places are an error, and found at once', async (count) => {
  const rules = list(count, (index) => ({
    ...block(index),
    sites: ['s.example'],
    except: { sites: [`s.example?k${index}=1`] },
  }));
  const [finding, ...more] = await checkLimits(accepted(rules), NOW_MS);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ severity: 'error', code: 'too-many-rules' });
  expect(finding?.message).toContain('with the action allow above them');
});

const block = (index: number, change: object = {}) => ({
  id: `rule-${index}`,
  sites: [`host-${index}.example`],
  action: 'block',
  ...change,
});

describe('a pattern that is too long for Chrome', () => {
  const long = 'x'.repeat(58);
  const overlapping = [
    { id: 'open', sites: ['chat.example'], except: { sites: [`chat.example/${long}`] }, action: 'allow' },
    { id: 'closed', sites: [`chat.example?key=${long}`, 'other.example'], action: 'block' },
  ];

  test('is an error at the rule, with the place where two sites meet', async () => {
    const [finding, ...more] = await checkLimits(accepted(overlapping), NOW_MS);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'error', code: 'pattern-too-long', path: ['rules', 1] });
    expect(finding?.message).toContain(`(chat.example/${long}?key=${long})`);
  });

  test('is none where the sites are short, or do not meet', async () => {
    const short = overlapping.map(
      (rule) => JSON.parse(JSON.stringify(rule).replaceAll(long, 'x'.repeat(20))) as object,
    );
    expect(await checkLimits(accepted(short), NOW_MS)).toEqual([]);
    const apart = [
      { ...overlapping[0], sites: ['news.example'], except: { sites: [`news.example/${long}`] } },
      overlapping[1] ?? {},
    ];
    expect(await checkLimits(accepted(apart), NOW_MS)).toEqual([]);
  });
});

describe('the browsers’ limits', () => {
  const ring = { audience: { rings: ['first'] } };

  test.each<[string, object[], string[]]>([
    ['a thousand patterns fit', list(1000, (index) => block(index)), []],
    [
      'one more does not, in either browser',
      list(1001, (index) => block(index)),
      ['error: Chrome and Edge: 1,000 rules with patterns', 'error: Firefox: 1,000 rules with patterns'],
    ],
    [
      'rules for some are counted, as a warning',
      list(1001, (index) => block(index, index < 2 ? ring : {})),
      ['warning: Chrome and Edge: 1,000 rules', 'warning: Firefox: 1,000 rules'],
    ],
    [
      'a path costs more than a host',
      list(300, (index) => block(index, { sites: [`host-${index}.example/${index}`] })),
      ['error: Chrome and Edge', 'error: Firefox'],
    ],
    [
      'Firefox takes fewer rules',
      [
        ...list(5000, (index) => ({ id: `allow-${index}`, sites: [`open-${index}.example`], action: 'allow' })),
        block(1),
      ],
      ['error: Firefox: 5,000 rules at most'],
    ],
  ])('%s', async (_, rules, expected) => {
    const findings = await checkLimits(accepted(rules), NOW_MS);
    const shown = findings.map(({ severity, message }) => `${severity}: ${message}`);
    expect(shown).toEqual(expected.map((start) => expect.stringContaining(start)));
    expect(findings.every(({ code }) => code === 'too-many-rules')).toBe(true);
  });

  test('hold for a policy that only observes as well: one day it is enforced', async () => {
    const policy = accepted(list(1001, (index) => block(index)));
    const findings = await checkLimits({ ...policy, mode: 'observe' }, NOW_MS);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error']);
  });

  test('name the rules that are left out, at the first of them', async () => {
    const [finding] = await checkLimits(accepted(list(1003, (index) => block(index))), NOW_MS);
    expect(finding?.path).toEqual(['rules', 1000]);
    expect(finding?.message).toContain('not enforced: rule-1000, rule-1001, rule-1002');
  });
});

describe('the length of the document', () => {
  test('may be what browsers read, and no more', () => {
    expect(checkDocumentSize('x'.repeat(MAX_DOCUMENT_BYTES))).toEqual([]);
    const [finding] = checkDocumentSize('x'.repeat(MAX_DOCUMENT_BYTES + 1234));
    expect(finding).toMatchObject({ severity: 'error', code: 'document-too-large' });
    expect(finding?.message).toMatch(/1,049,810 bytes, 1,234 more/);
  });
});

describe('a hundred thousand domains', () => {
  const hosts = list(100_000, (index) => `h${index}.d${index % 1000}.example`);
  const paths = hosts.map((_, index) => `one.example/p${index}`);
  const queries = list(20_000, (index) => `one.example/x?p=${index}`);
  const half = (from: number) => hosts.slice(from, from + 50_000);

  test.each<[string, object[], number]>([
    [
      'once more in the last rule',
      [
        { id: 'open', sites: ['d7.example', ...list(500, (index) => `=open-${index}.example`)], action: 'allow' },
        { id: 'one', sites: half(0), action: 'block' },
        { id: 'two', sites: half(50_000), action: 'block' },
        { id: 'again', sites: hosts, action: 'block' },
      ],
      1,
    ],
    ['with exceptions', [{ id: 'all', sites: hosts, except: { sites: hosts.slice(0, 500) }, action: 'block' }], 0],
    ['as paths of one host', [0, 1].map((id) => ({ id: `r${id}`, sites: paths, action: 'block' })), 1],
    ['or 2,000 rules about one host', list(2000, (index) => block(index, { sites: ['one.example'] })), 1999],
    ['or 20,000 queries of one path', [0, 1].map((id) => ({ id: `r${id}`, sites: queries, action: 'block' })), 1],
  ])('%s, are checked in a moment', (_, rules, unreachable) => {
    const policy = read(rules);
    // What compares all with all takes hours; processor time, since the machine may have other work.
    let findings: ReturnType<typeof checkPolicy> = [];
    const ms = processorMs(() => {
      findings = checkPolicy(policy, NOW_MS);
    });
    expect(ms).toBeLessThan(60_000);
    expect(findings.filter(({ code }) => code === 'rule-unreachable')).toHaveLength(unreachable);
  });

  test('fit the browsers', async () => {
    const policy = accepted([{ id: 'all', sites: hosts, action: 'block' }]);
    expect(await checkLimits(policy, NOW_MS)).toEqual([]);
  });
});
