/**
 * Writes public/managed-schema.json, and the tables of hand-written pages that say what a table of the sources says: each stands
 * between two comments that name it. With --check it writes nothing, and fails when a page is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bundledModule } from './bundled-module.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @typedef {{ title: string, description: string, schema: object, section: string, required: string, meaning: string }} ManagedKey
 * @typedef {{
 *   actions: Readonly<Record<string, { about: string }>>,
 *   extensions: () => readonly { tool?: string }[],
 *   findings: Readonly<Record<string, { severity: string, meaning: string, remedy: string }>>,
 *   catalogue: () => readonly { category: string, source: string, about: object, closed?: object }[],
 *   problems: Readonly<Record<string, [meaning: string, remedy: string, browser?: string]>>,
 *   logFormats: readonly { id: string, title: string, shapes: readonly string[], hostOnly?: true }[],
 *   managed: Readonly<Record<string, ManagedKey>>,
 *   lists: Readonly<Record<string, { title: string, bare: string | null }>>,
 * }} Facts
 */

const facts = /** @type {Facts} */ (
  /** @type {unknown} */ (
    await bundledModule(`
      export { ACTION_WORDS as actions } from './src/policy/actions.ts';
      export { FINDING_WORDS as findings } from './src/authoring/lint/finding-words.ts';
      export { checkedExtensions as extensions, checkedTools as catalogue } from './src/catalogue/checked-data.ts';
      import { ENFORCEMENT_WORDS } from './src/protocol/enforcement-problems.ts';
      import { UPDATE_WORDS } from './src/protocol/update-problems.ts';
      export const problems = { ...ENFORCEMENT_WORDS, ...UPDATE_WORDS };
      export { PRESETS as logFormats } from './src/cli/logs/presets/all-presets.ts';
      export { MANAGED_WORDS as managed } from './src/trust/managed-words.ts';
      export { LIST_KINDS as lists } from './src/cli/lists/list-kinds.ts';
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

/** @param {string} section */
function managedTable(section) {
  const keys = Object.entries(facts.managed).filter(([, each]) => each.section === section);
  const rows = keys.map(([key, { required, meaning }]) => [`\`${key}\``, required, meaning]);
  return { page: 'docs/reference/managed-configuration.md', text: () => table(['key', 'required', 'meaning'], rows) };
}

/** `public/managed-schema.json`, by which Chromium validates what it hands over. */
async function managedSchema() {
  /** @type {Record<string, object>} */
  const properties = {};
  for (const [key, { title, description, schema }] of Object.entries(facts.managed)) {
    properties[key] = { title, description, ...schema };
  }
  const file = 'public/managed-schema.json';
  const options = await resolveConfig(path.join(root, file));
  const text = JSON.stringify({ type: 'object', properties });
  return { file, wanted: await format(text, { ...options, parser: 'json' }) };
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
  findings: {
    page: 'docs/reference/policy.md',
    text: () =>
      table(
        ['code', 'severity', 'meaning', 'what to do'],
        Object.entries(facts.findings).map(([code, { severity, meaning, remedy }]) => [
          ...[`\`${code}\``, severity, meaning, remedy],
        ]),
      ),
  },
  'kinds of lists': {
    page: 'docs/guides/start-from-your-lists.md',
    text: () =>
      table(
        ['kind', 'what it is', 'a plain name means'],
        Object.entries(facts.lists).map(([kind, { title, bare }]) => [
          `\`${kind}\``,
          title,
          bare ?? 'what its product means by it',
        ]),
      ),
  },
  'problem codes': {
    page: 'docs/reference/problem-codes.md',
    text: () =>
      table(
        ['code', 'meaning', 'what the browser does', 'what to do'],
        Object.entries(facts.problems).map(([code, [meaning, remedy, browser = 'keeps']]) => [
          ...[`\`${code}\``, meaning, browser, remedy],
        ]),
      ),
  },
  'log formats': {
    page: 'docs/reference/logs.md',
    text: () =>
      table(
        ['format', 'what writes it', 'lines', 'counts'],
        facts.logFormats.map(({ id, title, shapes, hostOnly = false }) => [
          ...[`\`${id}\``, title, shapes.join(', '), hostOnly ? 'contacts' : 'visits'],
        ]),
      ),
  },
  'managed policy': managedTable('policy'),
  'managed initial': managedTable('initial'),
  'managed events': managedTable('events'),
  'managed health': managedTable('health'),
};

