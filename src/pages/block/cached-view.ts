/**
 * Why, and what to use instead, as the page told it last for each rule, for its next opening. It says nothing of the site, and
 * the worker's answer replaces it: docs/adr/0027.
 */
import type { PolicyView } from '../../protocol/views.js';
import { keep, cached } from '../shared/page-cache.js';
import type { BlockedView, CachedRule } from './view.js';

const KEY = 'explanations';
/** Rules that are kept, the latest first. A policy has few that anybody meets. */
const MAX_KEPT = 12;

export interface CachedView {
  readonly told: CachedRule;
  readonly policy: PolicyView;
}

type Explanations = readonly (readonly [opener: string, what: CachedView])[];

/** What stands in the fragment before the address: the proof and the rule. What a guard or anybody else writes names no rule. */
function openerOf(fragment: string): string | null {
  return /^#1\/[^/]+\/[a-z0-9][a-z0-9._-]*(?=\/)/.exec(fragment)?.[0] ?? null;
}

/** @param view what the worker's answer to this fragment was shown as: nothing is kept that it has not said itself */
export function cacheView(fragment: string, view: BlockedView, policy: PolicyView): void {
  const opener = openerOf(fragment);
  if (opener === null) return;
  const { tone, whyTitle, reason, alternatives, noAlternative } = view;
  const what: CachedView = { told: { tone, whyTitle, reason, alternatives, noAlternative }, policy };
  const others = explanations().filter(([each]) => each !== opener);
  keep(KEY, [[opener, what] as const, ...others].slice(0, MAX_KEPT) satisfies Explanations);
}

export function cachedView(fragment: string): CachedView | null {
  const opener = openerOf(fragment);
  return explanations().find(([each]) => each === opener)?.[1] ?? null;
}

const explanations = (): Explanations => (cached(KEY) as Explanations | null) ?? [];
