/** Inventories in JSON: rows of osquery, alone, in the results of its service, or a document a line. */
import { fold } from '../logs/columns.js';
import { jsonIn } from '../lib/json-text.js';
import type { Inventory, InventoryRow, UnreadPart } from './inventory.js';
import { inventoryOf } from './rows.js';

type Fields = Readonly<Record<string, unknown>>;

/** Keys under which programs put their rows. */
const ROWS = ['snapshot', 'rows', 'results', 'value', 'data'] as const;

/** Null when it is no JSON. */
export function jsonInventory(text: string): Inventory | null {
  const rows: InventoryRow[] = [];
  const unread: UnreadPart[] = [];
  const whole = jsonIn(text);
  if (whole !== null) {
    addRows(whole, {}, 'the file', rows, unread);
    return inventoryOf('json', rows, unread);
  }
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  const documents = lines.map(({ line, number }) => ({ value: jsonIn(line), number }));
  if (documents.every(({ value }) => value === null)) return null;
  for (const { value, number } of documents) {
    if (value === null) unread.push({ where: `line ${number}`, reason: 'it is no JSON' });
    else addRows(value, {}, `line ${number}`, rows, unread);
  }
  return inventoryOf('json', rows, unread);
}

/** @param outer what is said of the device around the rows */
function addRows(value: unknown, outer: Fields, where: string, rows: InventoryRow[], unread: UnreadPart[]): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) addRows(each, outer, `${where}, entry ${index + 1}`, rows, unread);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    unread.push({ where, reason: 'expected an object with the columns of a row' });
    return;
  }
  const fields = { ...outer, ...foldedFields(value) };
  const { columns } = value as { columns?: unknown };
  if (typeof columns === 'object' && columns !== null) {
    // A removed extension stands in the same log as an added one.
    if (fields['action'] !== 'removed') addRows(columns, fields, where, rows, unread);
    return;
  }
  const inside = ROWS.map((key) => (value as Fields)[key]).find(Array.isArray);
  if (inside === undefined) rows.push({ where, cell: (names) => cellIn(fields, names) });
  else addRows(inside, fields, where, rows, unread);
}

/** Numbers and texts only, by their folded names. */
function foldedFields(value: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) =>
      typeof field === 'string' || typeof field === 'number' ? [[fold(key), String(field).trim()]] : [],
    ),
  );
}

function cellIn(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const field = fields[name];
    if (typeof field === 'string' && field !== '') return field;
  }
  return '';
}
