/** `gatepost fingerprint`: what a filter recognises, what is subtracted, its cache and its key. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { renderFingerprint, renderList } from '../../../../../src/cli/commands/fingerprint/format.js';
import { fingerprint, type FingerprintRequest } from '../../../../../src/cli/commands/fingerprint/run.js';
import { LICENCE_HEADS } from '../../../../../src/cli/fingerprint/licence-heads.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { isRecognised } from '../../../../../src/data/fingerprint/density.js';
import { openFilter } from '../../../../../src/data/fingerprint/filter.js';
import { fingerprintsOf } from '../../../../../src/data/fingerprint/fingerprints.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const KEY = '00112233445566778899aabbccddeeff';

/** Lines of code that no other number gives. */
function code(number: number): string {
  let state = number;
  const word = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `harbour${state.toString(36)}`;
  };
  return Array.from({ length: 8 }, () => `export const ${word()} = (${word()}) => ${word()}.${word()}(limit);`).join(
    '\n',
  );
}

async function company(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await newFolder();
  for (const [place, text] of Object.entries(files)) {
    await mkdir(path.join(folder, path.dirname(place)), { recursive: true });
    await writeFile(path.join(folder, place), text);
  }
  return folder;
}

async function made(folder: string, repositories: readonly string[], more: Partial<FingerprintRequest> = {}) {
  const outFile = path.join(folder, 'code.fp');
  const named = repositories.map((name) => path.join(folder, name));
  const report = await fingerprint({ ...{ named, outFile, key: KEY, publicFolders: [], keepsCache: false }, ...more });
  const bytes = await readFile(outFile);
  const filter = openFilter(bytes);
  const knows = (text: string): boolean => isRecognised(fingerprintsOf(text, { key: KEY, kind: filter.kind }), filter);
  return { report, bytes, filter, knows };
}

test('recognises code and documents, and says what it took in and left out', async () => {
  const minutes =
    'The board agreed to sell the harbour site to the second bidder before the end of March and to tell nobody.';
  const folder = await company({
    'ours/a.ts': code(1),
    'ours/minutes.md': minutes,
    'ours/people.csv': 'a;b',
    'ours/node_modules/x/index.js': code(2),
    'ours/.gitignore': 'old.ts\n',
    'ours/old.ts': code(3),
  });
  const { report, knows, filter } = await made(folder, ['ours']);
  expect(filter).toMatchObject({ kind: 'both', count: report.fingerprints });
  expect([code(1), minutes, code(2), code(3)].map(knows)).toEqual([true, true, false, false]);
  expect(report).toMatchObject({
    taken: { code: 1, documents: 1, lines: 9 },
    leftOut: { configuration: 1, data: 1, vendored: 1, ignored: 1 },
    isNew: true,
    keyMadeIn: null,
  });
  const said = renderFingerprint(report, plainPaint);
  expect(said).toContain('Taken in:   1 file of code and 1 document, 9 lines');
  expect(said).toContain('Left out:   1 ignored by .gitignore');
  expect(renderList(report.files).map((line) => line.replaceAll(folder + path.sep, ''))).toContain(
    `left out  ${path.join('ours', 'old.ts')}  ignored by .gitignore`,
  );
});

describe('subtracted', () => {
  test('open packages of the lock file, not the company’s own, and folders of public code', async () => {
    const folder = await company({
      'ours/a.ts': [code(1), code(2), code(3), code(4)].join('\n'),
      'ours/package-lock.json': JSON.stringify({
        packages: { '': {}, 'node_modules/open': {}, 'node_modules/@ours/own': {}, 'node_modules/../../evil': {} },
      }),
      'ours/node_modules/open/package.json': '{"license":"MIT"}',
      'ours/node_modules/open/dist/index.js': code(2),
      'ours/node_modules/@ours/own/package.json': '{"license":"UNLICENSED"}',
      'ours/node_modules/@ours/own/index.js': code(3),
      'open/z.ts': code(4),
    });
    const { knows, report } = await made(folder, ['ours'], { publicFolders: [path.join(folder, 'open')] });
    expect([code(1), code(2), code(3), code(4)].map(knows)).toEqual([true, false, true, false]);
    expect(report.publicFiles).toBe(2);
    expect(report.subtracted.public).toBeGreaterThan(50);
  });

  test.each([
    ['yarn.lock', 'open@^1.0.0, open@^1.1.0:\n  version "1.2.0"\n'],
    ['pnpm-lock.yaml', 'packages:\n\n  open@1.2.0:\n    resolution: {}\n'],
    ['package-lock.json', '{"dependencies":{"open":{}}}'],
  ])('packages of %s', async (name, text) => {
    const folder = await company({
      'ours/a.ts': [code(1), code(2)].join('\n'),
      [`ours/${name}`]: text,
      'ours/node_modules/open/package.json': '{"license":"ISC"}',
      'ours/node_modules/open/index.js': code(2),
    });
    const { knows } = await made(folder, ['ours']);
    expect([code(1), code(2)].map(knows)).toEqual([true, false]);
  });

  test('heads of licences', async () => {
    const folder = await company({ 'ours/a.ts': `/*\n * ${LICENCE_HEADS.join('\n */\n/*\n * ')}\n */\n${code(1)}` });
    const { knows, report } = await made(folder, ['ours']);
    expect(LICENCE_HEADS.filter(knows)).toEqual([]);
    expect(knows(code(1))).toBe(true);
    expect(report.subtracted.common).toBeGreaterThan(100);
  });

  test('what two of three repositories share; two alone share what is the company’s', async () => {
    const shared = { 'one/a.ts': code(1), 'two/a.ts': code(1), 'one/b.ts': code(2), 'two/c.ts': code(3) };
    const folder = await company({ ...shared, 'three/d.ts': code(4) });
    const three = await made(folder, ['one', 'two', 'three']);
    expect([code(1), code(2), code(3), code(4)].map(three.knows)).toEqual([false, true, true, true]);
    const two = await made(folder, ['one', 'two', 'one']);
    expect([code(1), code(2)].map(two.knows)).toEqual([true, true]);
  });
});

