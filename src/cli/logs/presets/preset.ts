/** What a preset is: everything that Gatepost knows of one product's logs, as data. */
import type { FieldNames } from '../columns.js';

/** How lines are cut into fields; an engine each. */
export type Shape = 'csv' | 'json' | 'key-value' | 'w3c' | 'squid' | 'combined' | 'text';

/** `host`, `client`, or a regular expression. */
export type PatternWord = string;

export interface TextPattern {
  /** A regular expression with a group for each role. */
  readonly line: string;
  /** Lines of the same log that are of another kind. */
  readonly others: string;
  /** The words of nearly all lines that count, as `line` has them: month, day and time first. */
  readonly words?: readonly PatternWord[];
}

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** `key-value` are CEF and LEEF as well. */
  readonly shapes: readonly Shape[];
  /** Fields that all have to be there, in any case. */
  readonly fields?: readonly string[];
  /** A regular expression of a line, in place of fields or beside them. */
  readonly line?: string;
  /** The fields of rows without headings, in their order; what follows them is not read. */
  readonly columns?: readonly string[];
  readonly pattern?: TextPattern;
  /** Names of fields by role, before those that are known anyway. */
  readonly roles: FieldNames;
  /** A regular expression of the lines that count, where a device writes others into the same log. */
  readonly only?: string;
  /** Lines without an address are of another kind, too. */
  readonly onlyAddresses?: true;
  /** What counts where lines may be of another kind, in words for reports. */
  readonly counts?: string;
  /** The log knows hosts only: contacts, no visits. */
  readonly hostOnly?: true;
}
