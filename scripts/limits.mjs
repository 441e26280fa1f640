/**
 * Writes the tables of docs/reference/limits.md from the rows that the matrix tests play in real browsers, so that the two cannot
 * drift. With --check it writes nothing, and fails when the page is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/**
 * @typedef {object} LimitsRow
 * @property {string} group
 * @property {string} what
 * @property {string} by
 * @property {Readonly<Record<string, string>>} expected
 * @property {string} [without]
 * @property {string} [closes]
 */

const OUTCOMES = new Map([
  ['explained', 'block page'],
  ['explained-late', 'block page; a script may run first'],
  ['explained-asked', 'block page, after the document request'],
  ['removed', 'frame removed'],
  ['failed', 'request fails'],
  ['shown', '**not caught**'],
  ['not-there', 'not tested'],
]);

const MEANS = new Map([
  ['rules', 'rules'],
  ['guard', 'page guard'],
  ['sweep', 'open-tab scan'],
]);

/**
 * @param {ReadonlyMap<string, string>} words
 * @param {string | undefined} word
 * @returns {string}
 */
function inWords(words, word) {
  const found = words.get(word ?? '');
  if (found === undefined) throw new Error(`a row says ${word}, which has no text in docs/reference/limits.md`);
  return found;
}

/**
 * @param {readonly LimitsRow[]} rows
 * @returns {string} Markdown, not yet formatted
 */
export function renderLimits(rows) {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups
    .map((group) => {
      const lines = rows
        .filter((row) => row.group === group)
        .map(({ what, by, expected, without, closes }) => {
          const cells = [
            what,
            inWords(MEANS, by) + (without === undefined ? '' : ', required'),
            inWords(OUTCOMES, expected['chromium']),
            inWords(OUTCOMES, expected['firefox']),
            closes ?? '',
          ];
          return `| ${cells.join(' | ')} |`;
        });
      const head = '| test | mechanism | Chromium | Firefox | remedy |\n| --- | --- | --- | --- | --- |';
      return `### ${group[0]?.toUpperCase()}${group.slice(1)}\n\n${head}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

/**
 * @typedef {object} History
 * @property {readonly { readonly what: string }[]} links the ways in which a page leads to a restricted address
 * @property {readonly { readonly what: string, readonly becomes: string }[]} moves what is done with the entry then
 */

const BECOMES = new Map([
  ['explained', 'explains again'],
  ['open', 'the site opens'],
]);

/**
 * @param {History} history
 * @returns {string} Markdown, not yet formatted
 */
export function renderHistory({ links, moves }) {
  const lines = moves.map(({ what, becomes }) => `| ${what} | ${inWords(BECOMES, becomes)} |`);
  const ways = links.map(({ what }) => what).join(', ');
  return [
    '### The block page itself, in the history of its tab',
    `Reached by each of these, in Chromium and Firefox: ${ways}.`,
    ['| what is done then | block page |', '| --- | --- |', ...lines].join('\n'),
  ].join('\n\n');
}

const BEGIN = '<!-- written by npm run limits from test/browser/matrix -->';
const END = '<!-- end of what is written -->';

/**
 * @param {string} page docs/reference/limits.md
 * @param {readonly LimitsRow[]} rows
 * @param {History} history
 * @returns {Promise<string>} the page with the tables of these rows
 */
export async function withLimits(page, rows, history) {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/reference/limits.md has no place between ${BEGIN} and ${END}`);
  const file = path.join(root, 'docs/reference/limits.md');
  const options = await resolveConfig(file);
  const text = `${before}${BEGIN}\n\n${renderLimits(rows)}\n\n${renderHistory(history)}\n\n${END}${after}`;
  return format(text, { ...options, parser: 'markdown' });
}

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.join(root, 'docs/reference/limits.md');
  /** @param {string} name */
  const read = async (name) => {
    /** @type {unknown} */
    const parsed = JSON.parse(await readFile(path.join(root, 'test/browser/matrix', name), 'utf8'));
    return parsed;
  };
  const rows = /** @type {LimitsRow[]} */ (await read('rows.json'));
  const history = /** @type {History} */ (await read('history.json'));
  const page = await readFile(file, 'utf8');
  const wanted = await withLimits(page, rows, history);
  if (!process.argv.includes('--check')) await writeFile(file, wanted);
  else if (page !== wanted) {
    process.stderr.write('docs/reference/limits.md is out of date: run npm run limits\n');
    process.exitCode = 1;
  }
}
