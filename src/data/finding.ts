/**
 * What the detectors find in a text. A finding says what it is and where it stands; it never carries the text itself, only a
 * masked sample that a person may be shown.
 */

/** The kinds that ship. A company's own detectors may name further ones. */
export const KINDS = ['secret', 'personal', 'code', 'log', 'marking', 'words', 'own'] as const;
export type BuiltInKind = (typeof KINDS)[number];
/** What is found of a file beside its text: its label, its type or that it is a folder. */
export const FILE_KINDS = ['label', 'file'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
/** A built-in kind, or a company's own. */
export type Kind = BuiltInKind | (string & Record<never, never>);

/** `block`: a fixed prefix or a check digit says so. `warn`: likely, and sometimes wrong. */
export type Grade = 'block' | 'warn';

/** Where a finding stands. Offsets count UTF-16 code units, as strings do; `end` is the first one after it. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Of the start, from 1. */
  readonly line: number;
}

export interface Finding {
  readonly kind: Kind;
  /** Of the detector: `github-token`, `iban`, `source-code`, or a company's own. */
  readonly detector: string;
  /** What a person calls it, in English: "IBAN", "GitHub token". Redaction names its placeholders by it. */
  readonly label: string;
  readonly grade: Grade;
  /** The first of its places. */
  readonly place: Place;
  /** More than one for a list only: every address or number of it. */
  readonly places: readonly Place[];
  /** At most 4 characters of the text and dots: `ghp_…`. Empty for code and logs. */
  readonly sample: string;
  /** How much of it: lines of code or log, distinct addresses of a list; otherwise 1. */
  readonly count: number;
}

export interface ScanResult {
  /** By their place in the text; they do not overlap within a kind. */
  readonly findings: readonly Finding[];
  /** Detectors that could not check the text: it is not known to be clean of what they look for. */
  readonly unchecked: readonly string[];
}

/** From how much on a detector that counts has a finding. */
export interface Thresholds {
  /** Lines of code. */
  readonly codeLines: number;
  /** Lines of a log or stack trace. */
  readonly logLines: number;
  /** Distinct e-mail addresses. */
  readonly emails: number;
  /** Distinct phone numbers. */
  readonly phones: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { codeLines: 5, logLines: 5, emails: 10, phones: 10 };
