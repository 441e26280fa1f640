/**
 * Why, and what to use instead, as the page told it last for each rule: kept for its next opening, since the worker may have
 * to start first, which takes longer than a reader should wait. It says nothing of the site, and the worker's answer
 * replaces it.
 */
import type { PolicyView } from '../../messages/views.js';
import { readerLanguages } from '../texts.js';
import type { BlockedView, ToldOfRule } from './view.js';

const KEY = 'explanations';
/** Rules that are kept, the latest first. A policy has few that anybody meets. */
const MAX_KEPT = 12;

export interface Remembered {
  readonly told: ToldOfRule;
  readonly policy: PolicyView;
}

type Kept = readonly (readonly [opener: string, what: Remembered])[];

/** Other languages, or another version, would show it wrong. */
const stamp = (): string => `1 ${readerLanguages().join()}`;

/** What stands in the fragment before the address: the proof and the rule. What a guard or anybody else writes names no rule. */
function openerOf(fragment: string): string | null {
  return /^#1\/[^/]+\/[a-z0-9][a-z0-9._-]*(?=\/)/.exec(fragment)?.[0] ?? null;
}

/** @param view what the worker's answer to this fragment was shown as: nothing is kept that it has not said itself */
export function remember(fragment: string, view: BlockedView, policy: PolicyView): void {
  const opener = openerOf(fragment);
  if (opener === null) return;
  const { tone, whyTitle, reason, alternatives, noAlternative } = view;
  const what: Remembered = { told: { tone, whyTitle, reason, alternatives, noAlternative }, policy };
  const others = readKept().filter(([each]) => each !== opener);
  try {
    const kept: Kept = [[opener, what] as const, ...others].slice(0, MAX_KEPT);
    window.localStorage.setItem(KEY, JSON.stringify({ stamp: stamp(), kept }));
  } catch {
    // No room: the next opening waits for the worker.
  }
}

export function remembered(fragment: string): Remembered | null {
  const opener = openerOf(fragment);
  return readKept().find(([each]) => each === opener)?.[1] ?? null;
}

function readKept(): Kept {
  try {
    const { stamp: written, kept } = JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as {
      stamp?: string;
      kept?: Kept;
    };
    return written === stamp() ? (kept ?? []) : [];
  } catch {
    return [];
  }
}
