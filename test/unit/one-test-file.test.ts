/** The two commands by which CONTRIBUTING.md says that one test file runs: they run that one, and not all. */
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { readRepositoryFile, ROOT } from '../support/repository.js';

const COMMANDS = [...readRepositoryFile('CONTRIBUTING.md').matchAll(/npm run (test:\w+) -- (.*)$/gm)].slice(0, 2);

test.each(COMMANDS.map(([, script = '', part = '']) => [script, part]))('npm run %s -- %s', async (script, part) => {
  const listed = await promisify(execFile)('npm', ['run', '-s', script, '--', part, '--listTests'], { cwd: ROOT });
  const files = listed.stdout.split('\n').filter((line) => line.endsWith('.test.ts'));
  expect(files).toEqual([path.join(ROOT, 'test', script.replace('test:', ''), `${part}.test.ts`)]);
});

test('are two', () => {
  expect(COMMANDS).toHaveLength(2);
});
