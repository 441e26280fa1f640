/** What of a text is the company's own, by filters of fingerprints: which to ask, and what a finding says. Pure. */
import type { Finding } from '../finding.js';
import { FOUND_FROM, isRecognised } from './density.js';
import type { CodeFilter } from './filter.js';
import { fingerprintsOf, type FingerprintOptions, type Fingerprints } from './fingerprints.js';

/** A filter as a guard knows it: without its content. */
export interface NamedFilter extends FingerprintOptions {
  readonly id: string;
  /** What people call it. */
  readonly label: string;
}

/** Fingerprints of a text, and the filters whose own were made in the same way. */
export interface Printed {
  readonly filters: readonly NamedFilter[];
  readonly fingerprints: Fingerprints;
}

/** Shorter texts are the browser's own: nobody recognises a sentence or two lines as anybody's. */
export const LEAST_CHARACTERS = 60;

/** None where the text is too short to be recognised. @throws RangeError for a key that is none */
export function printsOf(text: string, filters: readonly NamedFilter[]): Printed[] {
  if (text.length < LEAST_CHARACTERS) return [];
  const alike = new Map<string, [NamedFilter, ...NamedFilter[]]>();
  for (const filter of filters) {
    const made = `${filter.kind} ${filter.key}`;
    const same = alike.get(made);
    if (same === undefined) alike.set(made, [filter]);
    else same.push(filter);
  }
  return [...alike.values()].flatMap((same) => {
    const fingerprints = fingerprintsOf(text, same[0]);
    return fingerprints.at.length < FOUND_FROM ? [] : [{ filters: same, fingerprints }];
  });
}

/** Of the company's own code or documents. */
export interface OwnFinding extends Finding {
  /** The fingerprints that were known, by `hitNumber`. In this page's memory only. */
  readonly hits: readonly number[];
}

export const isOwn = (finding: Finding): finding is OwnFinding => 'hits' in finding;

/** A finding speaks of the whole text: a place in it would say where the code is the company's. */
export function ownFinding({ id, label }: NamedFilter, text: string): Finding {
  const place = { start: 0, end: text.length, line: 1 };
  return { kind: 'own', detector: id, label, grade: 'warn', place, places: [place], sample: '', count: 1 };
}

/** @param filters opened, by id; one that is missing finds nothing */
export function findOwn(
  text: string,
  named: readonly NamedFilter[],
  filters: ReadonlyMap<string, CodeFilter>,
): Finding[] {
  return printsOf(text, named)
    .flatMap(({ filters: same, fingerprints }) =>
      same.filter(({ id }) => {
        const filter = filters.get(id);
        return filter !== undefined && isRecognised(fingerprints, filter);
      }),
    )
    .map((filter) => ownFinding(filter, text));
}
