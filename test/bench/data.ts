/**
 * `npm run bench -- data`: how fast a text is scanned with every detector on, and how well, beside secretlint's recommended
 * preset on the same texts. gitleaks is a program in Go and in no package; its figures are not made here.
 */
import { prepareDetectors } from '../../src/data/detector-set.js';
import { scan } from '../../src/data/scan.js';
import { halfOf, loadCorpus, precision, recall, score, type Half, type Said, type Score } from '../corpus/corpus.js';
import type { CorpusText, Expected, Family } from '../corpus/corpus-text.js';
import { count, interleaved, ms, percent, publishReport, ratio, times, type Goal, type Measured } from './measure.js';
import { pageCosts } from './data-page.js';
import { ensurePeers, peerModule } from './peers.mjs';

const SIZES = [1_000, 100_000, 1_000_000];
const ROUNDS = 15;
const GOALS_MS = new Map([
  [100_000, 16],
  [1_000_000, 100],
]);
const GOAL_TIMES = 5;

type Scan = (text: string) => Promise<readonly Said[]>;

export async function run(): Promise<void> {
  await ensurePeers();
  const corpus = loadCorpus();
  const secretlint = await preset();
  const speeds: Speed[] = [];
  for (const size of SIZES) speeds.push({ size, ...(await speedOf(paste(corpus, size), secretlint)) });
  const qualities = await quality(corpus, secretlint);
  // Nothing may be found in it, or it would be no clean paste.
  const prose = cleanProse(corpus);
  const page = await pageCosts((size) => prose.repeat(Math.ceil(size / prose.length)).slice(0, size));
  await publishReport({
    name: 'data',
    measure: 'scanning a text with all detectors, against secretlint’s recommended preset (26 rules, secrets only)',
    tables: [
      {
        title: 'milliseconds of processor time for a text of prose and code',
        columns: [
          'characters',
          'all detectors',
          'spread',
          'keys only',
          'secretlint',
          'secretlint to all',
          'to keys only',
        ],
        rows: speeds.map(({ size, all, keys, theirs }) => [
          count(size),
          ...[ms(all), percent(all), ms(keys), ms(theirs)],
          ...[times(ratio(theirs, all)), times(ratio(theirs, keys))],
        ]),
      },
      {
        title: `quality on a corpus of ${count(corpus.length)} texts`,
        columns: ['what', 'half', 'who', 'expected', 'recall', 'precision'],
        rows: qualities.map(({ what, half, who, result }) => [
          ...[what, half, who, count(result.expected), recall(result).toFixed(4), precision(result).toFixed(4)],
        ]),
      },
      ...page.tables,
    ],
    goals: [...speedGoals(speeds), cleanGoal(corpus), ...page.goals],
    notes: [
      'Processor time is told, since the machine may have other work to do. All detectors are 252, keys only 236; secretlint’s preset has 26 rules.',
      'The corpus is in `test/corpus`: keys are written from their vendors’ documentation, and patterns are corrected on one half only. secretlint does not look for most of these vendors.',
    ],
  });
}

interface Speed {
  readonly size: number;
  readonly all: Measured;
  readonly keys: Measured;
  readonly theirs: Measured;
}

async function speedOf(text: string, secretlint: Scan): Promise<Omit<Speed, 'size'>> {
  const detectors = prepareDetectors({ off: ['personal', 'code', 'log', 'marking'] });
  const competitors = {
    all: () => processorMs(() => scan(text)),
    keys: () => processorMs(() => scan(text, { detectors })),
    theirs: () => processorMs(() => secretlint(text)),
  };
  return interleaved(competitors, ROUNDS);
}

/** Small texts are scanned so often that the time of one can be told. */
const LEAST_ROUND_MS = 5;

async function processorMs(act: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let runs = 1; ; runs += 1) {
    await act();
    const { user, system } = process.cpuUsage(before);
    if (user + system >= LEAST_ROUND_MS * 1000) return (user + system) / 1000 / runs;
  }
}

