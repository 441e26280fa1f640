/** Nothing of the administrator's rooms gets into the extension: the build fails when it does. */
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { foreignInputs } from '../../scripts/build.mjs';
import { ROOT } from '../support/repository.js';

async function inputsOf(contents: string) {
  const { metafile } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
  });
  return metafile.inputs;
}

test.each([
  'authoring/time-zone',
  'cli/lib/numbers',
  'server/rate-limit',
  'catalogue/categories',
  'protocol/problem-words',
])('a bundle with src/%s is refused', async (file) => {
  expect(foreignInputs(await inputsOf(`export * from './src/${file}.ts';`))).toContain(`src/${file}.ts`);
});

test('a bundle of what browsers run is not', async () => {
  expect(foreignInputs(await inputsOf(`export * from './src/policy/decide.ts';`))).toEqual([]);
});
