/** Labels come back as the programs that set them wrote them, and only the parts that hold them are read. */
import { describe, expect, test } from '@jest/globals';
import { sourceOf, type ByteSource } from '../../../../src/data/files/byte-source.js';
import { readFileLabels } from '../../../../src/data/files/labels.js';
import {
  archiveOf,
  compoundFile,
  customProperties,
  LABEL_ID,
  labelInfo,
  labelProperties,
  openDocument,
  TENANT_ID,
  wordDocument,
} from '../../../support/documents.js';

const read = (content: Uint8Array | string) =>
  readFileLabels(sourceOf(typeof content === 'string' ? Buffer.from(content, 'latin1') : content));

const INFO = 'docMetadata/LabelInfo.xml';
const CUSTOM = 'docProps/custom.xml';
const LABEL = { id: LABEL_ID, tenant: TENANT_ID, name: null, method: 'Privileged', enabled: true };
const OLDER = { ...LABEL, name: 'Confidential', method: 'Standard' };

describe('Office', () => {
  test('the newer place', async () => {
    expect(await read(wordDocument(['x'], { [INFO]: labelInfo() }))).toEqual({
      microsoft: [LABEL],
      properties: [],
      unread: null,
    });
  });

  test('the older properties, beside the company’s own', async () => {
    const custom = customProperties({ ...labelProperties('Confidential'), Classification: 'C2 &amp; up' });
    expect(await read(wordDocument(['x'], { [CUSTOM]: custom }))).toEqual({
      microsoft: [OLDER],
      properties: [{ name: 'Classification', value: 'C2 & up' }],
      unread: null,
    });
  });

  test('both: the newer one holds, under the name of the older', async () => {
    const parts = { [INFO]: labelInfo(), [CUSTOM]: customProperties(labelProperties('Confidential')) };
    expect((await read(wordDocument(['x'], parts))).microsoft).toEqual([{ ...LABEL, name: 'Confidential' }]);
  });

  test('a label that was taken off', async () => {
    expect((await read(wordDocument(['x'], { [INFO]: labelInfo(false) }))).microsoft).toEqual([
      { ...LABEL, enabled: false },
    ]);
  });

  test('none', async () => {
    expect(await read(wordDocument(['x']))).toEqual({ microsoft: [], properties: [], unread: null });
  });

  test('an encrypted document whose label can be read, and one whose cannot', async () => {
    expect((await read(compoundFile(['EncryptedPackage'], labelInfo()))).microsoft).toEqual([LABEL]);
    expect((await read(compoundFile(['EncryptedPackage']))).unread?.reason).toBe('encrypted');
  });

  test('of 20 MB only the directory and the labels are read', async () => {
    const media = Buffer.alloc(20_000_000, 'noise');
    const file = archiveOf({ 'word/media/a.png': media, [INFO]: labelInfo(), '[Content_Types].xml': '<Types/>' }, 0);
    let bytesRead = 0;
    const source: ByteSource = {
      size: file.length,
      read: (start, end) => {
        bytesRead += end - start;
        return Promise.resolve(file.subarray(start, end));
      },
    };
    expect((await readFileLabels(source)).microsoft).toEqual([LABEL]);
    expect(bytesRead).toBeLessThan(80_000);
  });
});

test('OpenDocument', async () => {
  const meta = Object.entries(labelProperties('Confidential'))
    .map(([name, value]) => `<meta:user-defined meta:name="${name}">${value}</meta:user-defined>`)
    .join('');
  expect((await read(openDocument(['x'], meta))).microsoft).toEqual([OLDER]);
});

describe('PDF', () => {
  const inDictionary = Object.entries(labelProperties('Confidential'))
    .map(([name, value]) => `/${name} (${value})`)
    .join(' ');
  const filler = 'x'.repeat(400_000);

  test.each<[string, string]>([
    ['the information dictionary', `%PDF-1.7\n1 0 obj << ${inDictionary} >> endobj`],
    [
      'in hexadecimal digits, as UTF-16',
      `%PDF-1.7\n<< ${inDictionary.replace('(Confidential)', '<FEFF0043006F006E0066006900640065006E007400690061006C>')} >>`,
    ],
    [
      'XMP',
      `%PDF-1.7\n<rdf>${Object.entries(labelProperties('Confidential'))
        .map(([name, value]) => `<pdfx:${name}>${value}</pdfx:${name}>`)
        .join('')}</rdf>`,
    ],
    ['in the middle of a long file', `%PDF-1.7\n${filler}${inDictionary}${filler}`],
  ])('%s', async (_, pdf) => {
    expect((await read(pdf)).microsoft).toEqual([OLDER]);
  });

  test('changed later: the last label holds', async () => {
    const other = inDictionary.replaceAll(LABEL_ID, LABEL_ID.replace('0b6d', 'ffff')).replace('Confidential', 'Public');
    const { microsoft } = await read(`%PDF-1.7\n<< ${inDictionary} >>\n%%EOF\n<< ${other} >>\n%%EOF`);
    expect(microsoft.map(({ name, enabled }) => [name, enabled])).toEqual([
      ['Confidential', false],
      ['Public', true],
    ]);
  });

  test('properties that are packed are not called none', async () => {
    expect((await read('%PDF-1.7\n<< /Type /ObjStm >>')).unread?.reason).toBe('unknown-kind');
    expect((await read('%PDF-1.7\n<< /Type /ObjStm >> <x:xmpmeta>')).unread).toBeNull();
  });

  test('an encrypted one says so', async () => {
    expect((await read('%PDF-1.7\ntrailer << /Encrypt 5 0 R >>')).unread?.reason).toBe('encrypted');
  });
});

test('a kind of file whose labels are not read', async () => {
  expect((await read(Buffer.from('89504e470d0a1a0a', 'hex'))).unread?.reason).toBe('unknown-kind');
});

test('more parts with labels than a document has', async () => {
  const parts = Object.fromEntries(
    Array.from({ length: 11 }, (_, at) => [`docMetadata/LabelInfo${at}.xml`, labelInfo()]),
  );
  expect((await read(wordDocument(['x'], parts))).unread?.reason).toBe('too-large');
});

test('a file that carries none, and one that is damaged', async () => {
  expect(await read('a text')).toEqual({ microsoft: [], properties: [], unread: null });
  expect((await read(wordDocument(['x']).slice(0, -10))).unread?.reason).toBe('damaged');
});
