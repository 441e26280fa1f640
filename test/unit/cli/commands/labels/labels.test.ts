/** `gatepost labels`: what documents carry, and what could not be read. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { renderLabels } from '../../../../../src/cli/commands/labels/format.js';
import { labelsOfFiles } from '../../../../../src/cli/commands/labels/run.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import {
  compoundFile,
  customProperties,
  LABEL_ID,
  labelInfo,
  labelProperties,
  TENANT_ID,
  wordDocument,
} from '../../../../support/documents.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

test('names label, tenant and properties of each document of a folder, and what it could not read', async () => {
  const folder = await newFolder();
  await mkdir(path.join(folder, 'sub'));
  const custom = customProperties({ ...labelProperties('Confidential'), Project: 'Tern\u001b[31m' });
  await writeFile(path.join(folder, 'a.docx'), wordDocument(['x'], { 'docProps/custom.xml': custom }));
  await writeFile(path.join(folder, 'b.docx'), wordDocument(['x'], { 'docMetadata/LabelInfo.xml': labelInfo(false) }));
  await writeFile(path.join(folder, 'c.txt'), 'a text');
  await writeFile(path.join(folder, 'sub', 'd.docx'), compoundFile(['EncryptedPackage']));
  const files = await labelsOfFiles([folder]);
  expect(
    renderLabels(files, plainPaint)
      .replaceAll(folder + path.sep, '')
      .split('\n'),
  ).toEqual([
    'a.docx',
    `  label  ${LABEL_ID}  tenant ${TENANT_ID}  "Confidential"  set by default or by a rule`,
    '  property  Project = Tern\uFFFD[31m',
    'b.docx',
    `  label  ${LABEL_ID}  tenant ${TENANT_ID}  chosen by a person  taken off`,
    'c.txt',
    '  no label',
    path.join('sub', 'd.docx'),
    '  not read: the document is encrypted',
    '2 of 4 files with a label or property; 1 not read.',
  ]);
});

test('a file that is not there', async () => {
  await expect(labelsOfFiles(['nothing.docx'])).rejects.toThrow(
    'cannot read the file nothing.docx: there is no such file',
  );
});

test('a link that leads back, and one that leads nowhere, end nothing', async () => {
  const folder = await newFolder();
  await mkdir(path.join(folder, 'sub'));
  await symlink('..', path.join(folder, 'sub', 'back'));
  await symlink('nowhere', path.join(folder, 'sub', 'gone'));
  await writeFile(path.join(folder, 'sub', 'z.txt'), 'a text');
  const files = await labelsOfFiles([folder]);
  expect(files.map(({ file, unread }) => [path.basename(file), unread])).toEqual([
    ['z.txt', null],
    ['back', 'a link to a folder, which is not followed'],
    ['gone', 'it cannot be read'],
  ]);
});
