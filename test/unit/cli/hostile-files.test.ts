/** Files made to harm who reads them: a line and an exit code, in a time that grows as the file does, and nothing forged. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tryParsePolicy } from '../../../src/cli/lib/policy-source-file.js';
import { csvLines } from '../../../src/cli/lib/csv.js';
import { escapedHtml } from '../../../src/cli/lib/html-page.js';
import { bundledCommand } from '../../support/bundled-command.js';
import { processorMs } from '../../support/processor-time.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const newFolder = temporaryFolders();

type Run = Awaited<ReturnType<typeof bundledCommand>>;

let home: string;
let run: Run;

beforeAll(async () => {
  home = await newFolder();
  run = await bundledCommand(home);
});

async function fileOf(name: string, content: string): Promise<string> {
  await mkdir(path.dirname(path.join(home, name)), { recursive: true });
  await writeFile(path.join(home, name), content);
  return name;
}

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\n';
const RULE = 'rules:\n  - { id: a, sites: [a.example], action: block }\n';
const times = (count: number, made: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => made(i)).join('');

describe('reading a policy takes no more than its length asks for', () => {
  const msFor = (text: string) =>
    processorMs(() => {
      tryParsePolicy(text, 'policy.yaml');
    });

  test.each<[string, (count: number) => string]>([
    ['unknown keys', (count) => `${HEAD}${RULE}${times(count, (i) => `key${i}: 1\n`)}`],
    ['unknown keys of a rule', (count) => `${HEAD}${RULE.replace(' }', `,${times(count, (i) => ` k${i}: 1,`)} }`)}`],
    ['rules that are none', (count) => `${HEAD}rules:\n${times(count, () => '  - x\n')}`],
    [
      'unknown tools',
      (count) => `${HEAD}rules:\n  - { id: a, action: block, tools: [${times(count, (i) => `t${i},`)}] }\n`,
    ],
    ['unknown keys in many rules', (count) => `${HEAD}rules:\n${times(count, (i) => `  - { id: r${i}, foo: 1 }\n`)}`],
    ['aliases', (count) => `${HEAD}${RULE}x: [${times(count, () => '*a, ')}]\n`],
    ['one long key', (count) => `${HEAD}${RULE}${'k'.repeat(count * 10)}: 1\n`],
  ])('%s', (_, made) => {
    msFor(made(1_000));
    const [small, large] = [msFor(made(3_000)), msFor(made(30_000))];
    // Ten times in a line, a hundred times in a square; the beginning, and what is collected meanwhile, may fall on either.
    expect(large).toBeLessThan(Math.max(small, 20) * 40);
  });

  test('and a mistake shows the beginning of what it found', () => {
    const parsed = tryParsePolicy(`${HEAD}rules: { ${'k'.repeat(5_000)}: ${'v'.repeat(5_000)} }\n`, 'policy.yaml');
    const [mistake] = parsed.ok ? [] : parsed.mistakes;
    expect(mistake?.message).toMatch(/^found \{"kkk.*, expected/);
    expect(mistake?.message.length).toBeLessThan(200);
  });
});

const DEEP = 50_000;
const list = '['.repeat(DEEP) + ']'.repeat(DEEP);
const map = '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP);
const part = (text: string) => Buffer.from(text).toString('base64url');
const document = (header: string, payload: string) => `${part(header)}.${part(payload)}.${part('x'.repeat(64))}`;
const HEADER = '{"alg":"EdDSA","typ":"gatepost-policy+jws","kid":"k"}';

describe('a document nested very deeply is refused in a line', () => {
  const DOCUMENTS: readonly (readonly [string, string])[] = [
    ['format.jws', document(HEADER, `{"format":${list}}`)],
    ['requires.jws', document(HEADER, `{"format":1,"requires":[${map}]}`)],
    ['rules.jws', document(HEADER, `{"format":1,"rules":${list}}`)],
    ['payload.jws', document(HEADER, map)],
    ['header.jws', document(`{"alg":"EdDSA","typ":"gatepost-policy+jws","kid":${list}}`, '{}')],
    ['policy.yaml', `${HEAD}rules: ${list}\n`],
    ['open.yaml', `${HEAD}rules: ${'['.repeat(DEEP)}\n`],
    ['key.jwk', `{"kty":"OKP","crv":"Ed25519","x":"vVTL4dCGULCutq8Nc-wRbVHgFiffE5-71z0eaNK482E","kid":${list}}`],
    ['bundle.json', `{"format":1,"status":${map}}`],
  ];

  test.each(DOCUMENTS)('%s', async (name, content) => {
    const file = await fileOf(name, content);
    await fileOf(`folder-of-${name}/policy.jws`, content);
    for (const words of [
      ['diff', file, file],
      ['status', '--dir', `folder-of-${name}`],
      ['explain', file, 'https://a.example/'],
      ['check', file],
      ['import-key', file],
      ['doctor', '--bundle', file],
      [
        'deploy',
        '--browser',
        'chrome',
        '--os',
        'linux',
        '--config',
        file,
        '--extension-id',
        'a',
        '--update-url',
        'https://a/',
      ],
    ]) {
      const { exitCode, out, err } = await run(...words);
      expect({ words, exitCode, said: (out + err).trim().split('\n').length < 4 }).toEqual({
        ...{ words, exitCode: words[0] === 'deploy' ? expect.any(Number) : 1, said: true },
      });
      expect(err).not.toMatch(/^\s+at |RangeError|internal error/m);
    }
  });
});

const ESCAPE = '\u001B';
/** A line of the answer, a cleared one, a colour of ours, and letters that run the other way. */
const FORGERY = `x\nok    forged: all is well\r\n${ESCAPE}[2K${ESCAPE}[32mok${ESCAPE}[39m\u202E\u2028ok    forged\u0085\u009B31m`;

