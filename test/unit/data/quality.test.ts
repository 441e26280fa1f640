/** How good the detectors are, on each half of the corpus: what was tuned on, and what was held out. */
import { describe, expect, test } from '@jest/globals';
import { scan } from '../../../src/data/scan.js';
import { halfOf, loadCorpus, precision, recall, score, type Half, type Said } from '../../corpus/corpus.js';
import type { CorpusText, Expected, Family } from '../../corpus/corpus-text.js';

const CORPUS = loadCorpus();

function said(text: string): Said[] {
  return scan(text).findings.flatMap(({ kind, places }) => places.map(({ start, end }) => ({ kind, start, end })));
}

test('the corpus has at least 2,000 texts, each with an id of its own, and 1,000 clean ones', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(2000);
  expect(new Set(CORPUS.map(({ id }) => id)).size).toBe(CORPUS.length);
  expect(CORPUS.filter(({ family }) => family === 'clean')).toHaveLength(1000);
});

test('every expected value stands in its text', () => {
  const strange = CORPUS.filter(({ text, expected }) => expected.some(({ value = '' }) => !text.includes(value)));
  expect(strange.map(({ id }) => id)).toEqual([]);
});

describe.each<Half>(['tuned', 'held-out'])('on the half that is %s', (half) => {
  const texts = CORPUS.filter((text) => halfOf(text) === half);

  test.each<[string, Family[], Expected['kind'], number, number]>([
    ['keys of vendors', ['vendor-secret'], 'secret', 0.98, 0.99],
    ['keys that a vendor’s name gives away', ['assigned-secret'], 'secret', 0.98, 0.99],
    ['passwords and private keys', ['generic-secret'], 'secret', 0.95, 0.99],
    ['personal data', ['personal'], 'personal', 0.95, 0.98],
    ['logs', ['log'], 'log', 0.98, 0.98],
    ['markings', ['marking'], 'marking', 0.98, 0.98],
  ])('finds %s', (_, families, kind, leastRecall, leastPrecision) => {
    const found = score(texts, families, kind, said);
    const misses = { missed: found.missed, alarms: found.alarms };
    expect({ ...misses, holds: recall(found) >= leastRecall }).toMatchObject({ holds: true });
    expect({ ...misses, holds: precision(found) >= leastPrecision }).toMatchObject({ holds: true });
  });

  test('tells code from prose from eight lines on', () => {
    const long = texts.filter(({ text }) => text.trim().split('\n').length >= 8);
    const evaluated = long.filter(({ family }) => family === 'code' || family === 'clean');
    const wrong = evaluated.filter((each) => hasKind(each, 'code') !== (each.family === 'code')).map(({ id }) => id);
    expect({ wrong, accuracy: 1 - wrong.length / evaluated.length >= 0.98 }).toMatchObject({ accuracy: true });
  });
});

test('of 1,000 clean texts of offices at most 2 raise an alarm', () => {
  const alarms = CORPUS.filter(({ family }) => family === 'clean').filter(({ text }) => scan(text).findings.length > 0);
  expect(alarms.map(({ id }) => id).slice(2)).toEqual([]);
});

function hasKind({ text }: CorpusText, kind: string): boolean {
  return scan(text).findings.some((finding) => finding.kind === kind);
}
