/** Every kind of file gives the texts that a person wrote into it, or says why not. */
import { describe, expect, test } from '@jest/globals';
import { FILE_LIMITS } from '../../../../src/data/files/budget.js';
import { sourceOf } from '../../../../src/data/files/byte-source.js';
import { readFileText, type FileTextOptions } from '../../../../src/data/files/file-text.js';
import {
  archiveOf,
  compoundFile,
  openDocument,
  presentation,
  wordDocument,
  workbook,
} from '../../../support/documents.js';

const read = (content: string | Uint8Array, options?: FileTextOptions) =>
  readFileText(sourceOf(typeof content === 'string' ? Buffer.from(content) : content), 'file', options);

/** All texts, without what only spaces them. */
async function textOf(content: string | Uint8Array): Promise<string> {
  const { texts, unread } = await read(content);
  expect(unread).toEqual([]);
  return texts.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join(' | ');
}

const unreadOf = async (content: string | Uint8Array, options?: FileTextOptions) =>
  (await read(content, options)).unread.map(({ place, reason }) => `${place}: ${reason}`);

describe('texts', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from('Größe – 10 €')],
    ['UTF-8 with its mark', Buffer.from('\uFEFFGröße – 10 €')],
    ['UTF-16 with its mark', Buffer.from('\uFEFFGröße – 10 €', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('Größe – 10 €', 'utf16le')],
    ['UTF-16, the other end first', Buffer.from('\uFEFFGröße – 10 €', 'utf16le').swap16()],
    ['Windows-1252', Uint8Array.from([...Buffer.from('Gr\xf6\xdfe \x96 10 \x80', 'latin1')])],
  ])('%s', async (_, bytes) => {
    expect(await textOf(bytes)).toBe('Größe – 10 €');
  });

  test('UTF-8 with a stray byte', async () => {
    expect(await textOf(Buffer.concat([Buffer.from('Müller, Größe, café'), Buffer.of(0xff)]))).toBe(
      'Müller, Größe, café\uFFFD',
    );
  });

  test('a text that begins as a program or a sound does', async () => {
    expect(await textOf('MZ;Name\n1;Kim')).toBe('MZ;Name 1;Kim');
    expect(await textOf('ID3;Name')).toBe('ID3;Name');
  });

  test('a file of nothing', async () => {
    expect(await read('')).toEqual({ texts: [], unread: [] });
  });
});

describe('documents', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['Word', wordDocument(['The first', 'R&amp;D &#8211; x']), 'The first R&D – x'],
    [
      'Word: heads, feet, notes, comments and links',
      wordDocument(['body'], {
        'word/header1.xml': '<w:hdr><w:p><w:r><w:t>head</w:t></w:r></w:p></w:hdr>',
        'word/footnotes.xml': '<w:footnotes><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnotes>',
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Target="https://a.example/?t=1&amp;u=2" TargetMode="External"/><Relationship Target="styles.xml"/></Relationships>',
      }),
      'body | head | note | https://a.example/?t=1&u=2',
    ],
    ['Word: a run that is split', wordDocument(['ghp_<w:proofErr/></w:t></w:r><w:r><w:t>rest']), 'ghp_rest'],
    [
      'Excel: a row is a line',
      workbook([
        ['card', 4111111111111111],
        ['two\nlines', 'Kim'],
      ]),
      'card 4111111111111111 two lines Kim | card two lines Kim',
    ],
    ['PowerPoint', presentation(['one', 'two']), 'one | two'],
    ['OpenDocument', openDocument(['One <text:span>two</text:span>', 'three']), 'One two three'],
    [
      'RTF',
      String.raw`{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Gr\'f6\u223?e \b bold\b0\par next\{x\}}`,
      'Größe bold next{x}',
    ],
    [
      'RTF: what stands for a character elsewhere',
      String.raw`{\rtf1 M\u252\'fcller\uc0\u8211 x {\*\annotation no\nte}{\pict ffd8ff}}`.replace('\\n', '\n'),
      'Müller–x note',
    ],
    [
      'Word: a part in HTML, a custom part and a text box',
      wordDocument(['body'], {
        'word/afchunk.mht':
          'MIME-Version: 1.0\r\nSubject: a\r\nContent-Type: text/html\r\n\r\n<style>p{}</style><p>M&uuml;ller</p>',
        'customXml/item1.xml': '<a><b>custom</b></a>',
        'word/vmlDrawing1.vml': '<xml><v:textbox><div>box</div></v:textbox></xml>',
      }),
      'body | MIME-Version: 1.0 Subject: a Content-Type: text/html | Müller | custom | box',
    ],
    [
      'Excel: the source of a pivot table, a chart',
      archiveOf({
        '[Content_Types].xml': '<Types/>',
        'xl/pivotCache/pivotCacheRecords1.xml': '<r><s v="gone"/><n v="7"/></r>',
        'xl/charts/chart1.xml': '<c:pt><c:v>drawn</c:v></c:pt>',
        'xl/printerSettings/printerSettings1.bin': Buffer.alloc(200),
      }),
      'gone 7 | drawn',
    ],
    ['a zip', archiveOf({ 'a.txt': 'one', 'b/c.txt': 'two' }), 'one | two'],
    ['a document in a zip', archiveOf({ 'a.docx': wordDocument(['inside']) }), 'inside'],
    [
      'a workbook in a document',
      wordDocument(['out'], { 'word/embeddings/a.xlsx': workbook([['in']]) }),
      'out | in | in',
    ],
  ])('%s', async (_, file, text) => {
    expect(await textOf(file)).toBe(text);
  });
});

