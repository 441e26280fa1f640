/** A row of the matrix: what is set up, what is done, and what each browser is expected to do then. */
import { readRepositoryJson } from '../../support/repository.js';
import type { PolicyName } from './policies.js';

export type BrowserName = 'chromium' | 'firefox';

/**
 * `explained`: the block page stands there, and no script of the page ran. `explained-late`: it stands there, but a
 * script of the page may have run before. `explained-asked`: it stands there and no script ran, but the document was asked for
 * first. `removed`: the frame is gone, unexplained. `failed`: nothing of it reached the site, or nothing came of it. `shown`:
 * not caught.
 */
export type Outcome = 'explained' | 'explained-late' | 'explained-asked' | 'removed' | 'failed' | 'shown';

export interface Row {
  readonly id: string;
  readonly group: string;
  /** As docs/reference/limits.md has it. */
  readonly what: string;
  /** What catches it. */
  readonly by: 'rules' | 'guard' | 'sweep';
  /** An act of `acts.ts` under the policy `from`, before `to` arrives. */
  readonly before?: string;
  /** What is ended gets a few seconds to end by itself, before it is taken away. */
  readonly givenTime?: true;
  /** Played with a browser of its own, which is started by the act (`starts.ts`). */
  readonly starts?: true;
  readonly from: PolicyName;
  readonly to: PolicyName;
  /** An act of `acts.ts` once the policy `to` is active. */
  readonly act?: string;
  readonly expected: Readonly<Record<BrowserName, Outcome | 'not-there'>>;
  /** With the guards taken away, or the open-tab scan switched off: shows that the page is caught by them. */
  readonly without?: Outcome;
  /** What closes what is not caught. */
  readonly closes?: string;
}

export function readRows(): Row[] {
  return readRepositoryJson('test/browser/matrix/rows.json') as Row[];
}
