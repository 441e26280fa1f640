/** docs/reference/limits.md says what the matrix test plays, no more and no less. */
import { expect, test } from '@jest/globals';
import { renderHistory, renderLimits, withLimits } from '../../scripts/limits.mjs';
import { readRepositoryFile } from '../support/repository.js';
import { readHistoryRows } from '../browser/matrix/history-links.js';
import { readRows } from '../browser/matrix/row.js';

const page = readRepositoryFile('docs/reference/limits.md');

test('its tables are those of the rows', async () => {
  expect(page).toBe(await withLimits(page, readRows(), readHistoryRows()));
});

test('a row that changes makes the page differ', async () => {
  const [first, ...others] = readRows();
  if (first === undefined) throw new Error('rows.json is empty');
  const changed = { ...first, expected: { ...first.expected, chromium: 'shown' as const } };
  expect(await withLimits(page, [changed, ...others], readHistoryRows())).not.toBe(page);
});

test('what is not caught says what closes it', () => {
  const uncaught = readRows().filter(({ expected }) => Object.values(expected).includes('shown'));
  expect(uncaught.filter(({ closes }) => closes === undefined).map(({ id }) => id)).toEqual([]);
});

test('every row that the guard catches in Chromium is also played without it', () => {
  // The guard inside a page that the browser keeps cannot be taken away. Firefox's `back-path`, which has none, shows the need.
  const guarded = readRows().filter(({ by, id }) => by === 'guard' && !/^back-(stricter|rewritten)$/.test(id));
  expect(guarded.filter(({ without }) => without === undefined).map(({ id }) => id)).toEqual([]);
});

test('an outcome without a text is rejected', () => {
  expect(() => renderLimits([{ group: 'g', what: 'w', by: 'luck', expected: {} }])).toThrow('says luck');
  expect(() => renderHistory({ links: [], moves: [{ what: 'w', becomes: 'lost' }] })).toThrow('says lost');
});
