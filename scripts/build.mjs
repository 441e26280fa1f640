/**
 * Builds the extension for each browser into dist/<browser> and the administrator's command into dist/cli.
 */
import { build, transform } from 'esbuild';
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from './command-bundle.mjs';
import { manifestFor, TARGETS } from './manifest.mjs';
import { copyPdfLicence, pdfCore } from './pdf-core.mjs';
import { belongsToExtension } from './public-files.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);

const EXTENSION_SCRIPTS = {
  worker: at('src/worker/main.ts'),
  'own-entry': at('src/pages/block/own-entry.ts'),
  blocked: at('src/pages/block/page.ts'),
  popup: at('src/pages/popup/page.ts'),
  status: at('src/pages/status/page.ts'),
  guard: at('src/content/guard.ts'),
  'stop-page': at('src/content/stop-page.ts'),
  'end-frame': at('src/content/end-frame.ts'),
  'guard-disarm': at('src/content/guard-disarm.ts'),
  observe: at('src/content/observe.ts'),
  'data-guard': at('src/content/data-guard/main.ts'),
  'data-guard-engine': at('src/content/data-guard/engine/main.ts'),
  'data-guard-dialog': at('src/content/data-guard/dialog/main.ts'),
  'data-guard-pdf': at('src/content/data-guard/pdf/main.ts'),
  'data-guard-files': at('src/content/data-guard/files/main.ts'),
  'data-guard-shim': at('src/content/data-guard/shim.ts'),
};

/** Beside `src/policy/guard-spelling.ts`, which says what they are for. There are many, so their names and contents are short. */
export const SPELLING_FILES = 192;

/** @param {string} folder */
async function writeSpellingFiles(folder) {
  await mkdir(folder);
  const files = Array.from({ length: SPELLING_FILES }, (_, file) => file);
  await Promise.all(
    files.map((file) => writeFile(path.join(folder, `${file}.js`), `(globalThis.spelled??=[]).push(${file})`)),
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, unknown>>}
 */
async function readJson(file) {
  /** @type {unknown} */
  const content = JSON.parse(await readFile(at(file), 'utf8'));
  return /** @type {Record<string, unknown>} */ (content);
}

/** What browsers have no use for: the administrator's rooms, and words for documentation. */
const FOREIGN = /^src\/(authoring|catalogue|cli|server)\/|^src\/events\/(event-words\.ts$|sheet-words\/)/;

/**
 * Which files have got into the extension although they are no part of it.
 * @param {import('esbuild').Metafile['inputs']} inputs by path from the root
 */
export function foreignInputs(inputs) {
  return Object.keys(inputs).filter((file) => FOREIGN.test(file));
}

/**
 * @param {import('./manifest.mjs').Target} target
 * @param {{ outDir: string, demonstration?: Record<string, unknown> }} options `demonstration`: a managed configuration
 *   that is built in, for machines where no enterprise policy can be set for the trial
 */
export async function buildExtension(target, { outDir, demonstration }) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { metafile } = await build({
    entryPoints: EXTENSION_SCRIPTS,
    outdir: outDir,
    absWorkingDir: root,
    bundle: true,
    format: 'iife',
    target: target === 'firefox' ? 'firefox142' : 'chrome137',
    define: { DEMONSTRATION_CONFIGURATION: JSON.stringify(demonstration ?? null) },
    legalComments: 'linked',
    minify: true,
    metafile: true,
    sourcemap: false,
    plugins: [pdfCore],
    logLevel: 'warning',
  });
  await copyPdfLicence(outDir);
  const foreign = foreignInputs(metafile.inputs);
  if (foreign.length > 0) throw new Error(`the extension may not carry ${foreign.join(', ')}`);
  await writeSpellingFiles(path.join(outDir, 's'));
  await cp(at('public'), outDir, {
    recursive: true,
    filter: (file) => belongsToExtension(namedBelow(at('public'), file)),
  });
  await shorten(outDir);
  const { version } = await readJson('package.json');
  const manifest = manifestFor(await readJson('manifest.json'), target, String(version));
  await writeFile(path.join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Takes white space and comments out of what was copied: styles, texts and schemas.
 * @param {string} folder
 */
async function shorten(folder) {
  const names = await readdir(folder, { recursive: true });
  const short = /** @type {Readonly<Record<string, (text: string) => Promise<string> | string>>} */ ({
    '.css': async (text) => (await transform(text, { loader: 'css', minify: true })).code,
    '.json': (text) => JSON.stringify(JSON.parse(text)),
  });
  for (const name of names) {
    const shortened = short[path.extname(name)];
    const file = path.join(folder, name);
    if (shortened !== undefined) await writeFile(file, await shortened(await readFile(file, 'utf8')));
  }
}

/**
 * @param {string} folder
 * @param {string} file
 */
function namedBelow(folder, file) {
  return path.relative(folder, file).split(path.sep).join('/');
}

async function buildCommand() {
  const outdir = at('dist/cli');
  await rm(outdir, { recursive: true, force: true });
  await bundleCommand(outdir);
  await chmod(path.join(outdir, 'gatepost.mjs'), 0o755);
}

/** Builds everything that is distributed. */
export async function buildAll() {
  await Promise.all(TARGETS.map((target) => buildExtension(target, { outDir: at('dist', target) })));
  await buildCommand();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
