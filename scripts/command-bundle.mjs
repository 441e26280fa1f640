/**
 * How the administrator's command is bundled: into one file, in which the modules of a subcommand run when it is named, so that
 * `gatepost check` pays for nothing of the others. The catalogue is validated here, once, and embedded as data.
 */
import { build } from 'esbuild';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledModule } from './bundled-module.mjs';
import { bundlePdfReader } from './pdf-core.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Packages that few commands need, and large ones. */
const LOADED_WHEN_NEEDED = ['fzstd', 'node-sqlite3-wasm', 'uplot', '@duckdb/node-api'];

/** @typedef {{ checkedTools: () => unknown, checkedSharedHosts: () => unknown, checkedExtensions: () => unknown }} CheckedData */

/** What the module of the same name would work out at every start.
 * @type {import('esbuild').Plugin}
 */
const checkedData = {
  name: 'checked-data',
  setup(run) {
    run.onLoad({ filter: /[\\/]catalogue[\\/]checked-data\.ts$/ }, async () => {
      const data = /** @type {CheckedData} */ (await bundledModule("export * from './src/catalogue/checked-data.ts'"));
      // A parser of JSON reads long data faster than a parser of JavaScript.
      const ready = (/** @type {unknown} */ value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
      const contents =
        `export const checkedTools = () => ${ready(data.checkedTools())};\n` +
        `export const checkedSharedHosts = () => ${ready(data.checkedSharedHosts())};\n` +
        `export const checkedExtensions = () => ${ready(data.checkedExtensions())};\n`;
      return { contents, loader: 'js' };
    });
  },
};

/**
 * @param {string} outdir gets `gatepost.mjs`, and beside it what is loaded when it is needed
 * @param {readonly string[]} external packages that are found where the command is installed
 */
export async function bundleCommand(outdir, external = LOADED_WHEN_NEEDED) {
  const { outputFiles } = await build({
    entryPoints: { gatepost: path.join(root, 'src/cli/main.ts') },
    outdir,
    outExtension: { '.js': '.mjs' },
    // One file: finding and reading dozens of small ones takes longer than what is not needed of a large one.
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [...external],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    plugins: [checkedData],
    // Packages of the older kind ask for Node's own modules by require.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
    write: false,
  });
  await mkdir(outdir, { recursive: true });
  // As a package it would bring programs for Java and three systems along; the command needs this one file of it.
  const recheck = path.join(root, 'node_modules/recheck');
  await cp(path.join(recheck, 'lib/browser.js'), path.join(outdir, 'recheck.cjs'));
  await cp(path.join(recheck, 'LICENSE'), path.join(outdir, 'recheck.LICENSE.txt'));
  await bundlePdfReader(outdir);
  for (const { path: file, text } of outputFiles) await writeFile(file, file.endsWith('.mjs') ? inAscii(text) : text);
}

/**
 * The bundler leaves letters beyond ASCII as they are in patterns, and one of them makes the engine keep all of the file in two
 * bytes a letter.
 * @param {string} code
 */
function inAscii(code) {
  return code.replace(/[\u0080-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
