/** docs/reference/policy.md must be true: its policies are in order, its tables are those of the sources. */
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import { checkPolicy } from '../../src/authoring/lint/check-policy.js';
import { FINDING_WORDS } from '../../src/authoring/lint/finding-words.js';
import { parsePolicy } from '../../src/cli/lib/policy-source-file.js';
import { policySourceSchema } from '../../src/authoring/source.js';
import { readRepositoryFile } from '../support/repository.js';

const page = readRepositoryFile('docs/reference/policy.md');
const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
const FIRST_LINE = '# yaml-language-server: $schema=./policy.schema.json\n';

const blocks = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => text);
const policies = blocks.filter((text) => text.replace(FIRST_LINE, '').startsWith('format: 1\n'));

/** The cells of the table's rows under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
}

const codeIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

describe('the policies', () => {
  test('are whole, many, and begin with a sample that names the schema', () => {
    expect(policies).toHaveLength(blocks.length);
    expect(policies.length).toBeGreaterThanOrEqual(14);
    expect(policies[0]?.startsWith(FIRST_LINE)).toBe(true);
  });

  test.each(policies.map((text, index) => [index + 1, text] as const))('number %i has no finding', (_, text) => {
    expect(checkPolicy(parsePolicy(text, 'policy.yaml'), NOW_MS)).toEqual([]);
  });

  test('show every action, and every key of the head and of a rule', () => {
    const sources = policies.map((text) => parsePolicy(text, 'policy.yaml').source);
    const used = (key: string) => policies.some((text) => new RegExp(`(^|[\\s{])${key}:`, 'm').test(text));
    const { rules, ...head } = policySourceSchema.shape;
    const keys = [...Object.keys(head), ...Object.keys(rules.element.shape)];
    expect(keys.filter((key) => !used(key))).toEqual([]);
    const actions = new Set(sources.flatMap((source) => source.rules.map(({ action }) => action)));
    expect([...actions].sort()).toEqual(['account', 'allow', 'block', 'observe', 'warn']);
  });
});

describe('the tables', () => {
  test('explain every finding, and no other', () => {
    expect(tableUnder('Findings').map(([code]) => codeIn(code)[0])).toEqual(Object.keys(FINDING_WORDS));
  });

  test('explain every key of a rule', () => {
    const documented = tableUnder('Rules').map(([key]) => codeIn(key)[0]);
    expect(documented).toEqual(Object.keys(policySourceSchema.shape.rules.element.shape));
  });

  test('name every tool with an account control, its ids and its hosts', () => {
    const documented = tableUnder('Company accounts').flatMap(([tools, ids, hosts]) =>
      codeIn(tools).map((tool) => `${tool}: ${codeIn(ids).join()} to ${codeIn(hosts).join()}`),
    );
    const known = loadCatalogue().flatMap(({ id, account }) => {
      if (account === undefined) return [];
      const ids = account.headers.map(({ value }) => value).filter((value) => value !== 'restrict-msa');
      return [`${id}: ${ids.join()} to ${account.hosts.join()}`];
    });
    expect(documented.sort()).toEqual(known.sort());
  });
});
