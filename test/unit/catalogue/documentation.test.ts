/** The numbers and tables of docs/reference/catalogue.md must be those of the data. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { CATEGORIES } from '../../../src/catalogue/categories.js';

const page = readFileSync(new URL('../../../docs/reference/catalogue.md', import.meta.url), 'utf8');
const catalogue = loadCatalogue();

/** The cells of the table under a heading, without its head. */
function rowsUnder(heading: string, startsWith: string): string[][] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells[1]?.startsWith(startsWith));
}

const count = (matches: (tool: (typeof catalogue)[number]) => boolean): string =>
  String(catalogue.filter(matches).length);

describe('docs/reference/catalogue.md', () => {
  test('counts the tools', () => {
    expect(page).toContain(`${catalogue.length} tools in ${CATEGORIES.length} categories`);
  });

  test('counts the tools of every category', () => {
    const documented = rowsUnder('Categories', '`').map((cells) => [cells[1], cells[2]]);
    expect(documented).toEqual(CATEGORIES.map((id) => [`\`${id}\``, count((tool) => tool.category === id)]));
  });

  test('counts the tools of every list', () => {
    const lists = rowsUnder('Lists used', '[').map((cells) => [
      /\(([^)]+)\)/.exec(cells[1] ?? '')?.[1] ?? '',
      cells[3],
    ]);
    expect(lists).toEqual(lists.map(([list = '']) => [list, count(({ source }) => source.startsWith(list))]));
    const others = count(({ source }) => !lists.some(([list = '']) => source.startsWith(list)));
    expect(lists).toHaveLength(6);
    expect(page).toContain(`The other ${others} tools`);
  });

  test('names every account control', () => {
    const documented = rowsUnder('Account control', '`')
      .filter((cells) => cells[2]?.startsWith('`'))
      .flatMap((cells) => namesIn(cells[1]).map((id) => `${id}: ${namesIn(cells[2]).join(', ')}`));
    const known = catalogue.flatMap(({ id, account }) =>
      account === undefined ? [] : [`${id}: ${account.headers.map(({ name }) => name).join(', ')}`],
    );
    expect(documented.sort()).toEqual(known.sort());
  });

  test('names every declared overlap', () => {
    const documented = rowsUnder('Declared overlaps', '`').map(
      (cells) => `${namesIn(cells[1])[0] ?? ''} in ${namesIn(cells[2]).join()}`,
    );
    const declared = catalogue.flatMap(({ id, overlaps }) => overlaps.map((within) => `${id} in ${within}`));
    expect(documented.sort()).toEqual(declared.sort());
  });
});

function namesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}
