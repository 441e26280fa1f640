/** Findings that are known already, whatever text they come in again: what was asked or told about them is not repeated. */
import { FOUND_FROM } from '../../data/fingerprint/density.js';
import { isOwn } from '../../data/fingerprint/own-text.js';
import type { Finding } from '../../data/finding.js';
import { AcceptedTexts } from './accepted.js';

/** Fingerprints of one filter; the oldest make room. */
const MOST_HITS = 200_000;

export class KnownFindings {
  readonly #stretches = new AcceptedTexts();
  /** By filter, fingerprint and moment. */
  readonly #hits = new Map<string, Map<number, number>>();

  add(text: string, finding: Finding, nowMs: number): void {
    if (!isOwn(finding)) {
      this.#stretches.accept(stretchesOf(text, finding), nowMs);
      return;
    }
    const known = this.#hits.get(finding.detector) ?? new Map<number, number>();
    this.#hits.set(finding.detector, known);
    for (const hit of finding.hits) {
      known.delete(hit);
      known.set(hit, nowMs);
    }
    for (const oldest of known.keys()) {
      if (known.size <= MOST_HITS) break;
      known.delete(oldest);
    }
  }

  has(text: string, finding: Finding, nowMs: number, withinMs: number): boolean {
    if (!isOwn(finding)) return this.#stretches.has(stretchesOf(text, finding), nowMs, withinMs);
    const known = this.#hits.get(finding.detector);
    if (known === undefined) return false;
    const unknown = finding.hits.filter((hit) => nowMs - (known.get(hit) ?? -Infinity) >= withinMs);
    // With fewer the rest alone would not be recognised.
    return unknown.length < FOUND_FROM - 1;
  }
}

/** The found stretches themselves: the same key in another sentence is the same. */
function stretchesOf(text: string, { detector, places }: Finding): string {
  return `${detector} ${places.map(({ start, end }) => text.slice(start, end)).join(' ')}`;
}
