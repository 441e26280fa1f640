/** Counts pages that open under an `observe` rule. A script on observed sites says that one has opened, and no more. */
import { isObserved } from '../../policy/actions.js';
import { decider } from '../../policy/decide.js';
import { parseAddress } from '../../policy/site.js';
import type { OpenedPage } from '../ports.js';
import { recordEffect, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { decisionEvent } from '../state/record-event.js';

export function observedPage({ policyState }: State, { url, visit, isPrivate }: OpenedPage): readonly Effect[] {
  const host = parseAddress(url)?.host;
  if (isPrivate || host === undefined || policyState.kind !== 'in-force') return [];
  const decision = decider(policyState.effective)(url);
  if (decision === null || !isObserved(decision.rule.action)) return [];
  const { revision } = policyState.effective.policy;
  return [recordEffect(decisionEvent('observed', decision, { host, decision: visit, revision }))];
}
