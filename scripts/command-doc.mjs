/** Writes docs/reference/command.md from the command's own help. With --check it writes nothing, and fails when the page is out of date. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bundledModule } from './bundled-module.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'docs/reference/command.md');

/** @typedef {{ gatepostProgram: () => Promise<unknown>, renderCommandDoc: (program: unknown) => string }} Command */

const { gatepostProgram, renderCommandDoc } = /** @type {Command} */ (
  await bundledModule(`
    export { gatepostProgram } from './src/cli/program.ts';
    export { renderCommandDoc } from './src/cli/commands/completion/command-doc.ts';
  `)
);
const wanted = await format(renderCommandDoc(await gatepostProgram()), {
  ...(await resolveConfig(file)),
  parser: 'markdown',
});
if (!process.argv.includes('--check')) await writeFile(file, wanted);
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write('docs/reference/command.md is out of date: run npm run command-doc\n');
  process.exitCode = 1;
}
