/** Mails and files of mails give the texts that a person wrote into them, and what is attached. */
import { expect, test } from '@jest/globals';
import { sourceOf } from '../../../../src/data/files/byte-source.js';
import { readFileText } from '../../../../src/data/files/file-text.js';
import { wordDocument } from '../../../support/documents.js';

const read = (mail: string) => readFileText(sourceOf(Buffer.from(mail)), 'file');

/** All texts, without what only spaces them; the first are the mail's heads. */
async function textsOf(mail: string): Promise<string[]> {
  const { texts, unread } = await read(mail);
  expect(unread).toEqual([]);
  return texts.map(({ text }) => text.replace(/\s+/g, ' ').trim());
}

test('a mail: its heads, its texts and what is attached', async () => {
  const attached = Buffer.from(wordDocument(['minutes'])).toString('base64');
  const mail = [
    'From: kim@a.example',
    'Subject: =?utf-8?B?R3LDtsOfZQ==?=',
    'Date: Mon, 30 Nov 2026 10:00:00 +0000',
    'Content-Type: multipart/mixed; boundary="=_b"',
    ...['', '--=_b', 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable'],
    ...['', 'caf=E9 and a long=', ' line', '--=_b', 'Content-Type: text/html', '', '<p>R&amp;D</p>'],
    ...['--=_b', 'Content-Type: application/octet-stream; name="m.docx"', 'Content-Transfer-Encoding: base64', ''],
    ...[attached, '--=_b--', ''],
  ].join('\r\n');
  const { texts, unread } = await read(mail);
  expect(unread).toEqual([]);
  const said = texts.map(({ place, text }) => [place, text.replace(/\s+/g, ' ').trim()]);
  expect(said.slice(1)).toEqual([
    ['file', 'café and a long line'],
    ['file', 'R&D'],
    ['file/m.docx/word/document.xml', 'minutes'],
  ]);
  expect(said[0]?.[1]).toContain('Subject: Größe');
});

const heads = 'From: kim@a.example\r\nDate: today\r\n';
const spoken = async (mail: string) => (await textsOf(mail)).slice(1);

test('a part without heads, and a long row of heads', async () => {
  const parts = '--b\r\n\r\nfirst\r\n\r\nsecond\r\n--b--\r\n';
  const long = `X-Long: ${'x'.repeat(9_000)}\r\n`;
  expect(
    await spoken(`Received: a\r\n${long}${heads}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`),
  ).toEqual(['first second']);
});

test('a file of mails', async () => {
  const base64 = `${heads}Content-Transfer-Encoding: base64\r\n\r\n`;
  const [one, two] = ['Müller', 'Kim'].map((name) => base64 + Buffer.from(name).toString('base64'));
  const found = await textsOf(`From - Mon\r\n${one}\r\n\r\nFrom - Tue\r\n${two}\r\n`);
  expect(found.filter((_, at) => at % 2 === 1)).toEqual(['Müller', 'Kim']);
});

test('a word that is encoded in two, and text that is padded in two', async () => {
  const [text = ''] = await textsOf(`${heads}Subject: =?utf-8?q?ghp=5Fa?= =?utf-8?q?B3?=\r\n\r\nx`);
  expect(text).toContain('ghp_aB3');
  expect(await spoken(`${heads}Content-Transfer-Encoding: base64\r\n\r\nYQ==YmM=`)).toEqual(['abc']);
});

test('more parts than are read', async () => {
  const mail = `${heads}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(600)}`;
  expect((await read(mail)).unread.map(({ reason }) => reason)).toEqual(['too-large']);
});
