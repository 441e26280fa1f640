/** The engine is in every page of a tool with a data rule: what it weighs may not grow unnoticed. */
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { ROOT } from '../../support/repository.js';

/** Bytes, minified, with every detector. The goal is 45,000: see docs/adr/0046. */
const MOST = 51_500;

test('the engine is within its budget', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { scan } from './src/data/scan.ts'; import { redact } from './src/data/redact.ts'; Object.assign(globalThis, { scan, redact });`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    ...{ bundle: true, minify: true, format: 'iife', target: 'es2023', write: false },
  });
  expect(outputFiles[0]?.contents.length).toBeLessThanOrEqual(MOST);
});
