/** A PDF gives the text that a reader sees and what it says beside it, or says why not. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { changedCore } from '../../../scripts/pdf-core.mjs';
import { FILE_LIMITS } from '../../../src/data/files/budget.js';
import { sourceOf } from '../../../src/data/files/byte-source.js';
import { readFileText, type FileTextOptions } from '../../../src/data/files/file-text.js';
import type { ReadPdf } from '../../../src/data/files/pdf-text.js';
import { scan } from '../../../src/data/scan.js';
import { archiveOf } from '../../support/documents.js';
import { pdfDocument } from '../../support/pdf-documents.js';
import { bundledPdfReader } from '../../support/pdf-reader.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const newFolder = temporaryFolders();
let folder: string;
let readPdf: ReadPdf;

beforeAll(async () => {
  folder = await newFolder();
  ({ readPdf } = await bundledPdfReader(folder));
});

const read = (file: Uint8Array | string, options?: FileTextOptions) =>
  readFileText(sourceOf(Buffer.from(file)), 'file', { readPdf, ...options });
const unreadOf = async (file: Uint8Array | string, options?: FileTextOptions) =>
  (await read(file, options)).unread.map(({ place, reason }) => `${place}: ${reason}`);

describe('texts', () => {
  test.each([true, false])('the pages, in their order (packed: %s)', async (isPacked) => {
    const file = pdfDocument({
      pages: [['Größe – 10 €'.replace('–', '\x96').replace('€', '\x80'), 'two'], ['three (3)']],
      isPacked,
    });
    expect(await read(file)).toEqual({
      texts: [{ place: 'file', text: 'Größe – 10 €\ntwo\n\nthree (3)' }],
      unread: [],
    });
  });

  test('title and properties, notes, fields and links, and not the program that made it', async () => {
    const file = pdfDocument({
      pages: [['body']],
      info: '/Title (The title) /Department (Payments) /Producer (A program)',
      annotations: [
        '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a hidden note) /F 2 >>',
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Kim) /Rect [0 0 9 9] >>',
        '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.example/?t=1) >> >>',
      ],
    });
    const { texts, unread } = await read(file);
    const [page, beside] = texts.map(({ text }) => text.split('\n'));
    expect([page, unread]).toEqual([['body'], []]);
    expect(beside).toEqual(
      expect.arrayContaining(['a hidden note', 'Kim', 'https://a.example/?t=1', 'The title', 'Payments']),
    );
    expect(beside).not.toContain('A program');
  });

  test('a file in it, and a PDF in an archive', async () => {
    const inner = archiveOf({ 'b.txt': 'deep' });
    const file = pdfDocument({ pages: [['out']], attachment: { name: 'a.zip', bytes: inner } });
    const { texts, unread } = await read(archiveOf({ 'a.pdf': file }));
    expect(texts).toEqual([
      { place: 'file/a.pdf', text: 'out' },
      { place: 'file/a.pdf/a.zip/b.txt', text: 'deep' },
    ]);
    expect(unread).toEqual([]);
  });

  test('a marking at the head of a page is found', async () => {
    const { texts } = await read(
      pdfDocument({ pages: [['Minutes'], ['STRICTLY CONFIDENTIAL', 'Prices of next year']] }),
    );
    expect(texts.flatMap(({ text }) => scan(text).findings.map(({ kind }) => kind))).toContain('marking');
  });

  test('two at once', async () => {
    const both = await Promise.all([read(pdfDocument({ pages: [['one']] })), read(pdfDocument({ pages: [['two']] }))]);
    expect(both.map(({ texts }) => texts[0]?.text)).toEqual(['one', 'two']);
  });
});

/** A font whose letters are named by a table of Adobe's alone, as older Chinese documents have it. */
const BY_TABLE =
  '/Type /Font /Subtype /Type0 /BaseFont /X /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>]';
const NAMELESS =
  '/Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Type /Encoding /Differences [65 /uniE001 /uniE002 /uniE003] >>';

