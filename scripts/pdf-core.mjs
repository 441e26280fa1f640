/**
 * The core of pdf.js as it is built in: with what is unpacked counted (`src/pdf/decoding.ts`), without code that evaluates or fetches
 * code, which an extension may not carry. A version in which one of the places is not found as often as here is refused.
 */
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const PACKAGE = path.join(root, 'node_modules/pdfjs-dist');
const DECODING = path.join(root, 'src/pdf/decoding.ts');

/** @type {readonly (readonly [string, string, number])[]} what stands there, what stands there instead, how often */
const CHANGES = [
  // A buffer of unpacked bytes grows.
  [
    'while (size < requested) {\n      size *= 2;\n    }\n    const buffer2 = new Uint8Array(size);',
    'while (size < requested) {\n      size *= 2;\n    }\n    countDecoded(size - buffer.byteLength);\n    const buffer2 = new Uint8Array(size);',
    1,
  ],
  // Some hundred operators of a page were read.
  ['this.checked = 0;\n    return this.endTime', 'this.checked = 0;\n    countDecoded(0);\n    return this.endTime', 1],
  // After 20 ms of a page's operators, the rest goes on in a task of its own.
  [
    'next(deferred);\n        return;\n      }\n      flushTextContentItem();',
    'next(nextTask());\n        return;\n      }\n      flushTextContentItem();',
    1,
  ],
  // All pages are fetched before one is asked for, and nobody hears of those that cannot be.
  ['pageDictCache.put(lastKid, xref.fetchAsync(lastKid));', '', 1],
  // A packed part ends where its bytes make no sense.
  ['#endsStreamOnError(err) {\n', '#endsStreamOnError(err) {\n    noteDamage();\n', 1],
  // The table of objects makes no sense, and the objects are looked for one by one.
  ['loadDocument(true).then(onSuccess', 'noteDamage();\n            loadDocument(true).then(onSuccess', 1],
  // The browser would unpack all of a part at once, however large; the core's own way is counted.
  ['} = new DecompressionStream(name);', '} = null;', 1],
  ['const decodedData = BrotliDecode(', 'throw new FormatError("Brotli is not read");\n    const decodedData = (', 1],
  ['new Function("");\n    return true;', 'return false;', 1],
  // What older engines need to find what all of ours have by its name.
  ["(function () { return this; })() || Function('return this')();", 'globalThis;', 1],
  ["return Function('return require(\"' + name + '\")')();", 'return undefined;', 1],
  ['return new Function("src", "srcOffset", "dest", "destOffset", compiled);', 'return null;', 1],
  [
    'const mod = await import(\n      /*webpackIgnore: true*/\n      /*@vite-ignore*/\n      path);',
    'const mod = null;',
    1,
  ],
  ['import.meta.url', '""', 2],
  // A viewer beside it would take this core for its own.
  ['globalThis.pdfjsWorker = {\n  WorkerMessageHandler: WorkerMessageHandler\n};', '', 1],
];

/** @param {string} source @param {string} version */
export function changedCore(source, version) {
  const code = CHANGES.reduce((text, [from, to, times]) => {
    const parts = text.split(from);
    if (parts.length !== times + 1)
      throw new Error(
        `pdfjs-dist ${version}: scripts/pdf-core.mjs expects ${times} × ${JSON.stringify(from)}, found ${parts.length - 1}`,
      );
    return parts.join(to);
  }, source);
  const notice = `/*! pdf.js ${version}, the core, changed by scripts/pdf-core.mjs. Copyright Mozilla Foundation. Apache License 2.0. */`;
  return `${notice}\nimport { countDecoded, nextTask, noteDamage } from ${JSON.stringify(DECODING)};\n${code}`;
}

/** @type {import('esbuild').Plugin} */
export const pdfCore = {
  name: 'pdf-core',
  setup(run) {
    run.onLoad({ filter: /[\\/]pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf\.worker\.mjs$/ }, async ({ path: file }) => {
      /** @type {unknown} */
      const described = JSON.parse(await readFile(path.join(PACKAGE, 'package.json'), 'utf8'));
      const { version } = /** @type {{ version: string }} */ (described);
      return { contents: changedCore(await readFile(file, 'utf8'), version), loader: 'js' };
    });
  },
};

/**
 * The reader of PDF as a module of its own that the command loads when a file is one.
 * @param {string} outdir gets `read-pdf.cjs`
 */
export async function bundlePdfReader(outdir) {
  await build({
    entryPoints: { 'read-pdf': path.join(root, 'src/pdf/read-pdf.ts') },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'linked',
    plugins: [pdfCore],
    logLevel: 'warning',
  });
  await copyPdfLicence(outdir);
}

/** @param {string} folder */
export async function copyPdfLicence(folder) {
  await copyFile(path.join(PACKAGE, 'LICENSE'), path.join(folder, 'pdfjs.LICENSE.txt'));
}
