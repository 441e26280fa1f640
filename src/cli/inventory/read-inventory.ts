/** Reads an inventory of browser extensions, in whichever form it is: JSON, CSV, a list of ids, or a folder of profiles. */
import { stat } from 'node:fs/promises';
import { explained, readText } from '../lib/files.js';
import { CommandError } from '../lib/command-error.js';
import { readCsvTable } from '../lists/csv-rows.js';
import type { Inventory, UnreadPart } from './inventory.js';
import { jsonInventory } from './json-inventory.js';
import { profilesUnder } from './profiles.js';
import { COLUMNS, inventoryOf, isExtensionId } from './rows.js';

const WHAT = 'the inventory';

/** @throws CommandError when it cannot be opened, or is in none of the forms */
export async function readInventory(named: string): Promise<Inventory> {
  const facts = await explained(`cannot read ${WHAT} ${named}`, () => stat(named));
  if (facts.isDirectory()) return profilesUnder(named);
  return inventoryIn(await readText(named, WHAT), named);
}

/** @param file for the error */
export function inventoryIn(text: string, file: string): Inventory {
  const json = /^\s*[[{]/.test(text) ? jsonInventory(text) : null;
  const read = json ?? csvInventory(text) ?? idInventory(text);
  if (read !== null) return read;
  throw new CommandError([
    `${file}: no inventory of extensions: expected JSON of osquery, CSV with a column for ids, or an id a line`,
    `Columns for ids are called ${COLUMNS.id.join(', ')}; upper case, spaces and "_" make no difference.`,
  ]);
}

function csvInventory(text: string): Inventory | null {
  const { names, rows, openQuote } = readCsvTable(text);
  if (!COLUMNS.id.some((name) => names.includes(name))) return null;
  const unread: UnreadPart[] =
    openQuote === null ? [] : [{ where: `line ${openQuote}`, reason: 'the quote that begins here is never closed' }];
  const read = rows.map(({ line, cell }) => ({
    where: `line ${line}`,
    cell: (wanted: readonly string[]) => wanted.map(cell).find((each) => each !== '') ?? '',
  }));
  return inventoryOf('csv', read, unread);
}

/** Lines of ids, with remarks after `#`; null when not even one line is an id. */
function idInventory(text: string): Inventory | null {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ id: line.replace(/#.*/, '').trim(), where: `line ${index + 1}` }));
  const given = lines.filter(({ id }) => id !== '');
  if (!given.some(({ id }) => isExtensionId(id))) return null;
  const rows = given.map(({ id, where }) => ({
    where,
    cell: (names: readonly string[]) => (names === COLUMNS.id ? id : ''),
  }));
  return inventoryOf('ids', rows, []);
}
