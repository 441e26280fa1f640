/** docs/reference/detectors.md must be what the tables of detectors say. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { shippedFacts } from '../../src/data/detector-set.js';
import { readRepositoryFile, ROOT } from '../support/repository.js';

test('is up to date: run npm run data-doc when this fails', async () => {
  const script = path.join(ROOT, 'scripts/data-doc.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test('explains every detector', () => {
  const page = readRepositoryFile('docs/reference/detectors.md');
  expect(shippedFacts().filter(({ id }) => !page.includes(`| \`${id}\``))).toEqual([]);
});
