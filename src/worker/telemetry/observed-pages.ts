/** Counts pages that open under an `observe` rule. A script on observed sites says that one has opened, and no more. */
import { isObserved } from '../../policy/actions.js';
import { decider } from '../../policy/decide.js';
import { parseAddress } from '../../policy/site.js';
import type { OpenedPage } from '../ports.js';
import { recordEffect, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { decisionHappening } from '../state/record-event.js';

export function observedPage({ standing }: State, { url, visit, isPrivate }: OpenedPage): readonly Effect[] {
  const host = parseAddress(url)?.host;
  if (isPrivate || host === undefined || standing.kind !== 'in-force') return [];
  const decision = decider(standing.effective)(url);
  if (decision === null || !isObserved(decision.rule.action)) return [];
  const { revision } = standing.effective.policy;
  return [recordEffect(decisionHappening('observed', decision, { host, decision: visit, revision }))];
}
