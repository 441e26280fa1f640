/** `gatepost scan`: which texts it looks at, and that it says what was found without saying it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { renderScan, renderUnread } from '../../../../../src/cli/commands/scan/format.js';
import { isClean, scanFiles } from '../../../../../src/cli/commands/scan/run.js';
import { CommandError } from '../../../../../src/cli/lib/command-error.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { Chance } from '../../../../corpus/random.js';
import { NOW_MS } from '../../../../support/policies.js';
import { archiveOf, compoundFile, labelInfo, LABEL_ID, wordDocument } from '../../../../support/documents.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const scanAlone = (...files: string[]) => scanFiles({ policyFile: null, files, rule: null, nowMs: NOW_MS });
const KEY = new Chance(5).fill('gh·p_{a36}');

test('looks at files and at every text of a folder, in order', async () => {
  const folder = await newFolder();
  await mkdir(path.join(folder, 'sub'));
  await writeFile(path.join(folder, 'b.txt'), `one\ntwo ${KEY}\n`);
  await writeFile(path.join(folder, 'sub', 'a.txt'), 'CONFIDENTIAL');
  await writeFile(path.join(folder, 'clean.txt'), 'Dear all, see you on Monday.');
  const scanned = await scanAlone(folder);
  expect(scanned.files.map(({ file }) => path.relative(folder, file))).toEqual([
    'b.txt',
    'clean.txt',
    path.join('sub', 'a.txt'),
  ]);
  expect(isClean(scanned)).toBe(false);
  const said = renderScan(scanned, plainPaint).split('\n');
  expect(said[0]).toBe(`${path.join(folder, 'b.txt')}:2  block  secret    github-token  GitHub token  ghp_…`);
  expect(said.at(-1)).toBe('2 findings in 3 texts.');
  expect(JSON.stringify([said, scanned])).not.toContain(KEY.slice(0, 8));
});

test('says that a clean text is clean', async () => {
  const file = path.join(await newFolder(), 'clean.txt');
  await writeFile(file, 'Nothing here.');
  const scanned = await scanAlone(file);
  expect(isClean(scanned)).toBe(true);
  expect(renderScan(scanned, plainPaint)).toBe('Nothing found in 1 text.');
});

test('counts what is no text, and does not call it clean', async () => {
  const file = path.join(await newFolder(), 'picture.bin');
  await writeFile(file, Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x00, 0xd8]));
  const scanned = await scanAlone(file);
  expect(isClean(scanned)).toBe(false);
  expect(renderScan(scanned, plainPaint)).toBe('Nothing found in 0 texts; 1 not read.');
  expect(renderUnread(scanned)).toEqual([expect.stringMatching(/picture\.bin was not read: /)]);
});

test('reads UTF-16, as Windows writes it', async () => {
  const file = path.join(await newFolder(), 'windows.txt');
  await writeFile(file, Buffer.from(`\uFEFFkey ${KEY}`, 'utf16le'));
  expect((await scanAlone(file)).files[0]?.findings).toHaveLength(1);
});

test('refuses a file that is not there, by its name', async () => {
  const missing = path.join(await newFolder(), 'missing.txt');
  await expect(scanAlone(missing)).rejects.toThrow(CommandError);
  await expect(scanAlone(missing)).rejects.toThrow(`cannot read the text ${missing}: there is no such file`);
});

const POLICY = `format: 1
name: acme
organisation: { name: Acme }
data:
  marking: block
  detectors:
    - { id: projects, words: [Bluebird], action: redact, label: project }
rules:
  - { id: workspace, tools: [chatgpt], action: allow, data: { secret: block, code: { action: warn, lines: 20 } } }
  - { id: counted, tools: [claude], action: allow, data: {} }
`;

test('says what the rules of a policy would do about a text', async () => {
  const folder = await newFolder();
  const [policyFile, text] = [path.join(folder, 'policy.yaml'), path.join(folder, 'draft.txt')];
  await writeFile(policyFile, POLICY);
  await writeFile(text, `About bluebird.\nOur key: ${KEY}\n`);
  const request = { policyFile, files: [text], rule: null, nowMs: NOW_MS };
  const scanned = await scanFiles(request);
  expect(scanned.files.map(({ rule, action }) => [rule, action])).toEqual([
    ['workspace', 'block'],
    ['counted', 'redact'],
  ]);
  expect(scanned.files[0]?.findings.map(({ detector, action, place }) => [detector, action, place.line])).toEqual([
    ['projects', 'redact', 1],
    ['github-token', 'block', 2],
  ]);
  expect(scanned.files[1]?.findings.map(({ action }) => action)).toEqual(['redact', 'count']);
  const said = renderScan(scanned, plainPaint).split('\n');
  expect(said).toContain(`${text}  workspace: kept out`);
  expect(said.at(-1)).toBe('4 findings in 1 text.');
  expect((await scanFiles({ ...request, rule: 'counted' })).files).toHaveLength(1);
});

test('refuses a policy that looks at nothing, and a rule that it does not have', async () => {
  const folder = await newFolder();
  const policyFile = path.join(folder, 'policy.yaml');
  await writeFile(policyFile, POLICY);
  const request = { policyFile, files: ['-'], rule: 'nobody', nowMs: NOW_MS };
  await expect(scanFiles(request)).rejects.toThrow('there is no such rule: nobody');
  await writeFile(policyFile, POLICY.replaceAll(/, data: \{.*\} \}/g, ' }'));
  await expect(scanFiles({ ...request, rule: null })).rejects.toThrow('no rule of this policy has data');
});

test('says by a policy what a file’s name, its labels and what cannot be read would lead to', async () => {
  const folder = await newFolder();
  const policyFile = path.join(folder, 'policy.yaml');
  await writeFile(
    policyFile,
    `format: 1\nname: acme\norganisation: { name: Acme }\ndata:\n  files: { types: [sql] }\n` +
      `  onUnreadable: { picture: allow, otherwise: block }\n  labels: { secret: { name: Secret, id: ${LABEL_ID}, action: block } }\n` +
      'rules:\n  - { id: ours, tools: [chatgpt], action: allow, data: {} }\n',
  );
  const labelled = wordDocument([''], { 'docMetadata/LabelInfo.xml': labelInfo() });
  const files = {
    'a.docx': labelled,
    'b.zip': archiveOf({ 'a.docx': labelled }),
    'c.sql': 'select 1',
    'd.xlsx': compoundFile(['EncryptedPackage']),
    'e.txt': 'text',
  };
  const paths = Object.keys(files).map((name) => path.join(folder, name));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  const said = renderScan(await scanFiles({ policyFile, files: paths, rule: null, nowMs: NOW_MS }), plainPaint);
  expect(said.replaceAll(`${folder}/`, '').split('\n')).toEqual([
    'a.docx  block   label     secret  Secret',
    'a.docx  ours: kept out',
    'b.zip  block   label     secret  Secret',
    'b.zip  ours: kept out',
    'c.sql  block   file      file-type  .sql',
    'c.sql  ours: kept out',
    'd.xlsx  ours: kept out',
    'e.txt  ours: nothing would happen',
    '3 findings in 4 texts; 1 not read.',
  ]);
});
