/** The report of collected events: right numbers, each event once, and nothing about few people. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderEventsCsv, renderTable } from '../../../../src/cli/report/render.js';
import { renderEventsHtml } from '../../../../src/cli/report/render-html.js';
import { reportEvents } from '../../../../src/cli/report/report.js';
import { plainPaint } from '../../../../src/cli/terminal.js';
import { OBSERVED_IN_PART } from '../../../../src/events/event.js';
import type { CollectedEvent } from '../../../../src/cli/collect/otlp-read.js';
import { aCollectedEvent } from '../../../support/event-lines.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;
let made = 0;

beforeEach(async () => {
  folder = await temporaryFolder();
});

const line = (overrides: Partial<CollectedEvent>) => aCollectedEvent({ id: `event-${(made += 1)}`, ...overrides });
const ofBrowsers = (count: number, overrides: Partial<CollectedEvent>) =>
  Array.from({ length: count }, (_, index) => line({ browserId: `browser-${index}`, ...overrides }));

async function write(name: string, events: readonly CollectedEvent[], more = ''): Promise<void> {
  await writeFile(path.join(folder, name), events.map((event) => `${JSON.stringify(event)}\n`).join('') + more);
}

async function rowsOf(id: string, threshold = 1) {
  return (await reportEvents([folder], threshold)).sections.find((section) => section.id === id)?.rows;
}

describe('numbers', () => {
  test('count each event once, over all files, and say what was no event', async () => {
    const twice = line({ count: 3 });
    await write('events-2026-11-23.ndjson', [twice, line({ browserId: 'other' })], '{"id":"cut');
    await write('events-2026-11-24.ndjson', [twice], '\nnot json\n');
    const { sections: _, ...head } = await reportEvents([folder], 1);
    expect(head).toMatchObject({
      events: 2,
      browsers: 2,
      duplicates: 1,
      firstDay: '2026-11-23',
      lastDay: '2026-11-23',
    });
    expect(head.unreadable).toBeGreaterThanOrEqual(1);
    expect(await rowsOf('restrictions')).toEqual([{ tool: 'chatgpt', rule: 'no-chatgpt', times: 4, browsers: 2 }]);
  });

  test('tell adoption by each browser’s latest revision of the day', async () => {
    await write('a.ndjson', [
      line({ kind: 'heartbeat', revision: 1, browserId: 'a', at: '2026-11-23T08:00:00.000Z' }),
      line({ kind: 'policy-accepted', revision: 2, browserId: 'a', at: '2026-11-23T09:00:00.000Z' }),
      line({ kind: 'heartbeat', revision: 1, browserId: 'b', at: '2026-11-23T10:00:00.000Z' }),
      line({ kind: 'heartbeat', revision: 2, browserId: 'b', at: '2026-11-24T10:00:00.000Z' }),
    ]);
    expect(await rowsOf('adoption')).toEqual([
      { day: '2026-11-23', revision: 1, browsers: 1 },
      { day: '2026-11-23', revision: 2, browsers: 1 },
      { day: '2026-11-24', revision: 2, browsers: 1 },
    ]);
  });

  test('name browsers that are silent', async () => {
    await write('a.ndjson', [
      line({ kind: 'heartbeat', browserId: 'quiet', revision: 4, at: '2026-11-19T10:00:00.000Z' }),
      line({ kind: 'heartbeat', browserId: 'here', at: '2026-11-23T10:00:00.000Z' }),
      line({ kind: 'heartbeat', browserId: 'lately', at: '2026-11-21T10:00:00.000Z' }),
    ]);
    expect(await rowsOf('silent')).toEqual([{ browser: 'quiet', last_seen: '2026-11-19', revision: 4 }]);
  });

  test('tell how many continue after a warning', async () => {
    const warned = ofBrowsers(4, { kind: 'warned', rule: 'care' });
    await write('a.ndjson', [...warned, line({ kind: 'continued', rule: 'care', browserId: 'browser-0' })]);
    expect(await rowsOf('warnings')).toMatchObject([{ rule: 'care', warned: 4, continued: 1, percent: 25 }]);
  });

  test('tell requests, guards, observations and errors', async () => {
    await write('a.ndjson', [
      line({ kind: 'requested', tool: null, host: 'gemini.google.com' }),
      line({ kind: 'guard-acted', code: 'in-page', count: 2 }),
      line({ kind: 'alternative-opened', code: 'copilot', count: 3 }),
      line({ kind: 'observed', tool: 'claude' }),
      line({ kind: 'policy-refused', code: 'expired' }),
    ]);
    expect(await rowsOf('requests')).toMatchObject([{ tool: 'gemini.google.com', times: 1 }]);
    expect(await rowsOf('guards')).toEqual([{ code: 'in-page', times: 2, browsers: 1 }]);
    expect(await rowsOf('alternatives')).toEqual([{ tool: 'chatgpt', alternative: 'copilot', times: 3, browsers: 1 }]);
    expect(await rowsOf('observed')).toMatchObject([{ tool: 'claude', times: 1 }]);
    expect(await rowsOf('errors')).toEqual([{ kind: 'policy-refused', code: 'expired', times: 1, browsers: 1 }]);
  });

  test('take the latest total of what each browser lost', async () => {
    await write('a.ndjson', [
      line({ kind: 'events-lost', code: 'dropped', count: 32, browserId: 'a' }),
      line({ kind: 'events-lost', code: 'dropped', count: 64, browserId: 'a' }),
      line({ kind: 'events-lost', code: 'dropped', count: 32, browserId: 'b' }),
    ]);
    expect(await rowsOf('lost')).toEqual([{ code: 'dropped', times: 96, browsers: 2 }]);
  });
});

test('says how many browsers did not count all observed pages', async () => {
  const uncounted = { kind: 'problem-found', code: OBSERVED_IN_PART } as const;
  await write('a.ndjson', [...ofBrowsers(3, uncounted), line({ kind: 'problem-found', code: 'offline' })]);
  const report = await reportEvents([folder], 5);
  expect(report.observedInPart).toBe(3);
  expect(renderTable(report, plainPaint)).toContain('3 browsers did not count all observed pages');
  expect(renderEventsHtml(report)).toContain('3 browsers did not count all observed pages');
});

describe('the threshold', () => {
  test('leaves out what is about fewer browsers, and says how much', async () => {
    await write('a.ndjson', [...ofBrowsers(5, { tool: 'many' }), ...ofBrowsers(4, { tool: 'few', count: 1_000 })]);
    const { sections } = await reportEvents([folder], 5);
    const restrictions = sections.find(({ id }) => id === 'restrictions');
    expect(restrictions?.rows).toEqual([{ tool: 'many', rule: 'no-chatgpt', times: 5, browsers: 5 }]);
    expect(restrictions?.suppressed).toBe(1);
  });

  test('holds for every section about people, in every way of showing it', async () => {
    const kinds = [
      'restricted',
      'warned',
      'continued',
      'requested',
      'observed',
      'guard-acted',
      'alternative-opened',
    ] as const;
    await write(
      'a.ndjson',
      kinds.flatMap((kind) => ofBrowsers(4, { kind, tool: 'T-O-O-L', code: 'C-O-D-E', rule: 'R-U-L-E' })),
    );
    const report = await reportEvents([folder], 5);
    const shown = [
      renderTable(report, plainPaint),
      renderEventsCsv(report),
      renderEventsHtml(report),
      JSON.stringify(report),
    ];
    for (const each of shown) expect(each).not.toMatch(/T-O-O-L|C-O-D-E|R-U-L-E/);
  });

  test('does not hide that one browser refuses its policy', async () => {
    await write('a.ndjson', [line({ kind: 'policy-refused', code: 'expired' })]);
    expect(await rowsOf('errors', 5)).toHaveLength(1);
  });
});

describe('a page', () => {
  test('holds its plots and fetches nothing; texts of events are no markup', async () => {
    const events = ofBrowsers(6, { tool: '<img src=x onerror=alert(1)>', rule: '</script><b>' });
    await write('a.ndjson', [...events, ...ofBrowsers(6, { kind: 'heartbeat' })]);
    const page = renderEventsHtml(await reportEvents([folder], 5));
    expect(page).not.toContain('<img');
    expect(page).not.toContain('</script><b>');
    expect(page).toContain('&#60;img');
    expect(page).toContain('id="plot-adoption"');
    expect(page).not.toMatch(/(src|href)="?http/);
  });

  test('a spreadsheet takes no text for a formula', async () => {
    await write('a.ndjson', ofBrowsers(5, { tool: '=1+1' }));
    expect(renderEventsCsv(await reportEvents([folder], 5))).toContain("'=1+1");
  });
});

test.each([
  ['an empty folder', () => folder, 'no events in'],
  ['no such folder', () => path.join(folder, 'nowhere'), 'nowhere: there is no such file'],
])('%s is refused in words', async (_, place, words) => {
  expect((await refusalOf(() => reportEvents([place()], 5))).message).toContain(words);
});
