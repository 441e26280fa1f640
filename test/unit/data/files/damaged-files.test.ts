/** A thousand damaged, cut, encrypted, overfull and wrongly named files: none ends the reader, none keeps it busy, none is called clean. */
import { deflateSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { FILE_LIMITS } from '../../../../src/data/files/budget.js';
import { readFileLabels } from '../../../../src/data/files/labels.js';
import { sourceOf } from '../../../../src/data/files/byte-source.js';
import { readFileText } from '../../../../src/data/files/file-text.js';
import type { ReadPdf } from '../../../../src/data/files/pdf-text.js';
import {
  archiveOf,
  customProperties,
  labelInfo,
  labelProperties,
  openDocument,
  presentation,
  wordDocument,
  workbook,
} from '../../../support/documents.js';
import { pdfDocument } from '../../../support/pdf-documents.js';
import { bundledPdfReader } from '../../../support/pdf-reader.js';
import { seeded } from '../../../support/synthetic-traffic.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
let readPdf: ReadPdf;
beforeAll(async () => {
  ({ readPdf } = await bundledPdfReader(await newFolder()));
});

const SECRET = 'ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5';
const LINES = Array.from({ length: 40 }, (_, index) => `Line ${index} of the minutes, with ${index * 7919} pieces.`);
const LIMITS = { ...FILE_LIMITS, bytes: 500_000 };
const NOTE = '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a note) >>';
const FIELD = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Kim) /Rect [0 0 9 9] >>';
const FILES = [
  wordDocument([...LINES, SECRET], { 'docMetadata/LabelInfo.xml': labelInfo() }),
  workbook([...LINES.map((line, index) => [line, index]), [SECRET]]),
  presentation([...LINES, SECRET]),
  openDocument([...LINES, SECRET]),
  archiveOf({ 'minutes.txt': LINES.join('\n'), 'key.txt': SECRET }),
  wordDocument([SECRET], { 'docProps/custom.xml': customProperties(labelProperties('Confidential')) }),
  pdfDocument({ pages: [LINES, [...LINES, SECRET]] }),
  pdfDocument({ pages: [LINES, [SECRET]], isPacked: false, annotations: [NOTE, FIELD], info: '/Title (Minutes)' }),
  pdfDocument({ pages: [[SECRET]], password: 'correct horse' }),
  // Unpacked, it is longer than is read.
  pdfDocument({ pages: [[], [SECRET]], content: deflateSync(Buffer.alloc(3_000_000, ' ')) }),
];

type Damage = (file: Uint8Array, next: () => number) => Uint8Array;

const DAMAGES: Readonly<Record<string, Damage>> = {
  'one bit': (file, next) => withByte(file, next, (byte) => byte ^ (1 << Math.floor(next() * 8))),
  'a byte of zeros': (file, next) => withByte(file, next, () => 0),
  'cut at its end': (file, next) => file.slice(0, 8 + Math.floor(next() * (file.length - 8))),
  'cut at its beginning': (file, next) => file.slice(1 + Math.floor(next() * (file.length - 1))),
  'a stretch of noise': (file, next) => {
    const start = Math.floor(next() * file.length);
    return file.map((byte, at) => (at >= start && at < start + 64 ? Math.floor(next() * 256) : byte));
  },
  'a stretch twice': (file, next) => {
    const start = Math.floor(next() * file.length);
    return Buffer.concat([file.subarray(0, start), file.subarray(Math.floor(start / 2))]);
  },
};

function withByte(file: Uint8Array, next: () => number, change: (byte: number) => number): Uint8Array {
  const damaged = file.slice();
  const at = Math.floor(next() * file.length);
  damaged[at] = change(damaged[at] ?? 0);
  return damaged;
}

test.each(Object.entries(DAMAGES))('%s', async (name, damage) => {
  const next = seeded(name.length);
  for (let round = 0; round < 170; round += 1) {
    const file = damage(FILES[round % FILES.length] ?? new Uint8Array(), next);
    const { texts, unread } = await readFileText(sourceOf(file), 'file', { readPdf, limits: LIMITS });
    const isFound = texts.some(({ text }) => text.includes(SECRET));
    // The secret is found, or it is said that something was not read; nothing but a file of noise may be taken for a text.
    expect({ round, isKnown: isFound || unread.length > 0 || texts.length > 0 }).toEqual({ round, isKnown: true });
    if (!isFound && file[0] === 0x50 && file[1] === 0x4b) expect({ round, unread }).not.toEqual({ round, unread: [] });
    await readFileLabels(sourceOf(file));
  }
});
