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
const [name = '', ...rest] = process.argv.slice(2);

if (names.includes(name)) await runBenchmark(name, rest);
else {
  process.stderr.write(`usage: npm run bench -- <name>, one of: ${names.join(', ')}\n`);
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
    /** @type {unknown} */
    const benchmark = await import(pathToFileURL(outfile).href);
    const { run } = /** @type {{ run: (parameters: string[]) => void | Promise<void> }} */ (benchmark);
    await run(parameters);
  } finally {
    await rm(outfile, { force: true });
  }
}
