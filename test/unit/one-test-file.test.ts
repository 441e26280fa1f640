/** The two commands by which CONTRIBUTING.md says that one test file runs: they run that one, and not all. */
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readRepositoryFile, ROOT } from '../support/repository.js';

const COMMANDS = [...readRepositoryFile('CONTRIBUTING.md').matchAll(/npm run (test:\w+) -- (.*)$/gm)].slice(0, 2);

test.each(COMMANDS.map(([, script = '', words = '']) => [script, words]))('npm run %s -- %s', async (script, words) => {
  const listed = await promisify(execFile)('npm', ['run', '-s', script, '--', ...words.split(' '), '--listTests'], {
    cwd: ROOT,
  });
  const files = listed.stdout.split('\n').filter((line) => line.endsWith('.test.ts'));
  expect(files).toHaveLength(1);
});

test('are two', () => {
  expect(COMMANDS).toHaveLength(2);
});
