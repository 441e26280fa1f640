/** `gatepost import`: what it writes, and what it says. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderImport } from '../../../../../src/cli/commands/import/format.js';
import { importLists, type Imported, type ImportOptions } from '../../../../../src/cli/commands/import/run.js';
import { readPolicy } from '../../../../../src/cli/lib/policy-source-file.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { NOW_MS } from '../../../../support/policies.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await newFolder();
});

const at = (name: string): string => path.join(folder, name);

async function imported(files: Record<string, string>, over: Partial<ImportOptions> = {}): Promise<Imported> {
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
  return importLists({
    ...{ files: Object.keys(files).map(at), kind: null, listColumn: null, action: 'observe', exactly: false },
    ...{ sharedHosts: false, destination: null, logs: [], format: null, columns: {}, nowMs: NOW_MS },
    ...over,
  });
}

const LIST = 'chatgpt.com\nintranet.example\nco.uk\n';

describe('a new policy', () => {
  test('observes, and is a policy without mistakes', async () => {
    const destination = { out: at('policy.yaml'), organisation: 'Contoso: "AI"', name: undefined };
    const { written } = await imported({ 'list.txt': LIST }, { destination });
    expect(written).toBe(at('policy.yaml'));
    const { source } = await readPolicy(at('policy.yaml'));
    expect(source.name).toBe('contoso-ai');
    expect(source.rules.map(({ id, action, tools, sites }) => ({ id, action, tools, sites }))).toEqual([
      { id: 'imported-tools', action: 'observe', tools: ['chatgpt'], sites: [] },
      { id: 'imported-sites', action: 'observe', tools: [], sites: ['intranet.example'] },
    ]);
  });

  test('never overwrites a file, and reads no list then', async () => {
    await writeFile(at('policy.yaml'), 'mine');
    const destination = { out: at('policy.yaml'), organisation: 'Contoso', name: undefined };
    await expect(imported({ 'list.txt': '' }, { destination })).rejects.toThrow('it exists already');
    expect(await readFile(at('policy.yaml'), 'utf8')).toBe('mine');
  });

  test('keeps ends, groups and reasons of indicators', async () => {
    const rows =
      'IndicatorType,IndicatorValue,ExpirationTime,Action,Title,RbacGroups\nDomainName,a.example,2999-01-01T00:00:00Z,Warn,"Under # review: ""A""",Sales\n';
    const destination = { out: at('policy.yaml'), organisation: 'Contoso', name: undefined };
    await imported({ 'i.csv': rows }, { destination, action: 'as-listed' });
    const { source } = await readPolicy(at('policy.yaml'));
    expect(source.reasons).toEqual({ 'imported-1': 'Under # review: "A"' });
    expect(source.rules[0]).toMatchObject({
      ...{ action: 'warn', reason: 'imported-1', audience: { groups: ['Sales'] } },
      window: { until: '2999-01-01T00:00:00Z' },
    });
  });

  test('is not written where no line could become a rule', async () => {
    const destination = { out: at('policy.yaml'), organisation: 'Contoso', name: undefined };
    const result = await imported({ 'list.txt': 'co.uk\n' }, { destination });
    expect(result).toMatchObject({ written: null, rules: [] });
    await expect(readFile(at('policy.yaml'))).rejects.toThrow('ENOENT');
  });
});

const POLICY = `# Ours.
format: 1
name: contoso
organisation: { name: Contoso } # as people know it
rules:
  # Approved.
  - id: imported-tools
    tools: [claude]
    action: allow   # for all

# What we expect.
tests:
  - { url: 'https://claude.ai/', decision: allow }
`;

describe('into a policy', () => {
  test('behind its rules, with every comment and space as it was', async () => {
    await writeFile(at('policy.yaml'), POLICY);
    await imported({ 'list.txt': LIST }, { destination: { into: at('policy.yaml') } });
    const text = await readFile(at('policy.yaml'), 'utf8');
    const [before = '', after = ''] = POLICY.split('\n\n# What');
    expect(text.startsWith(`${before}\n`)).toBe(true);
    expect(text.endsWith(`\n\n# What${after}`)).toBe(true);
    const { source } = await readPolicy(at('policy.yaml'));
    expect(source.rules.map(({ id }) => id)).toEqual(['imported-tools', 'imported-tools-2', 'imported-sites']);
  });

  const withRules = (...rules: string[]) =>
    POLICY.replace(/rules:\n(?: .*\n)+/, `rules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`);

  test('says which entries the rules of the policy decide already, and how far', async () => {
    const policy = withRules(
      '{ id: chat, tools: [claude], action: allow }',
      '{ id: sales, sites: [a.example], action: block, audience: { groups: [sales] } }',
      '{ id: host, sites: [=b.example], action: warn }',
      '{ id: path, sites: [c.example/private], action: block }',
    );
    await writeFile(at('policy.yaml'), policy);
    const list = ['claude.ai', 'a.example', 'b.example', 'c.example', 'sub.a.example', 'd.example'].join('\n');
    const destination = { into: at('policy.yaml') };
    const result = await imported({ 'list.txt': list }, { destination, action: 'block' });
    const whole = { allBrowsers: true, subdomains: true, without: [] };
    const sales = { ...whole, rules: [{ id: 'sales', action: 'block' }], allBrowsers: false };
    expect([...result.decided].sort((one, other) => one.line - other.line)).toMatchObject([
      { ...whole, line: 1, rules: [{ id: 'chat', action: 'allow' }] },
      { ...sales, line: 2 },
      { ...whole, line: 3, rules: [{ id: 'host', action: 'warn' }], subdomains: false },
      { ...sales, line: 5 },
    ]);
    const text = renderImport(result, plainPaint).join('\n');
    expect(text).toContain('Decided already by rules of the policy');
    expect(text).toContain('list.txt:3: b.example: b.example: rule host (warn), without subdomains');
    expect((await imported({ 'list.txt': list })).decided).toEqual([]);
  });

  /** What the report says of the entry that the policy decides. */
  async function decidedIn(policy: string, list: string, over: Partial<ImportOptions> = {}): Promise<string[]> {
    await writeFile(at('policy.yaml'), policy);
    const result = await imported({ list }, { destination: { into: at('policy.yaml') }, exactly: true, ...over });
    return renderImport(result, plainPaint).flatMap((line) => /^ {2}.*: (rules? .*)$/.exec(line)?.[1] ?? []);
  }

  test.each([
    ['host, sites: [a.example], action: warn, audience: { groups: [sales] }', 'rules host (warn), rest (allow)'],
    ['host, sites: [=a.example], action: warn', 'rules host (warn), rest (allow)'],
    ['host, sites: [x.a.example/p], action: warn', 'rules host (warn), rest (allow)'],
    ['host, sites: [a.example], action: warn, except: { sites: [x.a.example] }', 'rules host (warn), rest (allow)'],
    ['host, sites: [b.example], action: warn', 'rule rest (allow)'],
  ])('names every rule that decides an entry: %s, before one of the rest', async (first, expected) => {
    const policy = withRules(`{ id: ${first} }`, '{ id: rest, sites: [a.example], action: allow }');
    expect(await decidedIn(policy, 'a.example\n')).toEqual([expected]);
  });

  test.each([
    ['e.example', 'x.e.example', '', ', without x.e.example'],
    ['e.example', '=e.example/p, b.example', '', ', without =e.example/p'],
    ['=e.example', 'e.example/p, x.e.example', '', ', without subdomains, without e.example/p'],
    ['e.example', '=x.e.example', '0.0.0.0 ', ''],
  ])('leaves out what a rule of %s excepts: %s', async (site, except, before, expected) => {
    const policy = withRules(`{ id: one, sites: [${site}], action: block, except: { sites: [${except}] } }`);
    const kind = before === '' ? 'domains' : 'hosts';
    expect(await decidedIn(policy, `${before}e.example\n`, { kind })).toEqual([`rule one (block)${expected}`]);
  });

  test.each([
    ['at the end of the file', POLICY.split('\n\n# What')[0] ?? ''],
    ['with CRLF', POLICY.replaceAll('\n', '\r\n')],
    ['without rules', POLICY.replace(/rules:\n(?: .*\n)+/, 'rules: []\n').replace(/# What[^]*/, '')],
    ['with rules at the margin', POLICY.replace(/^ {2}/gm, '').replace('- { url', '  - { url')],
  ])('whose rules are %s', async (_, text) => {
    await writeFile(at('policy.yaml'), text);
    await imported({ 'list.txt': LIST }, { destination: { into: at('policy.yaml') } });
    const { source } = await readPolicy(at('policy.yaml'));
    expect(source.rules.at(-1)).toMatchObject({ id: 'imported-sites', sites: ['intranet.example'] });
    const written = await readFile(at('policy.yaml'), 'utf8');
    expect(written.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(/[^\r]\n/.test(written)).toBe(!text.includes('\r\n'));
  });

  test.each([
    [
      'rules on one line',
      POLICY.replace(/rules:\n(?: .*\n)+/, 'rules: [{ id: a, tools: [claude], action: allow }]\n'),
      'lines of their own',
    ],
    ['a mistake', POLICY.replace('tools: [claude]', 'tools: [clod]'), 'unknown tool'],
  ])('with %s is refused, and stays as it is', async (_, text, message) => {
    await writeFile(at('policy.yaml'), text);
    await expect(imported({ 'list.txt': LIST }, { destination: { into: at('policy.yaml') } })).rejects.toThrow(message);
    expect(await readFile(at('policy.yaml'), 'utf8')).toBe(text);
  });
});

test('a policy that browsers would reject stays as it is', async () => {
  // In UTC it ends in the year 10000, which a published moment cannot say.
  const policy = POLICY.replace('rules:', "expiresAt: '9999-12-31T23:59:59-12:00'\nrules:");
  await writeFile(at('policy.yaml'), policy);
  const destination = { into: at('policy.yaml') };
  await expect(imported({ 'list.txt': LIST }, { destination })).rejects.toThrow('browsers would reject this policy');
  expect(await readFile(at('policy.yaml'), 'utf8')).toBe(policy);
});

const squid = (user: string, url: string) =>
  `1795000000.000 10 10.0.0.1 TCP_MISS/200 900 GET ${url} ${user} HIER_DIRECT/203.0.113.7 text/html\n`;

describe('the blast radius', () => {
  const LOG =
    ['https://chatgpt.com/', 'https://a.example/'].flatMap((url) => [squid('anna', url), squid('ben', url)]).join('') +
    squid('cem', 'https://intranet.example/');

  test('counts the people that the rules would restrict if they blocked', async () => {
    await writeFile(at('access.log'), LOG);
    const { blastRadius } = await imported({ 'list.txt': LIST }, { logs: [at('access.log')] });
    expect(blastRadius).toMatchObject({
      tools: 1,
      sites: 1,
      simulated: { log: { people: 3 }, restricted: { people: 3, visits: 3 } },
    });
    expect(JSON.stringify(blastRadius)).not.toContain('anna');
  });

  test('leaves out what rules above decide already', async () => {
    await writeFile(at('access.log'), LOG);
    await writeFile(at('policy.yaml'), POLICY.replace('[claude]', '[chatgpt]').replace('claude.ai', 'chatgpt.com'));
    const destination = { into: at('policy.yaml') };
    const { blastRadius } = await imported({ 'list.txt': LIST }, { logs: [at('access.log')], destination });
    expect(blastRadius.simulated?.restricted).toMatchObject({ people: 1, visits: 1 });
  });
});

test('the report names every line that became no rule, with its file', async () => {
  const result = await imported({ 'list.txt': `${LIST}/regex/\n`, hosts: '0.0.0.0 a.example\n10.0.0.1 b.example\n' });
  const text = renderImport(result, plainPaint).join('\n');
  expect(text).toContain(`${at('list.txt')}:3: co.uk: too broad`);
  expect(text).toContain(`${at('list.txt')}:4: /regex/: a regular expression`);
  expect(text).toContain(`${at('hosts')}:2: 10.0.0.1 b.example: it sends its names to 10.0.0.1`);
  expect(text).toContain('read as hosts');
  expect(text).toContain('If all of these rules blocked: 1 tool and 2 sites');
});

test('a list that is named twice is refused', async () => {
  await writeFile(at('list.txt'), LIST);
  await expect(imported({}, { files: [at('list.txt'), at('list.txt')] })).rejects.toThrow('named twice');
});
