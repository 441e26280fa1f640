/** docs/reference/data-guard-editors.md must say what the browser tests play. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { CHROMIUM_PLACES, PLACES } from '../browser/data-guard/editor-rows.js';
import { CHROMIUM_FILE_PLACES, FILE_PLACES } from '../browser/data-guard/file-rows.js';
import { readRepositoryFile, ROOT } from '../support/repository.js';

test('is up to date: run npm run editors-doc when this fails', async () => {
  const script = path.join(ROOT, 'scripts/editors-doc.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test.each([
  [
    'both browsers',
    ['places', 'frames', 'arrivals', 'health', 'privacy'].map((of) => `data-guard/play-${of}.ts`),
    PLACES,
  ],
  ['Chromium', ['data-guard.chromium.test.ts'], CHROMIUM_PLACES],
  ['files in both browsers', ['data-guard/play-files.ts'], FILE_PLACES],
  ['files in Chromium', ['data-guard-files.chromium.test.ts'], CHROMIUM_FILE_PLACES],
])('every situation of the page is played: %s', (_, files, places) => {
  const source = files.map((file) => readRepositoryFile(`test/browser/${file}`)).join('\n');
  // Rows of a table of tests have the beginning of their names in common.
  const missing = places.filter(
    (place) =>
      !source.includes(`'${place}'`) &&
      !source.includes(`'$name ${/dropped on/.exec(place)?.[0] ?? place} $door'`) &&
      !source.includes(`'${place.split(/[:,] /)[0] ?? ''}`),
  );
  expect(missing).toEqual([]);
});
