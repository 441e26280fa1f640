/** docs/reference/data-guard-editors.md must say what the browser tests play. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { CHROMIUM_PLACES, PLACES } from '../browser/data-guard/editor-rows.js';
import { readRepositoryFile, ROOT } from '../support/repository.js';

test('is up to date: run npm run editors-doc when this fails', async () => {
  const script = path.join(ROOT, 'scripts/editors-doc.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test.each([
  ['test/browser/data-guard/play-places.ts', PLACES],
  ['test/browser/data-guard.chromium.test.ts', CHROMIUM_PLACES],
])('%s plays every situation of the page', (file, places) => {
  const source = readRepositoryFile(file);
  // Rows of a table of tests have the beginning of their names in common.
  const missing = places.filter(
    (place) => !source.includes(`'${place}'`) && !source.includes(`'${place.split(/[:,] /)[0] ?? ''}`),
  );
  expect(missing).toEqual([]);
});
