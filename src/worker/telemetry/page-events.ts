/** Records what happens on a block page: that it was shown, and what its reader does there. */
import { rowOf } from '../../policy/actions.js';
import type { GuardReason } from '../../protocol/block-page-url.js';
import type { Decision } from '../../policy/decide.js';
import { recordEffect, type Effect } from '../state/effects.js';
import { decisionEvent } from '../state/record-event.js';
import type { InForce } from '../state/policy-state.js';

export interface Visit {
  readonly host: string;
  /** The page's own id of this visit; null: nothing about it is recorded. */
  readonly visit: string | null;
}

/** Which miss of the browser's rules a guard has closed, by the mark that it left. */
const MISSES: Readonly<Record<GuardReason, string>> = {
  guard: 'no-request',
  'guard-moved': 'in-page',
  'guard-back': 'back-forward',
  'guard-open': 'already-open',
};

/** The page asks at least twice, so that a worker that dies before it is written down is made good by the next. */
export function restrictionEvents(
  inForce: InForce,
  decision: Decision,
  { guardReason, ...visit }: Visit & { guardReason: GuardReason | null },
): readonly Effect[] {
  const { rule, obfuscated } = decision;
  const kind = rowOf(obfuscated ? rowOf(rule.action).withoutContinuing : rule.action).event ?? 'restricted';
  const eventInput = eventInputOn(kind, inForce, decision, visit);
  if (eventInput === null) return [];
  const acted =
    guardReason === null ? [] : [recordEffect({ ...eventInput, kind: 'guard-blocked', code: MISSES[guardReason] })];
  return [recordEffect(eventInput), ...acted];
}

/** A justification must not be lost: the page goes on and cannot say it again. */
export function continuedEvents(
  inForce: InForce,
  decision: Decision,
  { justification, ...visit }: Visit & { justification: string },
): readonly Effect[] {
  const eventInput = eventInputOn('continued', inForce, decision, visit);
  if (eventInput === null) return [];
  return [recordEffect({ ...eventInput, justification: justification === '' ? null : justification })];
}

export function requestedEvents(inForce: InForce, decision: Decision, visit: Visit): readonly Effect[] {
  const eventInput = eventInputOn('requested', inForce, decision, visit);
  return eventInput === null ? [] : [recordEffect(eventInput)];
}

/** @param home the address that the reader has chosen; one that the rule does not name in the site's place is not recorded */
export function alternativeEvents(
  inForce: InForce,
  decision: Decision,
  { home, ...visit }: Visit & { home: string },
): readonly Effect[] {
  const chosen = inForce.effective.policy.tools.find(
    (tool) => tool.home === home && decision.rule.alternatives.includes(tool.id),
  );
  const eventInput = eventInputOn('alternative-opened', inForce, decision, visit);
  return chosen === undefined || eventInput === null ? [] : [recordEffect({ ...eventInput, code: chosen.id })];
}

function eventInputOn(
  kind: 'restricted' | 'warned' | 'observed' | 'continued' | 'requested' | 'alternative-opened',
  { effective }: InForce,
  decision: Decision,
  { host, visit }: Visit,
) {
  if (visit === null) return null;
  return decisionEvent(kind, decision, { host, decision: visit, revision: effective.policy.revision });
}
