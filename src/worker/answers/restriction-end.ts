/** Says until when an address is restricted: the moment at which the active policy opens it by itself. */
import { decider, type Decision } from '../../policy/decide.js';
import { onOwnClock } from '../state/trusted-clock.js';
import type { State } from '../state/load-state.js';
import { effectiveAt, type InForce } from '../state/policy-state.js';

/** When one rule's window closes, another may restrict the address on: so many are followed. */
const MAX_RULES_FOLLOWED = 8;

/** @returns milliseconds since the epoch by this browser's own clock; null when there is no such moment in sight */
export async function restrictedUntil(
  state: State,
  { effective, time }: InForce,
  url: string,
  decision: Decision,
): Promise<number | null> {
  const { configuration } = state.managed;
  if (configuration === null) return null;
  let untilMs = decision.rule.untilMs;
  for (let followed = 0; untilMs !== null && followed < MAX_RULES_FOLLOWED; followed += 1) {
    const then = decider(await effectiveAt(state, configuration, effective.policy, untilMs))(url);
    if (then?.restricts !== true) return onOwnClock(state.nowMs, time, untilMs);
    untilMs = then.rule.untilMs;
  }
  return null;
}
