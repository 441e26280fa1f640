/** Records what happens on an explanation page: that it was shown, and what its reader does there. */
import type { Decision } from '../policy/decide.js';
import type { Ports } from './ports.js';
import { decisionHappening, noteEvent, recordEvent } from './record-event.js';
import type { InForce } from './standing.js';

interface Visit {
  readonly host: string;
  /** The page's own id of this visit; null: nothing about it is recorded. */
  readonly visit: string | null;
}

/** The page asks at least twice, so that a worker that dies before it is written down is made good by the next. */
export function noteRestriction(ports: Ports, inForce: InForce, decision: Decision, visit: Visit): void {
  const kind = decision.rule.action === 'warn' && !decision.disguised ? 'warned' : 'restricted';
  const happening = happeningOn(kind, inForce, decision, visit);
  if (happening !== null) noteEvent(ports, happening);
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

function happeningOn(
  kind: 'restricted' | 'warned' | 'continued' | 'requested',
  { effective }: InForce,
  decision: Decision,
  { host, visit }: Visit,
) {
  if (visit === null) return null;
  return decisionHappening(kind, decision, { host, decision: visit, revision: effective.policy.revision });
}