describe('the cache', () => {
  const files = { 'ours/a.ts': code(1), 'ours/b.ts': code(2), 'ours/notes.md': `Plans. ${code(3)}`, 'ours/c.ts': 'x' };

  test('gives the same filter, also after changes, and holds no text', async () => {
    const folder = await company(files);
    const first = await made(folder, ['ours'], { keepsCache: true });
    const cache = await readFile(path.join(folder, 'code.fp.cache'));
    expect(cache.toString('latin1')).not.toMatch(/harbour|ledger|ours|\.ts/);
    const again = await made(folder, ['ours'], { keepsCache: true });
    expect(again.report).toEqual({ ...first.report, isNew: false });
    await writeFile(path.join(folder, 'ours', 'b.ts'), code(7));
    await rm(path.join(folder, 'ours', 'a.ts'));
    const changed = await made(folder, ['ours'], { keepsCache: true });
    const anew = await made(folder, ['ours']);
    expect(changed.bytes).toEqual(anew.bytes);
    expect([code(1), code(2), code(7)].map(changed.knows)).toEqual([false, false, true]);
  });

  test.each([
    ['cut off', (cache: Buffer) => cache.subarray(0, cache.length - 9)],
    ['changed', (cache: Buffer) => Buffer.from(cache.map((byte, at) => (at === 200 ? byte ^ 1 : byte)))],
    ['of something else', () => Buffer.from('x')],
  ])('%s, it is not used', async (_, damage) => {
    const folder = await company(files);
    const first = await made(folder, ['ours'], { keepsCache: true });
    const file = path.join(folder, 'code.fp.cache');
    await writeFile(file, damage(await readFile(file)));
    expect((await made(folder, ['ours'], { keepsCache: true })).bytes).toEqual(first.bytes);
  });
});

describe('the key', () => {
  test('is made once beside the filter, and used again', async () => {
    const folder = await company({ 'ours/a.ts': code(1) });
    const { report } = await made(folder, ['ours'], { key: null });
    expect(report.keyMadeIn).toBe(path.join(folder, 'code.fp.key'));
    expect(renderFingerprint(report, plainPaint)).toContain(`A new key was made: ${String(report.keyMadeIn)}`);
    const again = await made(folder, ['ours'], { key: null });
    expect(again.report).toMatchObject({ key: report.key, keyMadeIn: null, isNew: false });
    const named = await made(folder, ['ours'], { key: String(report.keyMadeIn) });
    expect(named.report).toMatchObject({ key: report.key, isNew: false });
  });

  test('a file with something else, and no file at all, are refused', async () => {
    const folder = await company({ 'ours/a.ts': code(1), 'a.key': 'abc' });
    const key = path.join(folder, 'a.key');
    await expect(made(folder, ['ours'], { key })).rejects.toMatchObject({ exitCode: 1 });
    await expect(made(folder, ['ours'], { key: 'abc' })).rejects.toThrow('32 hexadecimal digits');
  });
});

test('nothing to recognise is an error, and writes no filter', async () => {
  const folder = await company({ 'ours/config.json': '{}' });
  await expect(made(folder, ['ours'])).rejects.toMatchObject({ exitCode: 1 });
  await expect(readFile(path.join(folder, 'code.fp'))).rejects.toThrow('ENOENT');
});
