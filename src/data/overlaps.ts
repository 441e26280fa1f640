/** Two detectors of a kind that find the same stretch: the one that knows more stays. */
import type { DetectorFacts, Span } from './detector.js';

export interface Found {
  readonly facts: DetectorFacts;
  /** In rising order, at least one. */
  readonly spans: readonly Span[];
  readonly count: number;
  readonly rank: number;
}

/** @returns in the order of the text */
export function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  const takenTo = new Map<string, number>();
  for (const each of clustersFirst(found)) {
    const start = startOf(each);
    if (each.spans.length === 1 && start < (takenTo.get(each.facts.kind) ?? 0)) continue;
    kept.push(each);
    if (each.spans.length === 1) takenTo.set(each.facts.kind, endOf(each));
  }
  return kept;
}

const startOf = ({ spans }: Found): number => spans[0]?.start ?? 0;
const endOf = ({ spans }: Found): number => spans.at(-1)?.end ?? 0;

/** By place; within a run of those that overlap, what would lose to another is taken out before the places are compared. */
function clustersFirst(found: readonly Found[]): Found[] {
  const sorted = [...found].sort(
    (one, other) => startOf(one) - startOf(other) || endOf(other) - endOf(one) || other.rank - one.rank,
  );
  const best = new Map<string, Found>();
  const lost = new Set<Found>();
  for (const each of sorted) {
    if (each.spans.length > 1) continue;
    const before = best.get(each.facts.kind);
    if (before !== undefined && startOf(each) < endOf(before)) lost.add(each.rank > before.rank ? before : each);
    if (before === undefined || !lost.has(each)) best.set(each.facts.kind, each);
  }
  return sorted.filter((each) => !lost.has(each));
}
