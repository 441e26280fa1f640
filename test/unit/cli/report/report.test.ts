/** The report of collected events: right numbers, each event once, and nothing about few people. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { renderEventsCsv, renderTable } from '../../../../src/cli/report/render.js';
import { renderEventsHtml } from '../../../../src/cli/report/render-html.js';
import { reportEvents } from '../../../../src/cli/report/report.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { OBSERVED_IN_PART } from '../../../../src/events/event-kinds.js';
import type { CollectedEvent } from '../../../../src/server/otlp-read.js';
import { aLine as line, IN_ENGLISH, linesOfBrowsers as ofBrowsers, writeLines } from '../../../support/event-lines.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

const write = (name: string, ...lines: [readonly CollectedEvent[], string?]) =>
  writeLines(path.join(folder, name), ...lines);

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
    const report = await reportEvents([folder], 5);
    expect(renderTable(report, plainPaint)).toContain('1 browser inactive for 3 days');
  });

  test('believe the day on which an event arrived more than a clock that is ahead', async () => {
    await write('a.ndjson', [
      line({ browserId: 'ahead', at: '9999-01-01T00:00:00.000Z', receivedAt: '2026-11-23T10:00:00.000Z' }),
      line({ browserId: 'here', at: '2026-11-22T10:00:00.000Z', receivedAt: '2026-11-23T10:00:00.000Z' }),
    ]);
    expect(await reportEvents([folder], 1)).toMatchObject({
      ...{ firstDay: '2026-11-22', lastDay: '2026-11-23', silent: 0 },
    });
  });

  test('take a count that no browser makes for no event', async () => {
    const count = Number.MAX_SAFE_INTEGER;
    await write('a.ndjson', [...ofBrowsers(1_100, { count }), line({ count: 2 })]);
    expect(await reportEvents([folder], 1)).toMatchObject({ events: 1, unreadable: 1_100 });
    expect(await rowsOf('restrictions')).toMatchObject([{ times: 2 }]);
  });

  test('tell how many continue after a warning', async () => {
    const warned = ofBrowsers(4, { kind: 'warned', rule: 'care' });
    await write('a.ndjson', [...warned, line({ kind: 'continued', rule: 'care', browserId: 'browser-0' })]);
    expect(await rowsOf('warnings')).toMatchObject([
      { rule: 'care', warned: 4, warned_browsers: 4, continued: 1, continued_browsers: 1, percent: 25 },
    ]);
  });

  test('tell how many browsers a rule restricts each day, by tool', async () => {
    const [monday, tuesday] = ['2026-11-23T10:00:00.000Z', '2026-11-24T10:00:00.000Z'];
    await write('a.ndjson', [
      ...ofBrowsers(2, { at: monday, count: 3 }),
      line({ at: monday, tool: null, host: 'files.chatgpt.com' }),
      ...ofBrowsers(1, { at: tuesday, rule: 'other' }),
    ]);
    expect(await rowsOf('restricted-browsers')).toEqual([
      { day: '2026-11-23', tool: 'chatgpt', rule: 'no-chatgpt', browsers: 2 },
      { day: '2026-11-23', tool: 'files.chatgpt.com', rule: 'no-chatgpt', browsers: 1 },
      { day: '2026-11-24', tool: 'chatgpt', rule: 'other', browsers: 1 },
    ]);
  });

  test('tell requests, guards, observations and errors', async () => {
    await write('a.ndjson', [
      line({ kind: 'requested', tool: null, host: 'gemini.google.com' }),
      line({ kind: 'guard-blocked', code: 'in-page', count: 2 }),
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
  expect(renderTable(report, plainPaint)).toContain('3 browsers cannot count all observed sites');
  expect(renderEventsHtml(report, IN_ENGLISH)).toMatch(/cannot count all observed sites.*: 3</);
});

describe('the threshold', () => {
  test('leaves out what is about fewer browsers, and says how much', async () => {
    await write('a.ndjson', [
      ...ofBrowsers(5, { kind: 'requested', tool: 'many' }),
      ...ofBrowsers(4, { kind: 'requested', tool: 'few', count: 1_000 }),
    ]);
    const { sections } = await reportEvents([folder], 5);
    const requests = sections.find(({ id }) => id === 'requests');
    expect(requests?.rows).toEqual([{ tool: 'many', rule: 'no-chatgpt', times: 5, browsers: 5 }]);
    expect(requests?.suppressed).toBe(1);
  });

  test('cannot be undone: totals less what is shown are about enough browsers', async () => {
    const [monday, sunday] = ['2026-11-23T10:00:00.000Z', '2026-11-22T10:00:00.000Z'];
    await write('a.ndjson', [
      ...ofBrowsers(9, { tool: 'a', at: monday }),
      ...ofBrowsers(7, { tool: 'b', at: monday }),
      ...ofBrowsers(2, { tool: 'few', at: monday, count: 40 }),
      ...ofBrowsers(1, { tool: 'a', at: sunday, count: 100 }),
    ]);
    const { sections } = await reportEvents([folder], 5);
    const rowsIn = (id: string) => sections.find((section) => section.id === id)?.rows;
    expect(rowsIn('restrictions')).toMatchObject([{ tool: 'a' }]);
    expect(rowsIn('restricted-browsers')).toMatchObject([{ tool: 'a', day: '2026-11-23' }]);
    // Monday's total would tell Sunday's.
    expect(rowsIn('use')).toEqual([]);
  });

  test('holds for every section about people, in every way of showing it', async () => {
    const kinds = [
      'restricted',
      'warned',
      'continued',
      'requested',
      'observed',
      'guard-blocked',
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
      renderEventsHtml(report, IN_ENGLISH),
      JSON.stringify(report),
    ];
    for (const each of shown) expect(each).not.toMatch(/T-O-O-L|C-O-D-E|R-U-L-E/);
  });

  test('does not hide that one browser refuses its policy', async () => {
    await write('a.ndjson', [line({ kind: 'policy-refused', code: 'expired' })]);
    expect(await rowsOf('errors', 5)).toHaveLength(1);
  });
});

test.each([
  ['an empty folder', () => folder, 'no events in'],
  ['no such folder', () => path.join(folder, 'nowhere'), 'nowhere: there is no such file'],
])('%s is refused in words', async (_, place, words) => {
  expect((await refusalOf(() => reportEvents([place()], 5))).message).toContain(words);
});
