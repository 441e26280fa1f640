/**
 * `npm run bench -- <name>`: runs one benchmark. Each is a file of this folder that exports `run`, which prints its figures.
 */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const names = (await readdir(FOLDER))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
/** They start the built command as processes of their own, so nothing has to be bundled for them. */
const PLAIN = ['check', 'simulate'];
const [name = '', ...rest] = process.argv.slice(2);

if (PLAIN.includes(name)) await runModule(path.join(FOLDER, `${name}.mjs`), rest);
else if (names.includes(name)) await runBenchmark(name, rest);
else {
  process.stderr.write(`usage: npm run bench -- <name>, one of: ${[...names, ...PLAIN].join(', ')}\n`);
  process.exitCode = 2;
}

/**
 * @param {string} which
 * @param {string[]} parameters
 * @returns {Promise<void>}
 */
async function runBenchmark(which, parameters) {
  const outfile = path.resolve('dist', 'bench', `${which}-${process.pid}.mjs`);
  const entry = path.join(FOLDER, `${which}.ts`);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  try {
    await runModule(outfile, parameters);
  } finally {
    await rm(outfile, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string[]} parameters
 * @returns {Promise<void>}
 */
async function runModule(file, parameters) {
  /** @type {unknown} */
  const benchmark = await import(pathToFileURL(file).href);
  const { run } = /** @type {{ run: (parameters: string[]) => void | Promise<void> }} */ (benchmark);
  await run(parameters);
}
