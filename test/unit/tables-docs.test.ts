/** Tables in the documentation are those of the sources. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { ROOT } from '../support/repository.js';

test('are up to date: run npm run tables when this fails', async () => {
  const script = path.join(ROOT, 'scripts/tables.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});
