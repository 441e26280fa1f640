/** The same traffic gives the same report in every shape a log comes in, with the lines that real logs have. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SimulationReport } from '../../../../src/cli/logs/simulation-report.js';
import * as logs from '../../../support/logs.js';
import { simulations } from '../../../support/simulations.js';
import { storedFrame } from '../../../support/stored-frame.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const { simulated } = simulations();
const requests = logs.traffic();
const join = (lines: readonly string[], end = '\n') => lines.map((line) => line + end).join('');
const essence = ({ log, ...report }: SimulationReport) => ({
  ...report,
  log: {
    ...log,
    files: [],
    lines: 0,
    malformed: 0,
    malformedReasons: {},
    samples: [],
    unreadPercent: 0,
    zoneless: false,
  },
});

/** Figures for the traffic, worked out by hand from how it is made: 360 requests, 40 of each kind. */
describe('the figures', () => {
  let report: SimulationReport;

  beforeAll(async () => {
    report = await simulated(join(requests.map(logs.squidLine)));
  });

  test('of the log', () => {
    expect(report.log).toMatchObject({
      ...{ requests: 360, lines: 360, malformed: 0, tunnels: 120, pathUnknown: 40, withoutPerson: 0 },
      // Six users, and two clients without one.
      ...{
        people: 6,
        addresses: 2,
        peopleExact: true,
        firstSeen: '2026-11-20T08:00:00.000Z',
        lastSeen: '2026-11-23T01:49:00.000Z',
      },
      files: [{ format: 'squid' }],
    });
  });

  test('of each rule and tool, against the other policy', () => {
    const found = report.rules.map((line) => [
      line.rule,
      line.tool,
      line.requests,
      line.visits,
      line.people,
      line.addresses,
      line.difference,
    ]);
    expect(found.sort()).toEqual([
      ['art', 'midjourney', 40, 40, 6, 2, 'lifted'],
      ['chat', 'chatgpt', 120, 40, 6, 2, 'newly-restricted'],
      ['chat', 'claude', 40, 40, 6, 2, 'same'],
      ['pictures', null, 40, 40, 6, 2, 'newly-restricted'],
    ]);
  });

  test('in all', () => {
    expect(report.newlyRestricted).toMatchObject({
      people: 6,
      addresses: 2,
      requests: 160,
      visits: 80,
      peoplePercent: 100,
    });
    expect(report.lifted).toMatchObject({ requests: 40 });
    expect(report.restricted).toMatchObject({ requests: 200, visits: 120 });
    expect(report.days.map(({ date }) => date)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']);
  });

  test('of AI that no rule is about', async () => {
    const alone = await simulated(join(requests.map(logs.squidLine)), { againstFile: null });
    expect(alone.uncovered.map(({ tool, requests: number }) => [tool, number])).toEqual([['midjourney', 40]]);
    expect(alone.newlyRestricted).toBeNull();
  });

  test('for a browser of one group only', async () => {
    const facts = { groups: ['it'], ring: null, installId: '', supportId: '', timeZone: 'UTC' };
    const { rules } = await simulated(join(requests.map(logs.squidLine)), { facts });
    expect(rules.map(({ rule }) => rule)).not.toContain('pictures');
  });
});

const SHAPES: readonly (readonly [string, string, string])[] = [
  ['squid', 'squid', join(requests.map(logs.squidLine))],
  ['combined', 'combined', join(requests.map(logs.combinedLine))],
  ['W3C extended', 'w3c', join([...logs.W3C_HEAD, ...requests.map(logs.w3cLine)])],
  [
    'W3C extended with tabs',
    'w3c',
    join([
      ...logs.W3C_HEAD,
      ...requests.map((each) => logs.w3cLine(each).replace(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/g, '\t')),
    ]),
  ],
  ['CSV', 'csv', join([logs.CSV_HEAD, ...requests.map(logs.csvLine)])],
  [
    'CSV with semicolons, and addresses without a scheme',
    'zscaler',
    join([logs.SEMICOLON_HEAD, ...requests.map(logs.semicolonLine)]),
  ],
  ['JSON lines', 'json', join(requests.map(logs.jsonLine))],
];

describe('the same report from', () => {
  let expected: ReturnType<typeof essence>;

  beforeAll(async () => {
    expected = essence(await simulated(join(requests.map(logs.squidLine))));
  });

  test.each(SHAPES)('%s', async (_, format, text) => {
    const report = await simulated(text);
    expect(report.log.files[0]?.format).toBe(format);
    expect(report.log.malformed).toBe(0);
    expect(essence(report)).toEqual(expected);
  });

  test.each(SHAPES)(
    '%s with byte order mark, CRLF, empty lines, and a last line that is cut off',
    async (_, __, text) => {
      const nasty = `\uFEFF${text.replaceAll('\n', '\r\n').replace('\r\n', '\r\n\r\n')}${text.split('\n').at(-2)?.slice(0, 30) ?? ''}`;
      const report = await simulated(nasty);
      expect(report.log.malformed).toBe(1);
      expect(essence(report)).toEqual(expected);
    },
  );

  test('gzip, in several members', async () => {
    const lines = requests.map(logs.squidLine);
    const parts = [lines.slice(0, 100), lines.slice(100)].map((part) => gzipSync(join(part)));
    expect(essence(await simulated(Buffer.concat(parts)))).toEqual(expected);
  });

  test('Zstandard, in several frames', async () => {
    const lines = requests.map(logs.squidLine);
    const frames = [lines.slice(0, 100), lines.slice(100)].map((part) => storedFrame(join(part)));
    expect(essence(await simulated(Buffer.concat(frames)))).toEqual(expected);
  });

  test('Zstandard as its own program writes it', async () => {
    const report = await simulated(Buffer.from(FORTY_LINES, 'base64'));
    expect(report.log).toMatchObject({ requests: 40, malformed: 0, visits: 40, people: 1 });
  });

  test('gzip that ends too early, which is told', async () => {
    const whole = gzipSync(join(requests.map(logs.squidLine)));
    const report = await simulated(whole.subarray(0, whole.length - 20));
    expect(report.log.cutOff).toHaveLength(1);
    expect(report.log.requests).toBeGreaterThan(300);
  });
});

/** Forty times the first line of the traffic, by `zstd` 1.5.4. */
const FORTY_LINES =
  'KLUv/QRYXQMAkkYXHGCLcwCTUOTSscZTzL5qnBJy7a6ziUw8RRF8WCKAxbMv9+GsEVSqeFRP6RKmNAKjsGbwG07kcD6MBhdSbOI1mYMI2n12rOBAuvpPuSztwCAS54XH49Wq/B8vQJYGAwDfVtShI2BaAFoT8z0n';

test('a rule that goes from a ring to everybody is new', async () => {
  const folder = await newFolder();
  const policy = async (name: string, audience: string) => {
    const file = path.join(folder, name);
    const rule = `{ id: a, tools: [chatgpt], action: block${audience} }`;
    await writeFile(file, `format: 1\nname: acme\norganisation: { name: Acme }\nrules: [${rule}]\n`);
    return file;
  };
  const lines = join(requests.map(logs.squidLine));
  const [ring, everybody] = [await policy('ring.yaml', ', audience: { rings: [pilot] }'), await policy('all.yaml', '')];
  const wider = await simulated(lines, { policyFile: everybody, againstFile: ring });
  expect(wider.newlyRestricted).toMatchObject({ requests: 120, people: 6, addresses: 2 });
  const same = await simulated(lines, { policyFile: ring, againstFile: ring });
  expect(same.newlyRestricted).toMatchObject({ requests: 0, people: 0 });
  const narrower = await simulated(lines, { policyFile: ring, againstFile: everybody });
  expect(narrower.newlyRestricted).toMatchObject({ requests: 0 });
});

test('columns can be named', async () => {
  const text = join(['a|b|c', 'https://chatgpt.com/|kim|2026-11-20T08:00:00Z']);
  const report = await simulated(text, { format: 'csv', columns: { url: 'A', user: 'b', time: 'c' }, names: 5 });
  expect(report.rules[0]).toMatchObject({ tool: 'chatgpt', names: ['kim'], firstSeen: '2026-11-20T08:00:00.000Z' });
});

describe('people', () => {
  const lines = join(requests.map(logs.squidLine));

  test('are not named unless asked for', async () => {
    expect(JSON.stringify(await simulated(lines))).not.toContain('user3');
  });

  test('are pseudonyms with a key: the same in every run, others with another key, and no line is shown', async () => {
    const namesWith = async (pseudonymKey: string) => {
      const report = await simulated(`${lines}user3 rubbish\n`, { names: 100, pseudonymKey });
      expect(JSON.stringify(report)).not.toMatch(/user3|10\.0\.0/);
      return report.rules.flatMap(({ names }) => names).sort();
    };
    const names = await namesWith('one key of 16 characters');
    expect(names[0]).toMatch(/^[\w-]{16}$/);
    expect(await namesWith('one key of 16 characters')).toEqual(names);
    expect(await namesWith('another of 16 characters')).not.toEqual(names);
  });
});
