/** How a simulation is printed: table, CSV, and the HTML, which opens without network and runs nothing from a log. */
import { describe, expect, test } from '@jest/globals';
import type { SimulationReport } from '../../../../src/cli/logs/simulation-report.js';
import { renderCsv } from '../../../../src/cli/commands/simulate/format-csv.js';
import { renderHtml } from '../../../../src/cli/commands/simulate/format-html.js';
import { renderReport } from '../../../../src/cli/logs/format-simulation.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';

const numbers = {
  ...{ requests: 1200, contacts: 0, visits: 300, people: 40, addresses: 0, peopleExact: true },
  ...{ firstSeen: '2026-11-20T08:00:00.000Z', lastSeen: '2026-11-23T01:49:00.000Z' },
};
const SQUID = { name: 'a.log', format: 'squid', because: 'its lines begin as those of Squid', fields: {} } as const;
const EVIL = '<script>alert(1)</script>\u001B[31m';

const report: SimulationReport = {
  ...{ policy: 'acme, revision 1', against: 'acme, revision 0', at: '2026-11-23T09:00:00.000Z' },
  ...{ later: ['2026-12-01T00:00:00.000Z'], rollouts: [], browser: null },
  log: {
    ...numbers,
    ...{ people: 5000, peopleExact: false, files: [SQUID], lines: 1203, malformed: 3 },
    malformedReasons: { 'too-few-fields': 3 },
    samples: [{ log: 'a.log', line: 7, reason: 'too-few-fields', text: EVIL }],
    ...{ cutOff: ['b.gz'], tunnels: 9, pathUnknown: 4, undecided: 6, withoutPerson: 2 },
    ...{ unreadPercent: 7.5, refused: 11, untimed: 5, noVisits: 8, zoneless: true, yearless: true },
    otherKinds: [{ format: 'pan-os', counts: 'lines of the type THREAT with the subtype url', lines: 12 }],
    recoded: { lines: 2, sample: { log: 'a.log', line: 9, reason: 'windows-1252', text: EVIL } },
  },
  restricted: { ...numbers, peoplePercent: 0.8, visitsPercent: 100 },
  newlyRestricted: { ...numbers, peoplePercent: 0.8, visitsPercent: 50 },
  lifted: { ...numbers, people: 0, peoplePercent: 0, visitsPercent: 0 },
  rules: [
    {
      ...{ rule: 'chat', action: 'block', tool: 'chatgpt', toolName: 'ChatGPT', restricts: true },
      ...{ difference: 'newly-restricted', names: [`=HYPERLINK("x")${EVIL}`], ...numbers },
    },
  ],
  uncovered: [{ tool: 'claude', toolName: 'Claude', category: 'assistant', site: 'claude.ai', ...numbers }],
  days: ['2026-11-20', '2026-11-21'].map((date) => ({ date, all: 9, restricted: 5, newlyRestricted: 2, uncovered: 1 })),
};

test('the table tells figures, notes and changes, and hands no control characters to the terminal', () => {
  const text = renderReport(report, plainPaint);
  expect(text).toContain('newly restricted   40 people (0.8 %), 300 visits (50 %), 1,200 requests');
  expect(text).toMatch(/chat +chatgpt +block +40 +300 +1,200 +2026-11-20 +2026-11-23 +new/);
  expect(text).toContain('in the log         ≈5,000 people');
  expect(text).toContain('3 of 1,203 lines could not be read (too-few-fields 3):');
  expect(text).toContain('b.gz is truncated');
  expect(text).toContain('12 lines of other types were skipped; of pan-os, only lines of the type THREAT');
  expect(text).toMatch(
    /2 lines are not valid UTF-8 and were read as Windows-1252; check that names look right\.\n {2}a\.log:9: windows-1252: <script>/,
  );
  expect(text).not.toContain('\u001B');
});

test('the table says what to do when nothing could be read', () => {
  const unread = renderReport({ ...report, log: { ...report.log, requests: 0 } }, plainPaint);
  expect(unread).toContain('check --format, or name the columns (--column url=NAME)');
  expect(renderReport(report, plainPaint)).not.toContain('--column');
});

test('the CSV has a line for each, and no formulas', () => {
  const lines = renderCsv(report).split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^rule,chat,block,chatgpt,,true,newly-restricted,40,true,300,1200,2026-11-20T08/);
  expect(lines[1]).toContain(`"'=HYPERLINK(""x"")`);
  expect(lines[2]).toMatch(/^uncovered,,,claude,claude\.ai,false,,40/);
});

describe('the HTML', () => {
  const enforcement = (['chrome', 'firefox'] as const).map((browser) => ({
    browser,
    rules: [{ ruleId: 'chat', action: 'block' as const, enforcedBy: 'both' as const, because: ['<b>part</b> of it'] }],
  }));
  const html = renderHtml(report, enforcement);

  test('says who enforces each rule, in every browser', () => {
    expect(html).toContain('<h2>Enforced by</h2>');
    expect(html).toMatch(/<th scope="col">Google Chrome<\/th><th scope="col">Firefox<\/th>/);
    expect(html.match(/<div>both<br><small>&#60;b&#62;part&#60;\/b&#62; of it<\/small><\/div>/g)).toHaveLength(2);
    expect(renderHtml(report, [])).not.toContain('Enforced by');
  });

  test('tells the figures', () => {
    expect(html).toContain('<p class="figure">40 people</p>');
    expect(html).toContain('<td>ChatGPT</td>');
    expect(html).toContain('uPlot');
  });

  test('obeys nothing that stands in a log', () => {
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&#60;script&#62;alert');
  });

  test('fetches nothing and runs nothing but its own scripts', () => {
    expect(html).toMatch(
      /content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[^']+' 'sha256-[^']+'"/,
    );
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
