/** The whole corpus, its two halves, and how a scanner does on it. */
import path from 'node:path';
import { hardClean } from './clean-values.js';
import type { CorpusText, Expected, Family } from './corpus-text.js';
import { officeTexts } from './office.js';
import { lists, singlePeople } from './people.js';
import { logs, programs } from './programs.js';
import { hashOf } from './random.js';
import { assignedSecrets, genericSecrets, markings, vendorSecrets } from './secrets.js';

/** Where `code` and `logs` are, from the root of the repository. */
const FOLDER = path.resolve('test/corpus');

export function loadCorpus(): CorpusText[] {
  return [
    ...vendorSecrets(),
    ...assignedSecrets(),
    ...genericSecrets(),
    ...markings(),
    ...singlePeople(),
    ...lists(),
    ...programs(FOLDER),
    ...logs(FOLDER),
    ...hardClean(),
    ...officeTexts(),
  ];
}

export type Half = 'tuned' | 'held-out';

/** Patterns were corrected on one half only. */
export function halfOf({ text }: CorpusText): Half {
  return hashOf(text) % 2 === 0 ? 'tuned' : 'held-out';
}

/** What a scanner says of a text. */
export interface Said {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

export interface Score {
  readonly expected: number;
  readonly found: number;
  /** Findings of that kind which nothing expects. */
  readonly wrong: number;
  readonly missed: readonly string[];
  readonly alarms: readonly string[];
}

/** @param families whose expectations count; false findings count in these and in every clean text */
export function score(
  texts: readonly CorpusText[],
  families: readonly Family[],
  kind: Expected['kind'],
  scan: (text: string) => readonly Said[],
): Score {
  let [expected, found, wrong] = [0, 0, 0];
  const [missed, alarms]: [string[], string[]] = [[], []];
  for (const { id, family, text, expected: wanted } of texts) {
    if (!families.includes(family) && family !== 'clean' && family !== 'hard-clean') continue;
    const said = scan(text).filter((each) => each.kind === kind);
    const places = wanted.filter((each) => each.kind === kind).map(({ value }) => placeOf(text, value));
    const right = places.filter(([start, end]) => said.some((each) => each.start < end && start < each.end)).length;
    const strange = said.filter((each) => !places.some(([start, end]) => each.start < end && start < each.end));
    expected += places.length;
    found += right;
    wrong += strange.length;
    if (right < places.length) missed.push(id);
    if (strange.length > 0) alarms.push(id);
  }
  return { expected, found, wrong, missed, alarms };
}

export const recall = ({ expected, found }: Score): number => found / expected;
export const precision = ({ found, wrong }: Score): number => found / (found + wrong);

function placeOf(text: string, value: string | undefined): readonly [number, number] {
  const start = value === undefined ? 0 : text.indexOf(value);
  return [start, start + (value ?? text).length];
}
