/**
 * What Windows PowerShell 5.1 writes for `>` and Out-File: UTF-16 with a byte order mark. Every command reads it, the same in the
 * other byte order, and UTF-8 with its mark, and answers as it does to the plain file.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundledCommand } from '../../support/bundled-command.js';
import { runIn } from '../../support/deploying.js';

type Run = Awaited<ReturnType<typeof bundledCommand>>;

const given = (name: string) => path.resolve('test/cases/powershell-utf16', name);

let home: string;
let run: Run;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'gatepost-utf16-'));
  run = await bundledCommand(home);
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

const ENCODINGS = {
  plain: (text: string) => Buffer.from(text),
  'UTF-8 with its mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'UTF-16, little end first': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16, big end first': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

type Encoding = keyof typeof ENCODINGS;

async function encoded(name: string, encoding: Encoding): Promise<string> {
  const text = (await readFile(given(name))).toString('utf16le').replace(/^\uFEFF/, '');
  const file = path.join(home, name);
  await writeFile(file, ENCODINGS[encoding](text));
  return file;
}

const URL = ['--url', 'https://policy.acme.example/policy.jws'];
const AT = ['--at', '2026-11-30T08:00:00Z'];
const COLLECTOR = ['--events-endpoint', 'https://collector.acme.example/v1/logs'];

/** Each with the file of the case that it reads, and what its answer says. */
const COMMANDS: readonly (readonly [string, (file: string) => readonly string[], RegExp])[] = [
  ['policy16.yaml', (file) => ['check', file], /is OK|warning/],
  ['policy16.yaml', (file) => ['explain', file, 'https://chatgpt.com/', ...AT], /chatgpt/],
  ['policy16.yaml', (file) => ['diff', file, file, ...AT], /nothing/i],
  ['k16.pem', (file) => ['import-key', file], /"crv": "Ed25519"/],
  ['k16.jwk', (file) => ['import-key', file], /"crv": "Ed25519"/],
  ['k16.jwk', (file) => ['managed', ...URL, '--key', file], /"trustedKeys"/],
  ['hdr16.txt', (file) => ['managed', ...URL, ...COLLECTOR, '--events-header', `@${file}`], /"value": "Bearer abc"/],
  ['utf16.csv', (file) => ['simulate', given('policy16.yaml'), '--log', file, ...AT], /chatgpt/i],
];

describe.each(COMMANDS)('%s', (name, words, answer) => {
  test(`${words('…').join(' ')} answers to each encoding as to the plain file`, async () => {
    const answers: Record<string, string> = {};
    for (const encoding of Object.keys(ENCODINGS) as Encoding[]) {
      const { out, err, exitCode } = await run(...words(await encoded(name, encoding)));
      answers[encoding] = `${exitCode} ${out}${err}`;
    }
    expect(answers['plain']).toMatch(answer);
    expect(new Set(Object.values(answers))).toEqual(new Set([answers['plain']]));
  });
});

test.each(Object.keys(ENCODINGS) as Encoding[])('deploy takes the configuration in %s', async (encoding) => {
  const configFile = await encoded('managed16.yaml', encoding);
  const { settings } = await runIn(home, 'chrome', 'linux', { configFile, policyFile: null });
  expect(settings.configuration).toMatchObject({ policyName: 'acme' });
});

test('a log in UTF-16 is read when it is compressed, too', async () => {
  const plain = await run(
    'simulate',
    given('policy16.yaml'),
    '--log',
    await encoded('utf16.csv', 'plain'),
    '--json',
    ...AT,
  );
  const packed = path.join(home, 'log.csv.gz');
  await writeFile(packed, gzipSync(await readFile(given('utf16.csv'))));
  const read = await run('simulate', given('policy16.yaml'), '--log', packed, '--json', ...AT);
  const visits = (out: string) => JSON.stringify(JSON.parse(out)).replaceAll(/"[^"]*(?:utf16\.csv|log\.csv\.gz)"/g, '');
  expect(visits(read.out)).toEqual(visits(plain.out));
});

test('managed writes the file itself, for its owner alone, and never in place of another', async () => {
  const key = ['--key', given('k16.jwk')];
  const file = path.join(home, 'managed.yaml');
  const { out, exitCode } = await run('managed', ...URL, ...key, '--out', file);
  expect([exitCode, out]).toEqual([0, `Managed configuration: ${file}\n`]);
  const printed = await run('managed', ...URL, ...key);
  expect(await readFile(file, 'utf8')).toBe(printed.out);
  const again = await run('managed', ...URL, ...key, '--out', file);
  expect([again.exitCode, again.err]).toEqual([2, `cannot write ${file}: it exists already\n`]);
});
