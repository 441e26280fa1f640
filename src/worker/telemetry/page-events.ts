/** Records what happens on an explanation page: that it was shown, and what its reader does there. */
import type { GuardMark } from '../../protocol/block-page-url.js';
import type { Decision } from '../../policy/decide.js';
import type { Ports } from '../ports.js';
import { decisionHappening, noteEvent, recordEvent } from '../state/record-event.js';
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
export function noteRestriction(
  ports: Ports,
  inForce: InForce,
  decision: Decision,
  { mark, ...visit }: Visit & { mark: GuardMark | null },
): void {
  const kind = decision.rule.action === 'warn' && !decision.disguised ? 'warned' : 'restricted';
  const happening = happeningOn(kind, inForce, decision, visit);
  if (happening === null) return;
  noteEvent(ports, happening);
  if (mark !== null) noteEvent(ports, { ...happening, kind: 'guard-acted', code: MISSES[mark] });
}

/**
 * Waited for: the page goes on and cannot say it again, and a justification must not be lost. Without a storage that takes
 * it, the reader goes on all the same.
 */
export async function recordContinued(
  ports: Ports,
  inForce: InForce,
  decision: Decision,
  { justification, ...visit }: Visit & { justification: string },
): Promise<void> {
  const happening = happeningOn('continued', inForce, decision, visit);
  if (happening === null) return;
  const told = justification === '' ? null : justification;
  await recordEvent(ports, { ...happening, justification: told }).catch(() => undefined);
}

/** Waited for as well. */
export async function recordRequested(ports: Ports, inForce: InForce, decision: Decision, visit: Visit): Promise<void> {
  const happening = happeningOn('requested', inForce, decision, visit);
  if (happening !== null) await recordEvent(ports, happening).catch(() => undefined);
}

/** @param home the address that the reader has chosen; one that the rule does not name in the site's place is not recorded */
export async function recordAlternative(
  ports: Ports,
  inForce: InForce,
  decision: Decision,
  { home, ...visit }: Visit & { home: string },
): Promise<void> {
  const chosen = inForce.effective.policy.tools.find(
    (tool) => tool.home === home && decision.rule.instead.includes(tool.id),
  );
  const happening = happeningOn('alternative-opened', inForce, decision, visit);
  if (chosen === undefined || happening === null) return;
  await recordEvent(ports, { ...happening, code: chosen.id }).catch(() => undefined);
}

function happeningOn(
  kind: 'restricted' | 'warned' | 'continued' | 'requested' | 'alternative-opened',
  { effective }: InForce,
  decision: Decision,
  { host, visit }: Visit,
) {
  if (visit === null) return null;
  return decisionHappening(kind, decision, { host, decision: visit, revision: effective.policy.revision });
}
