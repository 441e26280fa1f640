/** How many of the expected browsers report: from a number or a list, of which nothing is guessed. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expectedIn, readExpected } from '../../../../src/cli/report/expected.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { renderTable } from '../../../../src/cli/report/render.js';
import { renderEventsHtml } from '../../../../src/cli/report/render-html.js';
import { reportEvents } from '../../../../src/cli/report/report.js';
import { aLine as line, IN_ENGLISH, linesOfBrowsers as ofBrowsers, writeLines } from '../../../support/event-lines.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;

/** Four browsers are active, one is silent. */
beforeEach(async () => {
  folder = await temporaryFolder();
  const heartbeat = { kind: 'heartbeat', at: '2026-11-23T10:00:00.000Z' } as const;
  const events = [
    ...ofBrowsers(4, heartbeat),
    line({ ...heartbeat, browserId: 'quiet', at: '2026-11-19T10:00:00.000Z' }),
  ];
  await writeLines(path.join(folder, 'a.ndjson'), events);
});

describe('what is expected', () => {
  test.each([
    ['a line for each browser', 'browser-0\r\n\n# in store\nquiet\nquiet\n', ['browser-0', 'quiet']],
    ['CSV, and the column is called browser', 'owner;Browser\nA;"browser-0"\nB;quiet\n', ['browser-0', 'quiet']],
    ['one column with its name', 'browser\nquiet\n', ['quiet']],
  ])('%s', (_, text, ids) => {
    expect(expectedIn(text, 'browsers.txt')).toEqual({ count: ids.length, ids });
  });

  test.each([
    ['a line that is none, by its number', 'quiet\nJane Doe\n', 'browsers.txt:2: "Jane Doe" is no device ID'],
    ['several cells where one is expected', 'quiet\nquiet,other\n', 'browsers.txt:2: '],
    ['columns of which none is called so', 'name,id\nA,quiet\n', 'browsers.txt:1: several columns'],
    ['nothing at all', '\n# nobody\n', 'browsers.txt names no browser'],
    ['a heading that is not called browser', 'DeviceID\nquiet\n', 'browsers.txt:1: "DeviceID" is no device ID'],
    ['a heading alone', 'browser\n', 'browsers.txt names no browser'],
  ])('names %s', async (_, text, words) => {
    expect((await refusalOf(() => expectedIn(text, 'browsers.txt'))).message).toContain(words);
  });

  test.each(['0', '99999999'])('no number of browsers: %s', async (said) => {
    expect((await refusalOf(() => readExpected(said))).message).toContain('expected a number of browsers from 1 to');
  });
});

describe('coverage', () => {
  test('by a number', async () => {
    const report = await reportEvents([folder], 5, await readExpected('10'));
    expect(report.coverage).toEqual({ expected: 10, active: 4, inactive: 1, never: 5, others: 0 });
    expect(renderTable(report, plainPaint)).toContain('4 of 10 expected browsers active, 1 inactive, 5 never reported');
  });

  test('by a list, which names those that never reported and counts those beside it', async () => {
    const file = path.join(folder, 'browsers.txt');
    await writeFile(file, 'browser-0\nquiet\nnowhere\n');
    const report = await reportEvents([folder], 5, await readExpected(file));
    expect(report.coverage).toEqual({ expected: 3, active: 1, inactive: 1, never: 1, others: 3 });
    expect(report.sections.find(({ id }) => id === 'never')?.rows).toEqual([{ browser: 'nowhere' }]);
    expect(renderEventsHtml(report, IN_ENGLISH)).toContain('<td>nowhere</td>');
  });

  test('more than expected are others, and nobody is missing', async () => {
    const { coverage } = await reportEvents([folder], 5, await readExpected('3'));
    expect(coverage).toEqual({ expected: 3, active: 3, inactive: 0, never: 0, others: 2 });
  });
});

test('a long list of browsers folds, and its number is said before', async () => {
  const missing = Array.from({ length: 30 }, (_, index) => `missing-${index}`);
  const page = renderEventsHtml(await reportEvents([folder], 5, { count: 30, ids: missing }), IN_ENGLISH);
  const list = page.slice(page.indexOf('Expected browsers that never reported'));
  expect(list.indexOf('<p class="figure">30</p>')).toBeGreaterThan(0);
  expect(list.indexOf('<details>')).toBeLessThan(list.indexOf('missing-1'));
});
