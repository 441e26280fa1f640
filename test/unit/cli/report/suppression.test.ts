/** What a report leaves out, so that neither a line nor a subtraction tells about few browsers. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutFew, type Sensitive } from '../../../../src/cli/report/suppression.js';

const lines = (...browsers: number[]) => browsers.map((count, index) => ({ tool: `tool-${index}`, browsers: count }));
const toolsOf = (rows: readonly object[]) => rows.map((row) => (row as { tool: string }).tool);

const ALONE: Sensitive = { browsers: ['browsers'], totalledBy: null };
const TOTALLED: Sensitive = { browsers: ['browsers'], totalledBy: [] };

test('a line about fewer browsers than the threshold goes, and no other where no total is told', () => {
  const { rows, leftOut } = withoutFew(lines(9, 5, 4, 1), ALONE, 5);
  expect(toolsOf(rows)).toEqual(['tool-0', 'tool-1']);
  expect(leftOut).toBe(2);
});

test('where the total is told elsewhere, the smallest of the others goes with it', () => {
  expect(toolsOf(withoutFew(lines(9, 6, 7, 4), TOTALLED, 5).rows)).toEqual(['tool-0', 'tool-2']);
});

test('nothing goes where nothing is about few', () => {
  expect(withoutFew(lines(9, 5), TOTALLED, 5).leftOut).toBe(0);
  expect(withoutFew(lines(1, 2), TOTALLED, 1).leftOut).toBe(0);
});

test('totals of groups are groups of their own', () => {
  const rows = [
    ...lines(9, 6, 2).map((row) => ({ ...row, kind: 'restricted' })),
    ...lines(9, 6).map((row) => ({ ...row, kind: 'warned' })),
  ];
  const kept = withoutFew(rows, { browsers: ['browsers'], totalledBy: ['kind'] }, 5).rows;
  expect(kept.map(({ kind }) => kind)).toEqual(['restricted', 'warned', 'warned']);
});

test('a second number of a line has its own company', () => {
  const rows = [
    { tool: 'a', warned: 20, continued: 3 },
    { tool: 'b', warned: 6, continued: 0 },
    { tool: 'c', warned: 30, continued: 8 },
    { tool: 'd', warned: 40, continued: 9 },
  ];
  const kept = withoutFew(rows, { browsers: ['warned', 'continued'], totalledBy: [] }, 5).rows;
  expect(toolsOf(kept)).toEqual(['b', 'd']);
});

describe('whatever the numbers', () => {
  const row = fc.record({
    kind: fc.constantFrom('one', 'two'),
    first: fc.nat({ max: 12 }),
    second: fc.nat({ max: 12 }),
  });
  const sensitive: Sensitive = { browsers: ['first', 'second'], totalledBy: ['kind'] };

  test('the total less what is shown is nothing, or about enough browsers, unless nothing of that is shown', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.integer({ min: 1, max: 8 }), (all, threshold) => {
        const shown = new Set<object>(withoutFew(all, sensitive, threshold).rows);
        for (const kind of ['one', 'two']) {
          for (const column of ['first', 'second'] as const) {
            const counts = (wanted: boolean) =>
              all.filter((each) => each.kind === kind && shown.has(each) === wanted).map((each) => each[column]);
            expect(counts(true).every((count) => count === 0 || count >= threshold)).toBe(true);
            const missing = counts(false).filter((count) => count > 0);
            const isShown = counts(true).some((count) => count > 0);
            if (missing.length > 0 && isShown) expect(Math.max(...missing)).toBeGreaterThanOrEqual(threshold);
          }
        }
      }),
    );
  });
});