function expectNothingForged(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E\u2028]/u);
  expect(text.split('\n').filter((line) => line.startsWith('ok    forged'))).toEqual([]);
}

test('a support file forges neither lines nor colours in the answer of doctor', async () => {
  const bundle = {
    format: 1,
    madeAt: '2026-11-23T08:00:00Z',
    extension: { id: FORGERY, version: FORGERY, installType: FORGERY },
    status: {
      managed: 'managed',
      policy: { name: FORGERY, revision: 1 },
      problems: [
        { code: FORGERY, detail: FORGERY },
        { code: 'managed-invalid', detail: FORGERY },
      ],
    },
    overview: { managed: { policyUrl: FORGERY }, selfCheck: [{ code: 'rules', ok: false, detail: FORGERY }] },
  };
  const { out, err, exitCode } = await run('doctor', '--bundle', await fileOf('support.json', JSON.stringify(bundle)));
  expect(exitCode).toBe(1);
  expect(out).toContain('FAIL  configuration');
  expectNothingForged(out + err);
  expect(
    out
      .trimEnd()
      .split('\n')
      .every((line) => /^(ok {2}|FAIL) {2}[a-z-]+: /.test(line)),
  ).toBe(true);
  for (const content of [`{"a": ${FORGERY}`, JSON.stringify({ format: FORGERY })]) {
    const refused = await run('doctor', '--bundle', await fileOf('broken.json', content));
    expectNothingForged(refused.out + refused.err);
    expect(refused.err.trimEnd().split('\n')).toHaveLength(1);
  }
});

test('a log forges nothing in what simulate says of it', async () => {
  const policy = await fileOf('simulated.yaml', HEAD + RULE);
  const quoted = `"${FORGERY.replace('\n', ' ').replace('\r\n', ' ')}"`;
  const log = await fileOf(
    'hostile.csv',
    `url,user,time\nhttps://a.example/,${quoted},2026-11-23T08:00:00Z\n${quoted},${quoted}\nx,${quoted},${quoted}\n`,
  );
  for (const output of ['table', 'csv', 'json']) {
    const { out, err, exitCode } = await run('simulate', policy, '--log', log, '--names', '5', '--output', output);
    expect({ output, exitCode }).toEqual({ output, exitCode: 0 });
    // JSON is read by programs, which get the letters as they are; only what a terminal interprets is escaped.
    if (output === 'json') expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    else expectNothingForged((out + err).replaceAll('\r\n', '\n'));
  }
});

test('a key of a policy forges no line of a mistake', async () => {
  const policy = await fileOf('forged.yaml', `${HEAD}${RULE}${JSON.stringify(FORGERY)}: 1\n`);
  for (const words of [
    ['check', policy],
    ['check', policy, '--format', 'github'],
    ['diff', policy, policy],
  ]) {
    const { out, err } = await run(...words);
    expect(out + err).toContain('unknown key');
    expectNothingForged(out + err);
  }
});

test('a text in a report of HTML is none that a terminal obeys', () => {
  expect(escapedHtml(FORGERY)).not.toMatch(/(?![\t\n])\p{Cc}|\u202E/u);
});

test('a cell of CSV holds nothing that a terminal obeys, and no further line', () => {
  const text = csvLines([['a', FORGERY]]);
  expectNothingForged(text);
  expect(text.split('\r\n')).toHaveLength(1);
});
