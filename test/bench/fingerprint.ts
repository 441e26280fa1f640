/**
 * `npm run bench -- fingerprint [small]`: how well pasted code of a company is recognised, and how seldom other people's, beside
 * SCANOSS' winnowing on the same fragments; what filters weigh and what they cost; what they give away.
 */
import { readFileSync } from 'node:fs';
import { LICENCE_HEADS } from '../../src/cli/fingerprint/licence-heads.js';
import { makeFilter } from '../../src/cli/fingerprint/make-filter.js';
import { densest, isRecognised } from '../../src/data/fingerprint/density.js';
import { openFilter, type CodeFilter } from '../../src/data/fingerprint/filter.js';
import { fingerprintsOf } from '../../src/data/fingerprint/fingerprints.js';
import { attacks } from './fingerprint/dictionary.js';
import { sourceFiles, type SourceFile } from './fingerprint/fragments.js';
import { HALVES, PUBLIC, sourcesOf, type HalfName } from './fingerprint/packages.js';
import {
  alarmGoals,
  alarmsOf,
  alarmTable,
  recallGoals,
  recallOf,
  recallTable,
  type Half,
} from './fingerprint/quality.js';
import { scanossTable } from './fingerprint/scanoss.js';
import { count, print, publishReport, summary, type Goal } from './measure.js';

const KEY = '0123456789abcdef0123456789abcdef';
const IDIOMS = 'test/bench/fingerprint/idioms.txt';
/** Of a filter, in bytes, for a million lines. */
const MOST_BYTES = 4_000_000;
const [LEAST_LINES_A_SECOND, MOST_MS] = [200_000, 30];

export async function run([size = '']: string[]): Promise<void> {
  const isSmall = size === 'small';
  const [fragments, strangers] = isSmall ? [60, 100] : [400, 1_000];
  // First: with all fragments in memory, the collector of garbage would take a part of its time.
  const built = await build(isSmall);
  const halves = await Promise.all((Object.keys(HALVES) as HalfName[]).map(halfOf));
  print(
    `filter: ${count(built.lines)} lines, ${count(built.bytes.length)} bytes, ${built.seconds.toFixed(1)} s of processor time`,
  );
  const filter = openFilter(built.bytes);
  const knows = (text: string): boolean => isRecognised(fingerprintsOf(text, { key: KEY, kind: 'code' }), filter);
  const recalls = halves.map((half) => ({ half, rows: recallOf(half.company, fragments, knows) }));
  const alarms = halves.map((half) => ({ half, rows: alarmsOf(half, strangers, knows) }));
  const peer = isSmall ? null : await scanossTable(halves, fragments, strangers);
  const cost = matching(halves[0]?.company ?? [], filter);
  const dictionary = await attacks();
  const idioms = [...LICENCE_HEADS, ...readFileSync(IDIOMS, 'utf8').split('\n\n')];
  const foundIdioms = idioms.filter(knows);
  await publishReport({
    name: isSmall ? 'fingerprint-small' : 'fingerprint',
    measure: `recognising pasted code of a company of ${count(built.lines)} lines, and other people’s, beside SCANOSS’ winnowing`,
    tables: [
      ...recalls.map(({ half, rows }) => recallTable(half.name, rows)),
      ...alarms.map(({ half, rows }) => alarmTable(half.name, rows)),
      ...(peer === null ? [] : [peer]),
      {
        title:
          'dictionary attack: 30 of 20,000 words stand in files whose form the attacker knows, who has filter and key',
        columns: ['where they stand', 'confirmed', 'survivors of 20,000', 'guesses a second'],
        rows: dictionary.map(({ what, confirmed, survivors, guessesPerSecond }) => [
          ...[what, String(confirmed), String(survivors), count(Math.round(guessesPerSecond))],
        ]),
      },
    ],
    goals: [
      ...recalls.flatMap(({ half, rows }) => recallGoals(half.name, rows)),
      ...alarms.flatMap(({ half, rows }) => alarmGoals(half.name, rows)),
      ...costGoals(built, cost),
      {
        goal: `none of ${idioms.length} heads of licences and idioms`,
        found: foundIdioms.join('; ') || '0',
        holds: foundIdioms.length === 0,
      },
    ],
    notes: [
      'Fragments are lines that are not blank, from anywhere in a file behind the head with its licence; 5 lines may be five closing brackets.',
      ...alarms.flatMap(({ rows }) => rows.flatMap(({ found }) => found.map((each) => `False alarm: ${each}`))),
    ],
  });
}

async function halfOf(name: HalfName): Promise<Half> {
  const read = async (packages: (typeof HALVES)[HalfName]['company']): Promise<SourceFile[]> => {
    const files: SourceFile[] = [];
    for (const each of packages) files.push(...sourceFiles(each.name, await sourcesOf(each), each.files));
    return files;
  };
  return { name, company: await read(HALVES[name].company), others: await read(HALVES[name].others) };
}

interface Built {
  readonly bytes: Uint8Array;
  readonly lines: number;
  /** Of processor time, with reading the files, without subtracting public code. */
  readonly seconds: number;
}

/** @param isSmall nothing is subtracted that has to be fetched */
async function build(isSmall: boolean): Promise<Built> {
  const named: string[] = [];
  for (const { company } of Object.values(HALVES)) for (const each of company) named.push(await sourcesOf(each));
  const publicFolders = ['node_modules'];
  if (!isSmall) for (const each of PUBLIC) publicFolders.push(await sourcesOf(each));
  const before = process.cpuUsage();
  await makeFilter({ named, key: KEY, publicFolders: [], cacheFile: null });
  const { user, system } = process.cpuUsage(before);
  const { bytes, taken } = await makeFilter({ named, key: KEY, publicFolders, cacheFile: null });
  return { bytes, lines: taken.lines, seconds: (user + system) / 1e6 };
}

interface Matching {
  /** Milliseconds of processor time, medians. */
  readonly fingerprints: number;
  readonly lookUps: number;
  readonly opening: number;
}

function matching(files: readonly SourceFile[], filter: CodeFilter): Matching {
  const text = files
    .flatMap(({ lines }) => lines)
    .join('\n')
    .slice(0, 100_000);
  const all = fingerprintsOf(text, { key: KEY, kind: 'code' });
  const timed = (work: () => unknown): number =>
    summary(
      Array.from({ length: 15 }, () => {
        const before = process.cpuUsage();
        work();
        return process.cpuUsage(before).user / 1_000;
      }),
    ).median;
  return {
    fingerprints: timed(() => fingerprintsOf(text, { key: KEY, kind: 'code' })),
    lookUps: timed(() => densest(all, filter)),
    opening: all.at.length,
  };
}

function costGoals({ bytes, lines, seconds }: Built, { fingerprints, lookUps }: Matching): Goal[] {
  const [size, speed] = [(bytes.length / lines) * 1e6, lines / seconds];
  return [
    { goal: 'at least 1,000,000 lines of company code', found: count(lines), holds: lines >= 1e6 },
    { goal: '4 MB a million lines', found: `${(size / 1e6).toFixed(2)} MB`, holds: size <= MOST_BYTES },
    {
      goal: 'building 200,000 lines a second of processor time',
      found: count(Math.round(speed)),
      holds: speed >= LEAST_LINES_A_SECOND,
    },
    {
      goal: `fingerprints of a paste of 100 kB in ${MOST_MS} ms of the page`,
      found: `${fingerprints.toFixed(1)} ms, and ${lookUps.toFixed(1)} ms of the worker`,
      holds: fingerprints <= MOST_MS,
    },
  ];
}
