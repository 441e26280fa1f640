/** `npm run bench -- size`: what is shipped, in bytes, beside its budgets (`test/unit/size.test.ts` enforces them). */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipOf } from '../../src/cli/pack/zip.js';
import { BUDGETS, GOALS, PDF_FILES } from './budgets.mjs';
import { count, publishReport } from './measure.js';

const BUILT = path.resolve('dist/chrome');

export async function run(): Promise<void> {
  const names = await readdir(BUILT, { recursive: true });
  const files: { name: string; content: Buffer }[] = [];
  for (const name of names) {
    const file = path.join(BUILT, name);
    if ((await stat(file)).isFile()) files.push({ name, content: await readFile(file) });
  }
  const sizes = new Map(files.map(({ name, content }) => [name, content.length]));
  const zipped = zipOf(files.filter(({ name }) => !PDF_FILES.test(name))).length;
  const pdfZipped = zipOf(files.filter(({ name }) => PDF_FILES.test(name))).length;
  const zips = { zip: zipped, 'zip of the PDF reader': pdfZipped };
  const measured: Readonly<Record<string, number>> = { ...Object.fromEntries(sizes), ...zips };
  const compressed = new Map(files.map(({ name, content }) => [name, gzipSync(content).length]));
  const budgets = { ...BUDGETS.files, zip: BUDGETS.zip, 'zip of the PDF reader': BUDGETS.pdfZip };
  await publishReport({
    name: 'size',
    measure: 'what the extension for Chrome is made of, in bytes',
    tables: [
      {
        title: 'bytes',
        columns: ['what', 'bytes', 'gzip', 'budget'],
        rows: Object.entries(budgets).map(([name, budget]) => [
          name,
          count(measured[name] ?? 0),
          count(compressed.get(name) ?? measured[name] ?? 0),
          count(budget),
        ]),
      },
    ],
    goals: Object.entries(GOALS).map(([name, goal]) => ({
      goal: `${name} below ${count(goal)}`,
      found: count(measured[name] ?? 0),
      holds: (measured[name] ?? 0) < goal,
    })),
    notes: [
      'The reader of PDF counts apart: it is put into a page only when a PDF is chosen there, and no other page loads it.',
      'All of the worker is our own code, but for 10 kB of `webextension-polyfill`: see ADR 0025.',
    ],
  });
}
