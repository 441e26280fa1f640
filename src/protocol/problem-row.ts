/** What is known of each problem: the row by which browsers act, and the words that administrators read. */
import type { HealthItem } from './health-items.js';

export interface ProblemRow {
  /** The item of the health report that it puts out of order. */
  readonly item: HealthItem;
  /** `update`: a check failed, the active policy stays. `enforcement`: something is not enforced as the policy says. */
  readonly severity: 'enforcement' | 'update';
  /** Who can remove it: `reader`, the person in front of the browser; with all others the support needs to know. */
  readonly owner: 'administrator' | 'reader';
  /** Whether the host, or the way to it, is at fault: no document arrived. */
  readonly isDelivery: boolean;
  /** The text of the pages; null: `problem_` and the code. */
  readonly text: 'problem_refused_document' | null;
}

export function problemRow(item: HealthItem, own: Partial<ProblemRow> = {}): ProblemRow {
  return { item, severity: 'enforcement', owner: 'administrator', isDelivery: false, text: null, ...own };
}

/** In English, for docs/reference/problem-codes.md. `browser`: what the browser does meanwhile; it keeps the active policy if missing. */
export type ProblemWords = readonly [meaning: string, remedy: string, browser?: string];
