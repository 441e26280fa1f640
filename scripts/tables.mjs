/**
 * Writes the tables of hand-written pages that say what a table of the sources says: each stands between two comments that name
 * it. With --check it writes nothing, and fails when a page is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bundledModule } from './bundled-module.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @typedef {{
 *   actions: Readonly<Record<string, { about: string }>>,
 * }} Facts
 */

const facts = /** @type {Facts} */ (
  /** @type {unknown} */ (
    await bundledModule(`
      export { ACTION_WORDS as actions } from './src/policy/actions.ts';
    `)
  )
);

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

/** @type {Readonly<Record<string, { page: string, text: () => string }>>} */
const TABLES = {
  actions: {
    page: 'docs/reference/policy.md',
    text: () =>
      table(
        ['action', 'effect'],
        Object.entries(facts.actions).map(([action, { about }]) => [`\`${action}\``, about]),
      ),
  },
};

/**
 * @param {string} page
 * @param {string} name of the table
 * @param {string} text what is to stand there
 */
function withTable(page, name, text) {
  const [begin, end] = [`<!-- written by npm run tables: ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`there is no place between ${begin} and ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

/** @param {string} file from the root */
async function pageWithTables(file) {
  const page = await readFile(path.join(root, file), 'utf8');
  const own = Object.entries(TABLES).filter(([, table]) => table.page === file);
  const wanted = own.reduce((text, [name, table]) => withTable(text, name, table.text()), page);
  const options = await resolveConfig(path.join(root, file));
  return { page, wanted: await format(wanted, { ...options, parser: 'markdown' }) };
}

for (const file of new Set(Object.values(TABLES).map(({ page }) => page))) {
  const { page, wanted } = await pageWithTables(file);
  if (page === wanted) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file} is out of date: run npm run tables\n`);
    process.exitCode = 1;
  } else await writeFile(path.join(root, file), wanted);
}
