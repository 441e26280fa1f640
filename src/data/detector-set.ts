/** Detectors made ready for scanning: what ships, less what is switched off, and a company's own. Made once, used for every text. */
import type { Grade, Kind } from './finding.js';

/** A company's own detector: words and phrases, or patterns (literal text, `#` a digit, `@` a letter, `*` a short run, `(a|b)`). */
export interface CompanyDetector {
  readonly id: string;
  /** `words` when missing. */
  readonly kind?: Kind;
  /** What people call it; the id when missing. */
  readonly label?: string;
  /** `warn` when missing. */
  readonly grade?: Grade;
  /** Found whole, whatever their case, accents and white space. */
  readonly words?: readonly string[];
  readonly patterns?: readonly string[];
}

export interface DetectorSetup {
  readonly company?: readonly CompanyDetector[];
  /** Kinds and detector ids that are not looked for. */
  readonly off?: readonly string[];
}

/** What is wrong with a company's detector, in words for its author. */
export interface DetectorProblem {
  readonly detector: string;
  /** The word or pattern at fault. */
  readonly text: string;
  readonly message: string;
}

export interface DetectorSet {
  /** Of the detectors that are looked for. */
  readonly ids: readonly string[];
  /** What could not be used, and is not looked for. */
  readonly problems: readonly DetectorProblem[];
}

export function prepareDetectors({ company = [] }: DetectorSetup = {}): DetectorSet {
  return { ids: company.map(({ id }) => id), problems: [] };
}
