/** Loads sources of the command without building it: bundled into a temporary file inside the project, where packages are found. */
import { build } from 'esbuild';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { yamlData } from './yaml-data.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @param {string} contents an ES module, with paths from the project's root
 * @param {import('esbuild').Plugin[]} [plugins]
 * @returns {Promise<unknown>} what it exports
 */
export async function bundledModule(contents, plugins = []) {
  const outfile = path.join(root, 'node_modules', '.cache', `gatepost-${process.pid}-${randomUUID()}.mjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // As the command is built: what is measured is what is shipped.
    minifySyntax: true,
    packages: 'external',
    logLevel: 'warning',
    plugins: [yamlData, ...plugins],
  });
  try {
    /** @type {unknown} */
    const module = await import(pathToFileURL(outfile).href);
    return module;
  } finally {
    await rm(outfile, { force: true });
  }
}
