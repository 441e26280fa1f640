/** Writes docs/reference/data-guard-editors.md from the tables of the browser tests. With --check it fails when the page is out of date. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bundledModule } from './bundled-module.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'docs/reference/data-guard-editors.md');

/** @typedef {{ name: string, cannot: string[] }} Editor */
/** @typedef {{ EDITORS: Editor[], WAYS: Record<string, [way: string, outcome: string]>, PLACES: string[], CHROMIUM_PLACES: string[], CHROMIUM_WAYS: string[] }} Tables */

/** @typedef {{ what: string, outcome: string }} FileRow */
/** @typedef {{ FILES: Record<string, FileRow>, DOORS: Record<string, string>, SAMPLE: string[], FILE_PLACES: string[], CHROMIUM_FILE_PLACES: string[] }} FileTables */

const { FILES, DOORS, SAMPLE, FILE_PLACES, CHROMIUM_FILE_PLACES } = /** @type {FileTables} */ (
  await bundledModule("export * from './test/browser/data-guard/file-rows.ts';")
);
const { EDITORS, WAYS, PLACES, CHROMIUM_PLACES, CHROMIUM_WAYS } = /** @type {Tables} */ (
  await bundledModule("export * from './test/browser/data-guard/editor-rows.ts';")
);

const names = EDITORS.map(({ name }) => name);
const rows = Object.entries(WAYS).map(([id, [way, outcome]]) => {
  const shown = CHROMIUM_WAYS.includes(id) ? 'Chromium' : 'yes';
  const cells = EDITORS.map(({ cannot }) => (cannot.includes(id) ? '–' : shown));
  return `| ${way} | ${outcome} | ${cells.join(' | ')} |`;
});
const places = [
  ...PLACES.map((place) => `| ${place} | yes | yes |`),
  ...CHROMIUM_PLACES.map((place) => `| ${place} | yes | not driven |`),
];

const [firstDoor, ...doors] = Object.entries(DOORS);
const fileRows = Object.entries(FILES).map(([id, { what, outcome }]) => {
  const cells = [firstDoor, ...doors].map((door) => (door === firstDoor || SAMPLE.includes(id) ? outcome : ''));
  return `| ${what} | ${cells.join(' | ')} |`;
});
const filePlaces = [
  ...FILE_PLACES.map((place) => `| ${place} | yes | yes |`),
  ...CHROMIUM_FILE_PLACES.map((place) => `| ${place} | yes | not driven |`),
];

const PAGE = `# Data guard: editors and pages

Generated from the tables of the browser tests by \`npm run editors-doc\`; a test fails when they differ.

Every **yes** is a test that passes in Chromium and in Firefox, with real keys, a real mouse and the system clipboard
(\`test/browser/data-guard-editors.*.test.ts\`). **Chromium** is one that passes there; Firefox's
automation cannot produce the input. **–** means that the editor itself does not have this way in.

## Editors

| way in | outcome | ${names.join(' | ')} |
| --- | --- | ${names.map(() => '---').join(' | ')} |
${rows.join('\n')}

Each test checks the text that the application itself holds, that nothing confidential got into it, and where the caret is.

## Pages

| situation | Chromium | Firefox |
| --- | --- | --- |
${places.join('\n')}

## Files

| file | ${Object.values(DOORS).join(' | ')} |
| --- | ${Object.keys(DOORS)
  .map(() => '---')
  .join(' | ')} |
${fileRows.join('\n')}

| situation | Chromium | Firefox |
| --- | --- | --- |
${filePlaces.join('\n')}

Each cell is a test that passes in both browsers (\`test/browser/data-guard-files.*.test.ts\`), with the files chosen in the
browser's own window. All kinds of files go through the first way in, one of each outcome through the others. The browser's own picker
(\`showOpenFilePicker\`) is a stand-in there, since no automation opens its window.

Every **yes** is a test that passes (\`test/browser/data-guard.*.test.ts\`). "Not driven" means that the browser's automation
cannot produce the input or the situation. The same code runs there.

## Limits of the browsers

- A page that calls \`document.open()\` and adds its own listeners in the same task is first; the guard is second there. Such a
  page is reported as \`data-guard-degraded\`, and its texts are checked when they are sent, unless it keeps the keys from the guard too.
- Text that a page's script inserts, that an input method composes, or that another extension writes passes no event that can be
  stopped. It is checked when it is sent.
- CodeMirror 6 keeps only the visible lines in the page. A long text is checked when it is pasted, and only in part when it is sent.
- Redacting a text at sending replaces the whole text of the editor, without its formatting.
- A frame of a host that the rule does not name is not guarded. List the vendor's frame hosts under \`sites\`.
- A page that sends text while somebody types has it before the check.
`;

const wanted = await format(PAGE, { ...(await resolveConfig(file)), parser: 'markdown' });
if (!process.argv.includes('--check')) await writeFile(file, wanted);
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write('docs/reference/data-guard-editors.md is out of date: run npm run editors-doc\n');
  process.exitCode = 1;
}