describe('what is not read is named', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['a picture', Buffer.from('89504e470d0a1a0a00000000', 'hex'), 'file: picture'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'file: unknown-kind'],
    ['a program', Buffer.from('4d5a9000', 'hex'), 'file: unknown-kind'],
    [
      'bytes of no kind',
      Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 7) % 32)),
      'file: unknown-kind',
    ],
    ['an older Office document', compoundFile(['WordDocument']), 'file: unknown-kind'],
    ['an encrypted Office document', compoundFile(['EncryptionInfo', 'EncryptedPackage']), 'file: encrypted'],
    [
      'a workbook in binary form',
      archiveOf({
        '[Content_Types].xml': '<Types/>',
        'xl/worksheets/sheet1.bin': Buffer.from([1, 2, 3, 4, 0, 5, 6, 7]),
      }),
      'file/xl/worksheets/sheet1.bin: unknown-kind',
    ],
    [
      'macros',
      wordDocument(['x'], { 'word/vbaProject.bin': compoundFile(['VBA']) }),
      'file/word/vbaProject.bin: unknown-kind',
    ],
    [
      'a document of pictures',
      wordDocument([], { 'word/media/image1.png': Buffer.from('89504e47', 'hex') }),
      'file: picture',
    ],
    ['an archive cut short', archiveOf({ 'a.txt': 'one' }).slice(0, -30), 'file: damaged'],
  ])('%s', async (_, file, unread) => {
    expect(await unreadOf(file)).toEqual([unread]);
  });

  test('what another program has encrypted in a zip', async () => {
    const zip = archiveOf({ 'a.txt': 'one' });
    for (const [at, byte] of [[6, 1]] as const) zip[at] = byte;
    const directory = Buffer.from(zip).indexOf('PK\x01\x02');
    zip[directory + 8] = 1;
    expect(await unreadOf(zip)).toEqual(['file/a.txt: encrypted']);
  });
});

describe('no file takes more than its limits', () => {
  const limits = { ...FILE_LIMITS, bytes: 1_000_000, characters: 1_000, members: 5 };

  test('a text is read to the last character that may be read', async () => {
    const { texts, unread } = await read('x'.repeat(1_001), { limits });
    expect(texts.map(({ text }) => text.length)).toEqual([1_000]);
    expect(unread.map(({ reason }) => reason)).toEqual(['too-large']);
  });

  test('a file that is too large is not opened', async () => {
    expect(await unreadOf(Buffer.alloc(1_000_001, 'x'), { limits })).toEqual(['file: too-large']);
  });

  test('a bomb: what is packed is larger', async () => {
    expect(await unreadOf(archiveOf({ 'a.txt': 'x'.repeat(2_000_000) }), { limits })).toEqual([
      'file/a.txt: too-large',
    ]);
  });

  test('a bomb that says it is small', async () => {
    const zip = archiveOf({ 'a.txt': 'x'.repeat(2_000_000) });
    const directory = Buffer.from(zip).indexOf('PK\x01\x02');
    new DataView(zip.buffer, zip.byteOffset).setUint32(directory + 24, 10, true);
    expect(await unreadOf(zip, { limits })).toEqual(['file/a.txt: damaged']);
  });

  test('more files than are read', async () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${index}.txt`, 'x']));
    expect([...new Set(await unreadOf(archiveOf(files), { limits }))]).toContain('file/8.txt: too-large');
  });

  test('a zip of many files is read as far as they are counted once', async () => {
    const files = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`${index}.txt`, 'x']));
    expect(await unreadOf(archiveOf(files), { limits })).toEqual([]);
  });

  test('a text that many cells share', async () => {
    const rows = Array.from({ length: 2_000 }, () => '<row><c t="s"><v>0</v></c></row>').join('');
    const file = archiveOf({
      '[Content_Types].xml': '<Types/>',
      'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(500)}</t></si></sst>`,
      'xl/worksheets/sheet1.xml': `<worksheet>${rows}</worksheet>`,
    });
    expect(await unreadOf(file, { limits: { ...limits, characters: 100_000 } })).toEqual([
      'file/xl/worksheets/sheet1.xml: too-large',
    ]);
  });

  test('archives in archives', async () => {
    let zip = archiveOf({ 'a.txt': 'deep' });
    for (let depth = 0; depth < 5; depth += 1) zip = archiveOf({ 'a.zip': zip });
    expect(await unreadOf(zip)).toEqual(['file/a.zip/a.zip/a.zip/a.zip: too-deep']);
  });

  test('nobody waits any longer', async () => {
    expect(await unreadOf(archiveOf({ 'a.txt': 'one' }), { isLate: () => true })).toEqual(['file: too-slow']);
  });
});
