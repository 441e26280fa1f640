/**
 * `npm run bench -- files`: the labels of a large Office file, of which only the directory and the parts with labels are read, and the
 * text of documents, beside what their packages take alone: fflate to unpack all of an archive, pdf.js through its interface for viewers.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { bundlePdfReader } from '../../scripts/pdf-core.mjs';
import { withFileSource } from '../../src/cli/lib/file-source.js';
import { sourceOf } from '../../src/data/files/byte-source.js';
import { readFileText } from '../../src/data/files/file-text.js';
import { readFileLabels } from '../../src/data/files/labels.js';
import type { ReadPdf } from '../../src/data/files/pdf-text.js';
import { archiveOf, labelInfo, wordDocument, workbook } from '../support/documents.js';
import { pdfDocument } from '../support/pdf-documents.js';
import { seeded } from '../support/synthetic-traffic.js';
import { count, interleaved, ms, percent, publishReport, ratio, timed, times, type Measured } from './measure.js';

const ROUNDS = 15;
const LARGE = 20_000_000;
const LABELS_MS = 10;
const WORDS = 'the minutes of Monday say that all prices for next year were agreed with our partners in March'.split(
  ' ',
);

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  try {
    await measured(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string): Promise<void> {
  const labels = await labelCosts(path.join(folder, 'large.docx'));
  await bundlePdfReader(folder);
  const load = createRequire(import.meta.url);
  const startedAt = performance.now();
  const { readPdf } = load(path.join(folder, 'read-pdf.cjs')) as { readPdf: ReadPdf };
  const loadedMs = performance.now() - startedAt;
  const texts = [];
  const viewer = await pdfViewer();
  for (const each of documents(viewer)) texts.push(await textCosts(each, readPdf));
  await publishReport({
    name: 'files',
    measure: 'labels and text of files, against what unpacks them or reads them alone',
    tables: [labels.table, textTable(texts)],
    goals: [
      {
        goal: `labels of a ${LARGE / 1e6} MB file in under ${LABELS_MS} ms`,
        found: `${ms(labels.ours)} ms`,
        holds: labels.ours.median < LABELS_MS,
      },
    ],
    notes: [
      `The documents are made up: words in a random order, which pack as prose does. Loading the reader of PDF takes ${loadedMs.toFixed(0)} ms once.`,
      'fflate unpacks every part and reads no text; pdf.js is asked for the text of every page, without annotations and properties.',
    ],
  });
}

async function labelCosts(file: string) {
  const next = seeded(20);
  const picture = Uint8Array.from({ length: LARGE }, () => Math.floor(next() * 256));
  await writeFile(
    file,
    wordDocument(prose(40), { 'word/media/image1.png': picture, 'docMetadata/LabelInfo.xml': labelInfo() }),
  );
  const reads = { bytes: 0, times: 0 };
  await withFileSource(file, 'the bench', (source) =>
    readFileLabels({
      size: source.size,
      read: (start, end) => {
        reads.times += 1;
        reads.bytes += end - start;
        return source.read(start, end);
      },
    }),
  );
  const { ours, whole } = await interleaved(
    {
      ours: () => timed(() => withFileSource(file, 'the bench', readFileLabels)),
      whole: () => timed(async () => unzipSync(await readFile(file))),
    },
    ROUNDS,
  );
  const row = [`${LARGE / 1e6} MB`, ms(ours), percent(ours), count(reads.bytes), count(reads.times)];
  return {
    ours,
    table: {
      title: 'labels of a Word document with pictures, milliseconds, and what of it is read',
      columns: ['file', 'labels', 'spread', 'bytes read', 'reads', 'unzip of all', 'unzip to labels'],
      rows: [[...row, ms(whole), times(ratio(whole, ours))]],
    },
  };
}

interface Document {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly alone: string;
  readonly read: (bytes: Uint8Array) => unknown;
}

function documents(viewer: typeof PdfJs): Document[] {
  const unzip = { alone: 'fflate', read: (bytes: Uint8Array) => unzipSync(bytes) };
  const rows = Array.from({ length: 5_000 }, (_, index) => [`${line(index)} ${index}`, index * 7, index % 13]);
  const pages = Array.from({ length: 100 }, (_, page) =>
    Array.from({ length: 45 }, (_row, at) => line(page * 45 + at)),
  );
  const mails = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`${at}.txt`, prose(100).join('\n')]));
  return [
    { name: 'Word, 100 pages', bytes: wordDocument(prose(4_500)), ...unzip },
    { name: 'Excel, 5,000 rows', bytes: workbook(rows), ...unzip },
    { name: 'zip of 200 texts', bytes: archiveOf(mails), ...unzip },
    {
      name: 'PDF, 100 pages',
      bytes: pdfDocument({ pages }),
      alone: 'pdf.js',
      read: (bytes) => pdfAlone(viewer, bytes),
    },
  ];
}

const line = (number: number) => {
  const next = seeded(number);
  return Array.from({ length: 12 }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
};
const prose = (lines: number) => Array.from({ length: lines }, (_, number) => line(number));

/** It draws with what Node lacks, and says so; for text its name is enough. */
async function pdfViewer(): Promise<typeof PdfJs> {
  Object.assign(globalThis, { DOMMatrix: Object });
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

async function pdfAlone({ getDocument, VerbosityLevel }: typeof PdfJs, bytes: Uint8Array): Promise<void> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: true });
  const document = await task.promise;
  for (let page = 1; page <= document.numPages; page += 1) await (await document.getPage(page)).getTextContent();
  await task.destroy();
}

interface TextCosts extends Document {
  readonly characters: number;
  readonly ours: Measured;
  readonly theirs: Measured;
}

async function textCosts(document: Document, readPdf: ReadPdf): Promise<TextCosts> {
  const read = () => readFileText(sourceOf(document.bytes), 'file', { readPdf });
  const { texts, unread } = await read();
  if (unread.length > 0) throw new Error(`${document.name}: ${unread[0]?.message ?? ''}`);
  const { ours, theirs } = await interleaved(
    { ours: () => timed(read), theirs: () => timed(() => document.read(document.bytes)) },
    ROUNDS,
  );
  return { ...document, ours, theirs, characters: texts.reduce((sum, { text }) => sum + text.length, 0) };
}

function textTable(costs: readonly TextCosts[]) {
  return {
    title: 'text, milliseconds',
    columns: ['document', 'kB', 'characters', 'text', 'spread', 'beside', 'alone', 'text to alone'],
    rows: costs.map(({ name, bytes, characters, ours, theirs, alone }) => [
      ...[name, count(Math.round(bytes.length / 1_000)), count(characters), ms(ours), percent(ours)],
      ...[alone, ms(theirs), times(ratio(ours, theirs))],
    ]),
  };
}
