/** The one way in: a text in, findings out. Every channel, the command and the tests use it. */
import { findBlocks } from './code/blocks.js';
import type { DetectorFacts, Span } from './detector.js';
import { CODE_FACTS, LOG_FACTS, shippedDetectors, type DetectorSet } from './detector-set.js';
import { DEFAULT_THRESHOLDS, type Finding, type ScanResult, type Thresholds } from './finding.js';
import { pass, type Pass } from './keywords.js';
import { linesAt } from './lines.js';
import { masked } from './mask.js';
import { Contexts } from './personal/context.js';
import { PERSONAL_FACTS } from './personal/facts.js';
import { findPersonal } from './personal/personal.js';
import { isWordCode } from './symbols.js';
import { withoutOverlaps, type Found } from './overlaps.js';

export interface ScanOptions {
  /** From `prepareDetectors`; everything that ships when missing. */
  readonly detectors?: DetectorSet;
  /** What is missing is as in `DEFAULT_THRESHOLDS`. */
  readonly thresholds?: Partial<Thresholds>;
}

/**
 * @param text any string, also a malformed one
 * @throws never: a detector that fails is named in `unchecked`
 */
export function scan(text: string, { detectors = shippedDetectors(), thresholds = {} }: ScanOptions = {}): ScanResult {
  const unchecked = new Set<string>();
  // Firefox's engine throws "too much recursion" where a pattern meets a text that it cannot hold.
  const guarded = <Result>(ids: readonly string[], work: () => Result, otherwise: Result): Result => {
    try {
      return work();
    } catch {
      for (const id of ids) unchecked.add(id);
      return otherwise;
    }
  };
  const limits = { ...DEFAULT_THRESHOLDS, ...thresholds };
  const seen = pass(text, detectors.keywords);
  const contexts = new Contexts();
  const found: Found[] = [
    ...byKeyword(text, seen, detectors, contexts, guarded),
    ...everywhere(text, detectors, guarded),
    ...guarded(idsOf(detectors, PERSONAL_FACTS), () => personal(text, seen, detectors, contexts, limits), []),
    ...guarded(idsOf(detectors, [CODE_FACTS, LOG_FACTS]), () => blocks(text, detectors, limits), []),
  ];
  return { findings: findingsOf(text, withoutOverlaps(found)), unchecked: [...unchecked] };
}

type Guard = <Result>(ids: readonly string[], work: () => Result, otherwise: Result) => Result;

function idsOf({ ids }: DetectorSet, facts: readonly DetectorFacts[]): string[] {
  return facts.map(({ id }) => id).filter((id) => ids.has(id));
}

/** Asks each detector where its keyword stands, unless it has found that stretch already. */
function byKeyword(
  text: string,
  { hits }: Pass,
  { listeners }: DetectorSet,
  contexts: Contexts,
  guarded: Guard,
): Found[] {
  const found: Found[] = [];
  const foundTo = new Map<string, number>();
  for (let at = 0; at < hits.length; at += 2) {
    const listener = listeners[hits[at] ?? 0];
    const end = hits[at + 1] ?? 0;
    if (listener === undefined) continue;
    const { length, context, detector, isWhole } = listener;
    if (context !== null && (!isWhole || standsWhole(text, end - length, end))) contexts.note(context, end);
    if (detector === null || end <= (foundTo.get(detector.id) ?? 0)) continue;
    const span = guarded([detector.id], () => detector.find(text, Math.max(0, end - length), end), null);
    if (span === null || span.start < (foundTo.get(detector.id) ?? 0)) continue;
    foundTo.set(detector.id, span.end);
    found.push({ facts: detector, spans: [span], count: 1, rank: detector.rank });
  }
  return found;
}

function standsWhole(text: string, start: number, end: number): boolean {
  return !isWordCode(text.charCodeAt(start - 1)) && !isWordCode(text.charCodeAt(end));
}

function everywhere(text: string, { everywhere: patterns }: DetectorSet, guarded: Guard): Found[] {
  return patterns.flatMap((facts) =>
    guarded(
      [facts.id],
      () =>
        Array.from(text.matchAll(facts.regex), (match): Found => {
          const span: Span = { start: match.index, end: match.index + match[0].length };
          return { facts, spans: [span], count: 1, rank: facts.rank };
        }),
      [],
    ),
  );
}

function personal(text: string, seen: Pass, { ids }: DetectorSet, contexts: Contexts, thresholds: Thresholds): Found[] {
  const wanted = PERSONAL_FACTS.some(({ id }) => ids.has(id));
  return wanted
    ? findPersonal(text, seen, contexts, thresholds).flatMap((each) =>
        ids.has(each.facts.id) ? [{ ...each, rank: 2 }] : [],
      )
    : [];
}

function blocks(text: string, { ids }: DetectorSet, thresholds: Thresholds): Found[] {
  if (!ids.has(CODE_FACTS.id) && !ids.has(LOG_FACTS.id)) return [];
  return findBlocks(text, thresholds).flatMap(({ kind, start, end, lines }) => {
    const facts = kind === 'code' ? CODE_FACTS : LOG_FACTS;
    return ids.has(facts.id) ? [{ facts, spans: [{ start, end }], count: lines, rank: 0 }] : [];
  });
}

function findingsOf(text: string, found: readonly Found[]): Finding[] {
  const offsets = [...new Set(found.flatMap(({ spans }) => spans.map(({ start }) => start)))].sort(
    (one, other) => one - other,
  );
  const numbers = linesAt(text, offsets);
  const lineOf = new Map(offsets.map((offset, at) => [offset, numbers[at] ?? 1]));
  return found.flatMap(({ facts: { id, kind, label, grade }, spans, count }) => {
    const places = spans.map(({ start, end }) => ({ start, end, line: lineOf.get(start) ?? 1 }));
    const [place] = places;
    if (place === undefined) return [];
    const sample = masked(kind, id, text.slice(place.start, place.end));
    return [{ kind, detector: id, label, grade, place, places, sample, count }];
  });
}
