/**
 * `npm run bench [-- name]`: runs one benchmark, or all of them. Each is a file of this folder that exports `run`, which
 * prints its figures; most keep them as JSON too, from which `npm run bench -- document` writes docs/internals/performance.md.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { yamlData } from '../../scripts/yaml-data.mjs';
import { NAMES, writeDocument } from './document.mjs';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
/** What is asked for by name only. */
const APART = ['fleet', 'start-up', 'discover'];
/**
 * @param {string} which
 * @param {string[]} parameters
 * @returns {Promise<void>}
 */
async function runBundled(which, parameters) {
  const outfile = path.resolve('dist', 'bench', `${which}-${process.pid}.mjs`);
  const entry = path.join(FOLDER, `${which}.ts`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [besidesThis(path.dirname(outfile)), yamlData],
    logLevel: 'warning',
  });
  try {
    /** @type {unknown} */
    const benchmark = await import(pathToFileURL(outfile).href);
    const { run } = /** @type {{ run: (parameters: string[]) => void | Promise<void> }} */ (benchmark);
    await run(parameters);
  } finally {
    await rm(outfile, { force: true });
  }
}

/**
 * Modules that are not bundled are named from where the bundle stands.
 * @param {string} outFolder
 * @returns {import('esbuild').Plugin}
 */
function besidesThis(outFolder) {
  return {
    name: 'besides-this',
    setup(run) {
      run.onResolve({ filter: /^\..*\.mjs$/ }, ({ path: wanted, resolveDir }) => ({
        path: `./${path.relative(outFolder, path.join(resolveDir, wanted))}`,
        external: true,
      }));
    },
  };
}

const [name = '', ...rest] = process.argv.slice(2);

if (name === '') {
  for (const each of NAMES) await runBundled(each, []);
  await writeDocument();
} else if (name === 'document') await writeDocument();
else if ([...NAMES, ...APART].includes(name)) await runBundled(name, rest);
else {
  process.stderr.write(`usage: npm run bench [-- name], one of: ${[...NAMES, ...APART, 'document'].join(', ')}\n`);
  process.exitCode = 2;
}
