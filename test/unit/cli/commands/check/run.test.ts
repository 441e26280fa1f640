/** What `gatepost check` finds, with place and code, and how it prints it. */
import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { CATEGORIES } from '../../../../../src/catalogue/categories.js';
import { renderFindings, renderForGitHub } from '../../../../../src/cli/commands/check/format.js';
import { EXIT } from '../../../../../src/cli/lib/command-error.js';
import { check, checkText, hasErrors } from '../../../../../src/cli/commands/check/run.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { NOW_MS } from '../../../../support/policies.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\nreasons: { r: Because. }\n';
const found = async (text: string) => {
  const findings = await checkText(HEAD + text, 'policy.yaml', NOW_MS);
  return findings.map(({ severity, code, line, column, where }) =>
    [severity, code, `${line}:${column}`, where].join(' '),
  );
};

describe('it finds', () => {
  test('nothing in a policy that is in order', async () => {
    expect(
      await found('rules:\n  - { id: a, tools: [chatgpt], action: block, reason: r, alternatives: [le-chat] }\n'),
    ).toEqual([]);
  });

  test.each([
    ['syntax', 'rules: [}\n', 'error syntax 5:9 '],
    ['an alias', 'rules: *all\n', 'error syntax 5:8 '],
    ['a key that is none', 'rules: []\ncolour: red\n', 'error form 6:9 colour'],
    [
      'a name that nothing has',
      'rules:\n  - { id: a, tools: [chatgtp], action: block }\n',
      'error name 6:22 rules.0.tools.0',
    ],
  ])('a mistake of %s', async (_, text, first) => {
    expect((await found(text))[0]).toBe(first);
  });

  test('every finding of the policy, each at its line', async () => {
    const text =
      'rules:\n  - id: a\n    tools: [chatgpt]\n    action: block\n  - { id: b, tools: [chatgpt], action: allow }\n';
    expect(await found(text)).toEqual([
      'warning reason-unused 4:15 reasons.r',
      'warning no-reason 6:5 rules.0',
      'warning no-alternative 6:5 rules.0',
      'warning rule-unreachable 9:5 rules.1',
    ]);
  });

  test('names that nothing has, in the order of the file', async () => {
    expect(
      await found('rules:\n  - { id: a, tools: [chatgtp], action: block, reason: none, alternatives: [clade] }\n'),
    ).toEqual([
      'error name 6:22 rules.0.tools.0',
      'error name 6:55 rules.0.reason',
      'error name 6:76 rules.0.alternatives.0',
    ]);
  });

  test('a category that there is not, and prints which there are, all fifteen', async () => {
    const text = `${HEAD}rules:\n  - { id: a, categories: [everything], action: block }\n`;
    const findings = await checkText(text, 'policy.yaml', NOW_MS);
    expect(CATEGORIES).toHaveLength(15);
    const all = [...CATEGORIES].sort().join(', ');
    expect(renderFindings(findings, 'policy.yaml', plainPaint)[0]).toContain(
      `rules.0.categories.0: found "everything", unknown category: There are ${all}, and all for every tool`,
    );
  });

  test('too many rules for a browser, as an error', async () => {
    const sites = Array.from({ length: 1200 }, (_, index) => `'chat.example/${index}'`).join(', ');
    const text = `rules:\n  - { id: a, sites: [${sites}], action: block, reason: r, alternatives: [le-chat] }\n`;
    expect(await found(text)).toContain('error too-many-rules 6:5 rules.0');
  });

  test('a document that is too long', async () => {
    const sites = Array.from({ length: 60_000 }, (_, index) => `host-${index}.example`).join(', ');
    const text = `rules:\n  - { id: a, sites: [${sites}], action: block, reason: r, alternatives: [le-chat] }\n`;
    expect((await found(text)).at(-1)).toMatch(/^error document-too-large/);
  });
});

test('a file that is not there cannot be checked', async () => {
  const refusal = await refusalOf(async () => check(path.join(await newFolder(), 'none.yaml'), NOW_MS));
  expect(refusal.exitCode).toBe(EXIT.unusable);
  expect(refusal.message).toContain('there is no such file');
});

describe('it prints', () => {
  const finding = {
    ...({ severity: 'warning', code: 'no-reason', line: 6, column: 5, where: 'rules.0' } as const),
    message: '100 % of\nit',
  };

  test('a line each and a summary', () => {
    expect(renderFindings([finding], 'a.yaml', plainPaint)).toEqual([
      'a.yaml:6:5: warning: rules.0: 100 % of\nit (no-reason)',
      '0 errors, 1 warning',
    ]);
    expect(renderFindings([], 'a.yaml', plainPaint)).toEqual(['a.yaml is OK.']);
    expect(hasErrors([finding])).toBe(false);
  });

  test('workflow commands for GitHub, with what would end them escaped', () => {
    expect(renderForGitHub([finding], 'a,b:c.yaml')).toEqual([
      '::warning file=a%2Cb%3Ac.yaml,line=6,col=5,title=no-reason::rules.0: 100 %25 of%0Ait',
    ]);
  });
});
