/**
 * What of a text is the company's own: the page takes the text's fingerprints, and the worker, which has the filters, says which
 * of them it knows. Texts of a paste, of a composer and of files come here.
 */
import { hitNumber, isRecognised } from '../../../data/fingerprint/density.js';
import type { CodeFilter } from '../../../data/fingerprint/filter.js';
import {
  ownFinding,
  printsOf,
  type NamedFilter,
  type OwnFinding,
  type Printed,
} from '../../../data/fingerprint/own-text.js';
import { actionOn, type DataPlan } from '../../../data/plan.js';
import type { DataRequest, OwnAnswer } from '../../../protocol/data-messages.js';
import { MAX_HASHES, textOfHashes } from '../../../protocol/hash-text.js';
import { nextTask, OVERLAP, SLICE } from './slices.js';

export interface OwnFound {
  readonly findings: readonly OwnFinding[];
  /** A filter is not there. */
  readonly isMissing: boolean;
  /** False when one that may warn is not there: then it is not known whether the text is clean. */
  readonly isRead: boolean;
}

/** A worker may die before it has answered; the next message starts another. */
const ATTEMPTS = 3;

export function mayBeOwn(text: string, { filters }: DataPlan): boolean {
  return printsOf(text.slice(0, SLICE), filters).length > 0;
}

/** Never rejects: a worker that does not answer has no filter. */
export async function ownOf(text: string, plan: DataPlan): Promise<OwnFound> {
  const found = new Map<NamedFilter, Set<number>>();
  const missing = new Set<NamedFilter>();
  for (let from = 0; plan.filters.length > 0; from += SLICE - OVERLAP) {
    if (from > 0) await nextTask();
    for (const printed of printsOf(text.slice(from, from + SLICE), plan.filters)) {
      const hits = await hitsOf(printed, plan.rule);
      for (const filter of printed.filters) {
        const known = hits.get(filter.id);
        if (known === undefined) missing.add(filter);
        else if (isRecognised(printed.fingerprints, knowing(known)))
          found.set(filter, new Set([...(found.get(filter) ?? []), ...known]));
      }
    }
    if (from + SLICE >= text.length) break;
  }
  return {
    findings: [...found].map(([filter, hits]) => ({ ...ownFinding(filter, text), hits: [...hits] })),
    isMissing: missing.size > 0,
    isRead: ![...missing].some(({ id }) => mayWarn(id, plan)),
  };
}

function mayWarn(id: string, plan: DataPlan): boolean {
  const action = actionOn({ kind: 'own', detector: id, grade: 'warn' }, plan);
  return action === 'warn' || action === 'block';
}

/** A filter that knows these fingerprints. */
function knowing(hits: ReadonlySet<number>): Pick<CodeFilter, 'has'> {
  return { has: (high, low) => hits.has(hitNumber(high, low)) };
}

/** By filter; one that is not there is left out. */
async function hitsOf({ filters, fingerprints: { hashes } }: Printed, rule: string): Promise<Map<string, Set<number>>> {
  const hits = new Map<string, Set<number>>();
  const gone = new Set<string>();
  const ids = filters.map(({ id }) => id);
  for (let from = 0; from < hashes.length; from += MAX_HASHES * 2) {
    const part = hashes.subarray(from, from + MAX_HASHES * 2);
    const answer = await ask({ kind: 'data-fingerprints', rule, filters: ids, hashes: textOfHashes(part) });
    for (const id of ids) {
      const known = answer?.filters.find((each) => each.id === id)?.hits ?? null;
      if (known === null) gone.add(id);
      const all = hits.get(id) ?? new Set();
      for (const at of known ?? []) all.add(hitNumber(part[at * 2] ?? 0, part[at * 2 + 1] ?? 0));
      hits.set(id, all);
    }
  }
  return new Map([...hits].filter(([id]) => !gone.has(id)));
}

async function ask(request: DataRequest): Promise<OwnAnswer | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer: unknown = await chrome.runtime.sendMessage(request).catch(() => null);
    if (typeof answer === 'object' && answer !== null && 'filters' in answer) return answer as OwnAnswer;
  }
  return undefined;
}
