/** Nothing of the administrator's rooms gets into the extension: the build fails when it does. */
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { foreignInputs } from '../../scripts/build.mjs';
import { ACTION_WORDS } from '../../src/policy/actions.js';
import { ENFORCEMENT_WORDS } from '../../src/protocol/enforcement-problems.js';
import { UPDATE_WORDS } from '../../src/protocol/update-problems.js';
import { ROOT } from '../support/repository.js';

async function bundled(contents: string) {
  return build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
  });
}

const inputsOf = async (contents: string) => (await bundled(contents)).metafile.inputs;

test.each([
  'authoring/time-zone',
  'cli/lib/numbers',
  'server/rate-limit',
  'catalogue/categories',
  'events/event-words',
  'events/sheet-words/de',
])('a bundle with src/%s is refused', async (file) => {
  expect(foreignInputs(await inputsOf(`export * from './src/${file}.ts';`))).toContain(`src/${file}.ts`);
});

test('a bundle of what browsers run is not', async () => {
  expect(foreignInputs(await inputsOf(`export * from './src/policy/decide.ts';`))).toEqual([]);
});

test.each([
  ['actions', './src/policy/actions.ts', 'ACTIONS', 'ACTION_WORDS', ACTION_WORDS.allow.inWords],
  [
    ...(['problems of updates', './src/protocol/update-problems.ts'] as const),
    ...(['UPDATE_PROBLEMS', 'UPDATE_WORDS', UPDATE_WORDS['host-timeout'][1]] as const),
  ],
  [
    ...(['problems of enforcement', './src/protocol/enforcement-problems.ts'] as const),
    ...(['ENFORCEMENT_PROBLEMS', 'ENFORCEMENT_WORDS', ENFORCEMENT_WORDS['no-policy'][1]] as const),
  ],
])(
  'the table of %s is there without the words that stand beside it for documentation',
  async (_, file, rows, words, word) => {
    const text = async (name: string) => (await bundled(`export { ${name} } from '${file}';`)).outputFiles[0]?.text;
    expect(await text(rows)).not.toContain(word);
    expect(await text(words)).toContain(word);
  },
);