describe('what is not read is named', () => {
  const pages = [['one', 'two'], ['three']];
  test.each<[string, () => Uint8Array | string, string]>([
    ['with a password', () => pdfDocument({ pages, password: 'secret' }), 'encrypted'],
    ['cut in the middle', () => pdfDocument({ pages }).subarray(0, 700), 'damaged'],
    ['cut at its end', () => pdfDocument({ pages }).slice(0, -40), 'damaged'],
    ['nothing but its head', () => '%PDF-1.7\n1 0 obj', 'damaged'],
    ['a part that is not what it is packed as', () => damaged(pdfDocument({ pages })), 'damaged'],
    ['no text on any page', () => pdfDocument({ pages: [[], []] }), 'picture'],
    ['letters by a table that is not here', () => pdfDocument({ pages, font: BY_TABLE }), 'unknown-kind'],
    ['letters without names', () => pdfDocument({ pages: [['ABC']], font: NAMELESS }), 'unknown-kind'],
    ['a form of the other kind', () => pdfDocument({ pages, isXfaForm: true }), 'unknown-kind'],
  ])('%s', async (_, file, reason) => {
    expect(await unreadOf(file())).toEqual([`file: ${reason}`]);
  });

  test('pages that cannot be found: nothing is thrown that nobody hears, which would end the command', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', listen);
    try {
      expect(await unreadOf(withoutPages(pdfDocument({ pages })))).toEqual(['file: damaged']);
      // Node looks for them when the task has ended.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', listen);
    }
    expect(unheard).toEqual([]);
  });

  test('without the reader, every PDF', async () => {
    expect((await readFileText(sourceOf(pdfDocument({ pages })), 'file')).unread).toMatchObject([
      { reason: 'unknown-kind' },
    ]);
  });
});

/** With numbers in the table of objects that the two pages do not have. */
function withoutPages(file: Uint8Array): Uint8Array {
  const entries = [
    ...Buffer.from(file)
      .toString('latin1')
      .matchAll(/ 00000 n/g),
  ];
  const places = [-5, -3].map((entry) => (entries.at(entry)?.index ?? 0) + 5);
  return file.map((byte, place) => (places.includes(place) ? 0x37 : byte));
}

/** With bytes in a packed part that no packer writes: a block of the kind that does not exist. */
function damaged(file: Uint8Array): Uint8Array {
  const at =
    Buffer.from(file).lastIndexOf('stream\n', Buffer.from(file).lastIndexOf('endstream') - 1) + 'stream\n'.length;
  return file.map((byte, place) => (place === at + 2 ? 0xff : byte));
}

describe('no document takes more than its limits', () => {
  const bomb = (text: string, times: number) =>
    pdfDocument({ pages: [['first'], []], content: deflateSync(Buffer.from(text.repeat(times))) });

  test('pages that unpack without end', async () => {
    const limits = { ...FILE_LIMITS, bytes: 100_000 };
    expect(await unreadOf(bomb(' '.repeat(1_000), 10_000), { limits })).toEqual(['file: too-large']);
  });

  test('more text than is read', async () => {
    const limits = { ...FILE_LIMITS, characters: 1_000 };
    const { texts, unread } = await read(bomb('BT /F1 9 Tf (abcdefghij) Tj 0 9 Td ET\n', 20_000), { limits });
    expect(texts.map(({ text }) => text.length)).toEqual([1_000]);
    expect(unread.map(({ reason }) => reason)).toEqual(['too-large']);
  });

  test('more pages than are read', async () => {
    const limits = { ...FILE_LIMITS, members: 3 };
    const { texts, unread } = await read(pdfDocument({ pages: [['1'], ['2'], ['3'], ['4']] }), { limits });
    expect(texts.map(({ text }) => text)).toEqual(['1\n\n2\n\n3']);
    expect(unread.map(({ reason }) => reason)).toEqual(['too-large']);
  });

  test('nobody waits any longer', async () => {
    let asked = 0;
    const isLate = () => (asked += 1) > 20;
    expect(await unreadOf(pdfDocument({ pages: Array.from({ length: 50 }, () => ['x']) }), { isLate })).toEqual([
      'file: too-slow',
    ]);
  });
});

describe('as it is built in', () => {
  test('it has no code that evaluates or fetches code', async () => {
    const code = await readFile(path.join(folder, 'read-pdf.cjs'), 'utf8');
    expect(code.length).toBeGreaterThan(500_000);
    expect(code.match(/\bFunction\(|\beval\(|\bimport\(|new DecompressionStream/g)).toBeNull();
  });

  test('a version in which something to change is not found is refused', () => {
    expect(() => changedCore('nothing of it', '9.9.9')).toThrow(/pdfjs-dist 9\.9\.9: .* found 0/);
  });
});
