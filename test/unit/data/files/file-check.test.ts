/** What a file is to a plan: by its name, its labels and what is in it, and what could not be read. */
import { describe, expect, test } from '@jest/globals';
import { sourceOf } from '../../../../src/data/files/byte-source.js';
import { checkFile, folderFindings, unreadAction } from '../../../../src/data/files/file-check.js';
import type { DataPlan } from '../../../../src/data/plan.js';
import { aDataPlan } from '../../../support/data-plans.js';
import {
  archiveOf,
  compoundFile,
  customProperties,
  labelInfo,
  LABEL_ID,
  labelProperties,
  TENANT_ID,
  wordDocument,
} from '../../../support/documents.js';

const LABELLED = wordDocument(['Offer'], { 'docMetadata/LabelInfo.xml': labelInfo() });
const label = (more: object = {}) => ({ id: 'confidential', label: 'Confidential', guid: LABEL_ID, ...more });
const titus = { id: 'titus', label: 'Titus', property: 'Classification', value: 'Secret' };

async function found(bytes: Uint8Array | string, plan: Partial<DataPlan>, name = 'offer.docx') {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const { text, findings, unread } = await checkFile(sourceOf(content), name, aDataPlan(plan));
  return { text, found: findings.map(({ kind, detector, label: said }) => `${kind} ${detector} ${said}`), unread };
}

describe('labels', () => {
  test.each([
    ['of any company', label(), true],
    ['of this company', label({ tenant: TENANT_ID }), true],
    ['of another company', label({ tenant: LABEL_ID }), false],
    ['another label', label({ guid: TENANT_ID }), false],
  ])('%s', async (_, wanted, is) => {
    const plan = { labels: [wanted], byDetector: { confidential: 'warn' as const } };
    expect((await found(LABELLED, plan)).found).toEqual(is ? ['label confidential Confidential'] : []);
  });

  test('one that was taken off, and one that the rule does not mind', async () => {
    const plan = { labels: [label()], byDetector: { confidential: 'warn' as const } };
    const off = wordDocument(['Offer'], { 'docMetadata/LabelInfo.xml': labelInfo(false) });
    expect((await found(off, plan)).found).toEqual([]);
    expect((await found(LABELLED, { ...plan, byDetector: { confidential: 'off' } })).found).toEqual([]);
  });

  test('properties of other programs, whatever their case', async () => {
    const plan = { labels: [titus], byDetector: { titus: 'count' as const } };
    const file = wordDocument(['Offer'], { 'docProps/custom.xml': customProperties({ CLASSIFICATION: 'secret ' }) });
    expect((await found(file, plan)).found).toEqual(['label titus Titus']);
    const other = wordDocument(['Offer'], { 'docProps/custom.xml': customProperties(labelProperties('Secret')) });
    expect((await found(other, plan)).found).toEqual([]);
  });

  test('of documents that are packed in an archive', async () => {
    const plan = { labels: [label()], byDetector: { confidential: 'warn' as const } };
    const archive = archiveOf({ 'a/offer.docx': LABELLED, 'b.txt': 'text' });
    expect(await found(archive, plan, 'all.zip')).toMatchObject({
      found: ['label confidential Confidential'],
      unread: [],
    });
  });

  test('once it may not be handed over, nothing else is read', async () => {
    const plan = { labels: [label()], byDetector: { confidential: 'block' as const } };
    expect(await found(LABELLED, plan)).toEqual({ text: '', found: ['label confidential Confidential'], unread: [] });
    expect((await found(LABELLED, { ...plan, byDetector: { confidential: 'warn' } })).text.trim()).toBe('Offer');
  });
});

describe('kinds of files', () => {
  const plan = { fileTypes: ['sql'], byDetector: { 'file-type': 'block' as const } };

  test.each([
    ['dump.sql', true],
    ['dump.SQL', true],
    ['a.sql/notes.txt', false],
    ['sql', false],
    ['dump.sql.txt', false],
  ])('%s', async (name, is) => {
    expect((await found('text', plan, name)).found).toEqual(is ? ['file file-type .sql'] : []);
  });

  test('a folder is found where the rule has an action for it', () => {
    expect(folderFindings({ byDetector: {} })).toEqual([]);
    expect(folderFindings({ byDetector: { folder: 'off' } })).toEqual([]);
    expect(folderFindings({ byDetector: { folder: 'warn' } })).toMatchObject([{ kind: 'file', detector: 'folder' }]);
  });
});

describe('what could not be read', () => {
  test('is said with its reason, once, and the rest is read', async () => {
    const encrypted = compoundFile(['EncryptionInfo', 'EncryptedPackage']);
    const archive = archiveOf({ 'a.docx': encrypted, 'b.docx': encrypted, 'c.txt': 'text' });
    expect(await found(archive, {}, 'all.zip')).toEqual({ text: 'text', found: [], unread: ['encrypted'] });
  });

  test('each reason has what the policy says of it, and is never clean', () => {
    const plan = { onUnreadable: 'warn', unreadable: { picture: 'allow', encrypted: 'block' } } as const;
    expect(unreadAction([], plan)).toBe('off');
    expect(unreadAction(['picture'], plan)).toBe('count');
    expect(unreadAction(['picture', 'damaged'], plan)).toBe('warn');
    expect(unreadAction(['damaged', 'encrypted'], plan)).toBe('block');
  });
});
