/** The budgets of docs/internals/performance.md, in bytes: what is shipped may not outgrow them unnoticed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildExtension } from '../../scripts/build.mjs';
import { TARGETS } from '../../scripts/manifest.mjs';
import { zipOf } from '../../src/cli/pack/zip.js';
import { BUDGETS, PDF_FILES } from '../bench/budgets.mjs';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gatepost-size-'));
  await Promise.all(TARGETS.map((target) => buildExtension(target, { outDir: path.join(folder, target) })));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(TARGETS)('the extension for %s is within its budgets', (target) => {
  const built = path.join(folder, target);
  const tooLarge = Object.entries(BUDGETS.files).filter(([file, most]) => statSync(path.join(built, file)).size > most);
  expect(tooLarge).toEqual([]);
  const names = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(built, name)).isFile(),
  );
  const packed = (some: readonly string[]) =>
    zipOf(some.map((name) => ({ name, content: readFileSync(path.join(built, name)) }))).length;
  expect(packed(names.filter((name) => !PDF_FILES.test(name)))).toBeLessThanOrEqual(BUDGETS.zip);
  expect(packed(names.filter((name) => PDF_FILES.test(name)))).toBeLessThanOrEqual(BUDGETS.pdfZip);
});
