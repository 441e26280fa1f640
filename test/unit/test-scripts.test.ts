import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

test.each([
  ['test:browser', 'healing', 'test/browser/healing.test.ts'],
  ['test:unit', 'trust/accept-policy', 'test/unit/trust/accept-policy.test.ts'],
])('npm run %s -- %s runs that file alone', async (script, part, file) => {
  const { stdout } = await run('npm', ['run', '--silent', script, '--', part, '--listTests']);
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((line) => line.endsWith('.test.ts')),
  ).toEqual([path.resolve(file)]);
});
