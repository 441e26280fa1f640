/** Files made to keep their reader busy take no more than their length asks for. */
import { expect, test } from '@jest/globals';
import { sourceOf } from '../../../../src/data/files/byte-source.js';
import { readFileLabels } from '../../../../src/data/files/labels.js';
import { readFileText } from '../../../../src/data/files/file-text.js';
import { archiveOf, wordDocument } from '../../../support/documents.js';

/** Kinds of files by their length; a square takes ten times the one, and a hundred times in a line's place. */
const HOSTILE: readonly (readonly [string, (count: number) => Uint8Array | string])[] = [
  [
    'an attribute without a value',
    (count) => wordDocument([], { 'word/_rels/a.rels': `<Relationship ${'a'.repeat(count)}/>` }),
  ],
  ['tags that never end', (count) => wordDocument(['<'.repeat(count)])],
  ['entities that never end', (count) => wordDocument(['&#'.repeat(count)])],
  ['RTF: groups that never end', (count) => `{\\rtf1 ${'{\\*'.repeat(count)}${'{x}'.repeat(count)}`],
  ['RTF: escapes', (count) => `{\\rtf1 ${"\\'".repeat(count)}`],
  ['a mail of spaces', (count) => mail('Content-Transfer-Encoding: quoted-printable', ' '.repeat(count))],
  ['a mail of encoded words', (count) => mail(`Subject: ${'=?utf-8?q?'.repeat(count)}`, 'x')],
  ['a mail of boundaries', (count) => mail('Content-Type: multipart/mixed; boundary="b"', '--b\r\n'.repeat(count))],
  ['a PDF of labels', (count) => `%PDF-1.7\n${`/MSIP_Label_${'a'.repeat(40)}_Enabled (`.repeat(count / 10)}`],
  ['control characters', (count) => Buffer.alloc(count, 1)],
  [
    'an archive of nothing',
    (count) => archiveOf(Object.fromEntries(Array.from({ length: count / 50 }, (_, i) => [`${i}`, '']))),
  ],
];

function mail(head: string, body: string): string {
  return `From: a@a.example\r\nDate: today\r\n${head}\r\n\r\n${body}`;
}

async function processorMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

test.each(HOSTILE)('%s', async (_, made) => {
  const msFor = (count: number) => {
    const content = made(count);
    const source = sourceOf(typeof content === 'string' ? Buffer.from(content) : content);
    return processorMsOf(async () => {
      await readFileText(source, 'file');
      await readFileLabels(source);
    });
  };
  await msFor(10_000);
  const [small, large] = [await msFor(20_000), await msFor(200_000)];
  expect(large).toBeLessThan(Math.max(small, 20) * 40);
});