const catalogue = facts.catalogue();
const extensions = facts.extensions();
const CATALOGUE_PAGE = 'docs/reference/catalogue.md';
const LISTS = [
  'v2fly/domain-list-community',
  'nullgen-inc/ai-blocklist',
  'radiusmethod/shadowai-domains',
  'steven2358/awesome-generative-ai',
  'lobehub/lobe-icons',
  'mahseema/awesome-ai-tools',
];

/** @param {string} list its repository */
const fromList = (list) => catalogue.filter(({ source }) => source.startsWith(`https://github.com/${list}`)).length;

/** Numbers within sentences and tables: each stands where the parentheses are. */
const NUMBERS = [
  { page: 'README.md', where: /lists (\d+) AI tools/, number: catalogue.length },
  { page: CATALOGUE_PAGE, where: /meet them: (\d+) tools/, number: catalogue.length },
  {
    ...{ page: CATALOGUE_PAGE, where: /tools in (\d+) categories/ },
    number: new Set(catalogue.map(({ category }) => category)).size,
  },
  ...[...new Set(catalogue.map(({ category }) => category))].map((category) => ({
    ...{ page: CATALOGUE_PAGE, where: new RegExp(`\\| \`${category}\` +\\| (\\d+)`) },
    number: catalogue.filter((tool) => tool.category === category).length,
  })),
  ...LISTS.map((list) => ({
    ...{ page: CATALOGUE_PAGE, where: new RegExp(`^\\| \\[${list}\\].*?\\| (\\d+) +\\|$`, 'm') },
    number: fromList(list),
  })),
  {
    ...{ page: CATALOGUE_PAGE, where: /The other (\d+) tools have a vendor's page/ },
    number: catalogue.length - LISTS.reduce((sum, list) => sum + fromList(list), 0),
  },
  {
    ...{ page: CATALOGUE_PAGE, where: /(\d+) tools are described in four languages/ },
    number: catalogue.filter(({ about }) => 'de' in about).length,
  },
  {
    ...{ page: CATALOGUE_PAGE, where: /(\d+) of the tools are closed/ },
    number: catalogue.filter(({ closed }) => closed !== undefined).length,
  },
  { page: CATALOGUE_PAGE, where: /holds (\d+) AI extensions/, number: extensions.length },
  {
    ...{ page: CATALOGUE_PAGE, where: /(\d+) of these extensions belong to a tool/ },
    number: extensions.filter(({ tool }) => tool !== undefined).length,
  },
];

/**
 * @param {string} page
 * @param {{ where: RegExp, number: number }} wanted
 */
function withNumber(page, { where, number }) {
  if (!where.test(page)) throw new Error(`no page says ${where.source}`);
  return page.replace(where, (sentence, /** @type {string} */ before) => {
    const at = sentence.lastIndexOf(before);
    return `${sentence.slice(0, at)}${number}${sentence.slice(at + before.length)}`;
  });
}

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
  const tables = own.reduce((text, [name, table]) => withTable(text, name, table.text()), page);
  const wanted = NUMBERS.filter((each) => each.page === file).reduce(withNumber, tables);
  const options = await resolveConfig(path.join(root, file));
  return { file, wanted: await format(wanted, { ...options, parser: 'markdown' }) };
}

const pages = [...new Set([...Object.values(TABLES), ...NUMBERS].map(({ page }) => page))];
for (const { file, wanted } of [await managedSchema(), ...(await Promise.all(pages.map(pageWithTables)))]) {
  if ((await readFile(path.join(root, file), 'utf8')) === wanted) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file} is out of date: run npm run tables\n`);
    process.exitCode = 1;
  } else await writeFile(path.join(root, file), wanted);
}
