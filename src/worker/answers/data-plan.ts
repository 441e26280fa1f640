/** Answers the data guard of a page: what to do there, by the active policy and the page's address as the browser reports it. */
import type { DataPlanAnswer } from '../../protocol/data-messages.js';
import { dataPlanOf } from '../../protocol/data-plan.js';
import { decider, type Decision } from '../../policy/decide.js';
import { parseAddress } from '../../policy/site.js';
import type { State } from '../state/load-state.js';
import type { InForce } from '../state/policy-state.js';
import { alternativesOf } from './alternatives.js';

/**
 * @param url of the page, or the origin of a window without an address
 * @returns undefined where no policy says: the guard keeps what it has
 */
export function dataPlanAnswer(
  { policyState, bypasses }: Pick<State, 'policyState' | 'bypasses'>,
  url: string,
  languages: readonly string[],
): DataPlanAnswer | undefined {
  if (policyState.kind === 'unsettled') return undefined;
  const decision = policyState.kind === 'in-force' ? guardedDecision(policyState, url) : null;
  const host = parseAddress(url)?.host;
  if (policyState.kind !== 'in-force' || decision === null || host === undefined) return { plan: null };
  const plan = dataPlanOf(policyState.effective, decision, host, languages);
  if (plan === null) return { plan: null };
  const tools = alternativesOf(policyState.effective, bypasses, decision.rule, languages);
  return { plan: { ...plan, alternatives: tools.map(({ name, home }) => ({ name, url: home })) } };
}

/** Null where no data rule is about the page. */
export function guardedDecision({ effective }: InForce, url: string): Decision | null {
  const decision = decider(effective)(url);
  return decision?.rule.data === undefined ? null : decision;
}
