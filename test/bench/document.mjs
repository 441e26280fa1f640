/** `npm run bench -- document`: writes docs/internals/performance.md from the last figures of each benchmark (test/bench/results). */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const RESULTS = path.join(ROOT, 'test', 'bench', 'results');
/** The benchmarks that keep their figures, in the order of the page. */
export const NAMES = [
  ...['compile', 'apply', 'page', 'blocked', 'wake', 'accept', 'decide', 'simulate', 'check', 'report'],
  ...['size', 'memory', 'poll', 'undo', 'data'],
];

/** @typedef {{ title: string, columns: string[], rows: string[][] }} Table */
/** @typedef {{ goal: string, found: string, holds: boolean }} Goal */
/** @typedef {{ name: string, measure: string, tables: Table[], goals: Goal[], notes?: string[], machine: string, date: string }} Result */

const HEAD = `# Performance

Written by \`npm run bench -- document\` from the last run of each benchmark; do not edit it by hand. \`npm run bench\` runs them all,
\`npm run bench -- <name>\` one. Everything in one table was measured in one run, in turns: figures of different runs, or of
different machines, cannot be compared, ratios can. The spread is half of what the middle half of the rounds covers.

The packages that are measured against (AdGuard's tsurlfilter, eyeo's abp2dnr and Ghostery's urlfilter2dnr under GPL-3.0, uBlock
Origin's core under GPL-3.0-or-later, Ghostery's adblocker under MPL-2.0, secretlint under MIT) are installed on demand into \`test/bench/peers\`, at the
versions pinned there. They are no dependencies, and nothing of them is shipped. All are in the npm registry. eyeo's native check of
regular expressions is not built: a list of hosts has none. uBlock Origin Lite is in no package, so \`page\` goes without it.

\
`;

/** @param {readonly (readonly string[])[]} rows */
const lines = (rows) => rows.map((row) => `| ${row.join(' | ')} |`).join('\n');

/** @param {Table} table */
function tableOf({ title, columns, rows }) {
  const rule = columns.map((_, column) => (column === 0 ? '---' : '--:'));
  return `${title}:\n\n${lines([columns, rule, ...rows])}\n`;
}

/** @param {Result} result @param {string} why */
function section({ name, measure, tables, goals, notes = [], machine, date }, why) {
  const held = goals.map(({ goal, found, holds }) => [goal, found, holds ? 'yes' : '**no**']);
  return [
    `## ${name}\n\n${measure[0]?.toUpperCase()}${measure.slice(1)}.\n`,
    ...tables.map(tableOf),
    goals.length === 0 ? '' : lines([['goal', 'found', 'holds'], ['---', '---', '---'], ...held]),
    notes.join('\n'),
    goals.every(({ holds }) => holds) ? '' : why,
    `_${machine}; ${date.slice(0, 10)}._`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export async function writeDocument() {
  /** @type {unknown} */
  const written = JSON.parse(await readFile(path.join(ROOT, 'test', 'bench', 'reasons.json'), 'utf8'));
  const reasons = /** @type {Record<string, string>} */ (written);
  const present = new Set((await readdir(RESULTS)).map((file) => path.basename(file, '.json')));
  const sections = [];
  for (const name of NAMES.filter((each) => present.has(each))) {
    /** @type {unknown} */
    const result = JSON.parse(await readFile(path.join(RESULTS, `${name}.json`), 'utf8'));
    sections.push(section(/** @type {Result} */ (result), reasons[name] ?? ''));
  }
  const file = path.join(ROOT, 'docs/internals/performance.md');
  const options = await prettier.resolveConfig(file);
  await writeFile(file, await prettier.format([HEAD, ...sections].join('\n\n'), { ...options, parser: 'markdown' }));
  process.stdout.write('docs/internals/performance.md\n');
}
