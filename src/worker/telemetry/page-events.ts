/** Records what happens on an explanation page: that it was shown, and what its reader does there. */
import { rowOf } from '../../policy/actions.js';
import type { GuardMark } from '../../protocol/block-page-url.js';
import type { Decision } from '../../policy/decide.js';
import { recordEffect, type Effect } from '../state/effects.js';
import { decisionHappening } from '../state/record-event.js';
import type { InForce } from '../state/policy-state.js';

export interface Visit {
  readonly host: string;
  /** The page's own id of this visit; null: nothing about it is recorded. */
  readonly visit: string | null;
}

/** Which miss of the browser's rules a guard has closed, by the mark that it left. */
const MISSES: Readonly<Record<GuardMark, string>> = {
  guard: 'no-request',
  'guard-moved': 'in-page',
  'guard-back': 'back-forward',
  'guard-open': 'already-open',
};

/** The page asks at least twice, so that a worker that dies before it is written down is made good by the next. */
export function restrictionEvents(
  inForce: InForce,
  decision: Decision,
  { mark, ...visit }: Visit & { mark: GuardMark | null },
): readonly Effect[] {
  const { rule, disguised } = decision;
  const kind = rowOf(disguised ? rowOf(rule.action).withoutContinuing : rule.action).event ?? 'restricted';
  const happening = happeningOn(kind, inForce, decision, visit);
  if (happening === null) return [];
  const acted = mark === null ? [] : [recordEffect({ ...happening, kind: 'guard-acted', code: MISSES[mark] })];
  return [recordEffect(happening), ...acted];
}

/** A justification must not be lost: the page goes on and cannot say it again. */
export function continuedEvents(
  inForce: InForce,
  decision: Decision,
  { justification, ...visit }: Visit & { justification: string },
): readonly Effect[] {
  const happening = happeningOn('continued', inForce, decision, visit);
  if (happening === null) return [];
  return [recordEffect({ ...happening, justification: justification === '' ? null : justification })];
}

export function requestedEvents(inForce: InForce, decision: Decision, visit: Visit): readonly Effect[] {
  const happening = happeningOn('requested', inForce, decision, visit);
  return happening === null ? [] : [recordEffect(happening)];
}

/** @param home the address that the reader has chosen; one that the rule does not name in the site's place is not recorded */
export function alternativeEvents(
  inForce: InForce,
  decision: Decision,
  { home, ...visit }: Visit & { home: string },
): readonly Effect[] {
  const chosen = inForce.effective.policy.tools.find(
    (tool) => tool.home === home && decision.rule.instead.includes(tool.id),
  );
  const happening = happeningOn('alternative-opened', inForce, decision, visit);
  return chosen === undefined || happening === null ? [] : [recordEffect({ ...happening, code: chosen.id })];
}

function happeningOn(
  kind: 'restricted' | 'warned' | 'observed' | 'continued' | 'requested' | 'alternative-opened',
  { effective }: InForce,
  decision: Decision,
  { host, visit }: Visit,
) {
  if (visit === null) return null;
  return decisionHappening(kind, decision, { host, decision: visit, revision: effective.policy.revision });
}
