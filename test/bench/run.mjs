/**
 * `npm run bench -- <name>`: runs one benchmark. Each is a file of this folder that exports `run`, which prints its figures.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundledModule } from '../../scripts/bundled-module.mjs';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const names = (await readdir(FOLDER))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
/** They start the built command as processes of their own, so nothing has to be bundled for them. */
const PLAIN = ['check', 'simulate'];
const [name = '', ...rest] = process.argv.slice(2);

if (PLAIN.includes(name)) await runModule(path.join(FOLDER, `${name}.mjs`), rest);
else if (names.includes(name)) await runLoaded(await bundledModule(`export * from './test/bench/${name}.ts';`), rest);
else {
  process.stderr.write(`usage: npm run bench -- <name>, one of: ${[...names, ...PLAIN].join(', ')}\n`);
  process.exitCode = 2;
}

/**
 * @param {string} file
 * @param {string[]} parameters
 * @returns {Promise<void>}
 */
async function runModule(file, parameters) {
  await runLoaded(await import(pathToFileURL(file).href), parameters);
}

/**
 * @param {unknown} benchmark
 * @param {string[]} parameters
 * @returns {Promise<void>}
 */
async function runLoaded(benchmark, parameters) {
  const { run } = /** @type {{ run: (parameters: string[]) => void | Promise<void> }} */ (benchmark);
  await run(parameters);
}
