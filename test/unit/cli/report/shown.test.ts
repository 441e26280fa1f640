/** How the report of events looks: as a page, on a terminal and in a spreadsheet. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import type { CollectedEvent } from '../../../../src/server/otlp-read.js';
import { renderEventsCsv, renderTable } from '../../../../src/cli/report/render.js';
import { renderEventsHtml } from '../../../../src/cli/report/render-html.js';
import { reportEvents } from '../../../../src/cli/report/report.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { aLine as line, IN_ENGLISH, linesOfBrowsers as ofBrowsers, writeLines } from '../../../support/event-lines.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

const write = (name: string, lines: readonly CollectedEvent[]) => writeLines(path.join(folder, name), lines);

describe('a page', () => {
  test('holds its plots and fetches nothing; texts of events are no markup', async () => {
    const events = ofBrowsers(6, { tool: '<img src=x onerror=alert(1)>', rule: '</script><b>' });
    await write('a.ndjson', [...events, ...ofBrowsers(6, { kind: 'heartbeat' })]);
    const page = renderEventsHtml(await reportEvents([folder], 5), IN_ENGLISH);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('</script><b>');
    expect(page).toContain('&#60;img');
    for (const id of ['rings', 'use', 'restricted-browsers']) expect(page).toContain(`id="plot-${id}"`);
    expect(page).not.toMatch(/(src|href)="?http/);
  });

  test('writes a revision as it is, and numbers in thousands', async () => {
    await write('a.ndjson', ofBrowsers(5, { revision: 20_261, count: 2_000 }));
    const report = await reportEvents([folder], 5);
    for (const shown of [renderEventsHtml(report, IN_ENGLISH), renderTable(report, plainPaint)]) {
      expect(shown).toContain('20261');
      expect(shown).toContain('10,000');
    }
  });

  test('draws a day that is left out as a gap', async () => {
    const at = (day: number) => ({ at: `2026-11-${day}T10:00:00.000Z` });
    await write('a.ndjson', [...ofBrowsers(5, at(20)), ...ofBrowsers(2, at(21)), ...ofBrowsers(6, at(22))]);
    const page = renderEventsHtml(await reportEvents([folder], 5), IN_ENGLISH);
    expect(page).toContain('"days":["2026-11-20","2026-11-21","2026-11-22"]');
  });

  test('names company, period and tools in its reader’s language, and each ring by one line', async () => {
    const at = (day: number) => `2026-11-${day}T10:00:00.000Z`;
    await write('a.ndjson', [
      ...ofBrowsers(4, { kind: 'heartbeat', ring: 'pilot', revision: 7, at: at(22) }),
      ...ofBrowsers(1, { kind: 'heartbeat', ring: 'pilot', revision: 8, at: at(23) }),
      line({ kind: 'heartbeat', ring: 'pilot', revision: 7, at: at(23) }),
      ...ofBrowsers(5, { tool: 'chatgpt', revision: null, at: at(23) }),
    ]);
    const report = await reportEvents([folder], 5);
    expect(report.sections.find(({ id }) => id === 'rings')?.rows).toEqual([
      { day: '2026-11-22', ring: 'pilot', revision: 7, current: 4, browsers: 4, percent: 100 },
      { day: '2026-11-23', ring: 'pilot', revision: 8, current: 1, browsers: 2, percent: 50 },
    ]);
    const page = renderEventsHtml(report, {
      language: 'fr',
      organisation: 'Contoso <b>',
      tools: new Map([['chatgpt', 'ChatGPT']]),
    });
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('<p class="company">Contoso &#60;b&#62;</p>');
    expect(page).toContain('22–23 novembre 2026');
    expect(page).toContain('<td>ChatGPT</td>');
    expect(page).toContain('<td>23 nov. 2026</td>');
    expect(page).toContain('"series":[{"label":"pilot","values":[100,50]}]');
    expect(page).not.toContain('Browsers');
  });

  test('a spreadsheet takes no text for a formula', async () => {
    await write('a.ndjson', ofBrowsers(5, { tool: '=1+1' }));
    expect(renderEventsCsv(await reportEvents([folder], 5))).toContain("'=1+1");
  });
});

test('a terminal shows the largest lines, and of what is over time the latest', async () => {
  const days = Array.from({ length: 25 }, (_, index) => `2026-10-${String(index + 1).padStart(2, '0')}T10:00:00.000Z`);
  await write('a.ndjson', [
    ...days.map((at) => line({ kind: 'heartbeat', at })),
    ...days.flatMap((_, index) => line({ tool: `tool-${String(index).padStart(2, '0')}`, count: 100 - index })),
  ]);
  const shown = renderTable(await reportEvents([folder], 1), plainPaint);
  const restricted = shown.slice(shown.indexOf('Restricted by tool and rule'));
  expect(restricted).toContain('tool-00');
  expect(restricted).not.toContain('tool-24');
  expect(restricted).toContain('and 5 more; --format json lists all');
  const adoption = shown.slice(0, shown.indexOf('Restricted,'));
  expect(adoption).toContain('2026-10-25');
  expect(adoption).not.toMatch(/^2026-10-01/m);
  expect(adoption).toContain('earlier; --format json lists all');
});