/** Prose and code in turns, as long as asked for. */
function paste(corpus: readonly CorpusText[], size: number): string {
  const texts = corpus.filter(({ family }) => family === 'clean' || family === 'code' || family === 'hard-clean');
  let text = '';
  // Strides through families and languages.
  for (let at = 0; text.length < size; at += 1) text += `${texts[(at * 37) % texts.length]?.text ?? ''}\n\n`;
  return Buffer.from(text.slice(0, size)).toString();
}

/** Office texts in which no detector finds anything, about 20 kB. */
function cleanProse(corpus: readonly CorpusText[]): string {
  const texts = corpus.filter(({ family, text }) => family === 'clean' && scan(text).findings.length === 0);
  return texts
    .slice(0, 40)
    .map(({ text }) => text)
    .join('\n\n');
}

async function preset(): Promise<Scan> {
  const core = (await peerModule('@secretlint/core/module/index.js')) as {
    lintSource: (asked: unknown) => Promise<{ messages: { range: [number, number] }[] }>;
  };
  const { creator } = (await peerModule('@secretlint/secretlint-rule-preset-recommend/module/index.js')) as {
    creator: unknown;
  };
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] };
  return async (content) => {
    const source = { filePath: 'pasted.txt', content, contentType: 'text', ext: '.txt' };
    const { messages } = await core.lintSource({ source, options: { config, noPhysicFilePath: true } });
    return messages.map(({ range: [start, end] }) => ({ kind: 'secret', start, end }));
  };
}

interface Quality {
  readonly what: string;
  readonly half: Half;
  readonly who: string;
  readonly result: Score;
}

const ours: Scan = (text) =>
  Promise.resolve(
    scan(text).findings.flatMap(({ kind, places }) => places.map(({ start, end }) => ({ kind, start, end }))),
  );

async function quality(corpus: readonly CorpusText[], secretlint: Scan): Promise<Quality[]> {
  const said = { Gatepost: await answers(corpus, ours), secretlint: await answers(corpus, secretlint) };
  const asked: readonly (readonly [string, readonly Family[], Expected['kind'], readonly (keyof typeof said)[]])[] = [
    ['keys of vendors', ['vendor-secret'], 'secret', ['Gatepost', 'secretlint']],
    ['keys by a vendor’s name', ['assigned-secret'], 'secret', ['Gatepost', 'secretlint']],
    ['passwords, private keys', ['generic-secret'], 'secret', ['Gatepost', 'secretlint']],
    ['personal data', ['personal'], 'personal', ['Gatepost']],
    ['code', ['code'], 'code', ['Gatepost']],
    ['logs', ['log'], 'log', ['Gatepost']],
    ['markings', ['marking'], 'marking', ['Gatepost']],
  ];
  return asked.flatMap(([what, families, kind, who]) =>
    (['tuned', 'held-out'] as const).flatMap((half) => {
      const texts = corpus.filter((text) => halfOf(text) === half);
      return who.map((name) => ({
        ...{ what, half, who: name },
        result: score(texts, families, kind, (text) => said[name].get(text) ?? []),
      }));
    }),
  );
}

async function answers(corpus: readonly CorpusText[], scanner: Scan): Promise<Map<string, readonly Said[]>> {
  const known = new Map<string, readonly Said[]>();
  for (const { text } of corpus) known.set(text, await scanner(text));
  return known;
}

function speedGoals(speeds: readonly Speed[]): Goal[] {
  return speeds.flatMap(({ size, all, theirs }) => {
    const most = GOALS_MS.get(size);
    const faster = ratio(theirs, all);
    const inTime = {
      goal: `${count(size)} characters in ${most ?? 0} ms`,
      found: `${ms(all)} ms`,
      holds: all.median <= (most ?? 0),
    };
    const asFast = {
      goal: `${count(size)} characters at least ${GOAL_TIMES}× as fast as secretlint`,
      found: times(faster),
      holds: faster >= GOAL_TIMES,
    };
    return most === undefined ? [asFast] : [inTime, asFast];
  });
}

function cleanGoal(corpus: readonly CorpusText[]): Goal {
  const clean = corpus.filter(({ family }) => family === 'clean');
  const alarms = clean.filter(({ text }) => scan(text).findings.length > 0).length;
  return {
    goal: `at most 2 false alarms on ${count(clean.length)} clean texts of offices`,
    found: String(alarms),
    holds: alarms <= 2,
  };
}
