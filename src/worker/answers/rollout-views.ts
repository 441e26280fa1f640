/** The rollouts that concern this browser while they go on: whether it is in, and when it will be. */
import type { RolloutView } from '../../protocol/views.js';
import { audienceIncludes } from '../../policy/audience.js';
import { isComplete, rolloutPlace } from '../../policy/rollout.js';
import { onOwnClock } from '../state/trusted-clock.js';
import type { State } from '../state/load-state.js';
import { factsOf, type InForce } from '../state/policy-state.js';

export async function rolloutViews(state: State, { effective, time }: InForce): Promise<RolloutView[]> {
  const { configuration } = state.managed;
  const { rules, rollouts = [] } = effective.policy;
  if (configuration === null) return [];
  const facts = factsOf(state, configuration);
  const views = rollouts.map(async (rollout) => {
    if (rollout.state === 'stopped' || isComplete(rollout, time.nowMs)) return [];
    const own = rules.filter(({ id }) => rollout.rules.includes(id));
    const isMeant = await Promise.all(own.map(({ audience = {} }) => audienceIncludes(audience, facts)));
    if (!isMeant.includes(true)) return [];
    const { isIn, joinsAtMs } = await rolloutPlace(rollout, facts, time.nowMs);
    return [{ id: rollout.id, isIn, joinsAtMs: joinsAtMs === null ? null : onOwnClock(state.nowMs, time, joinsAtMs) }];
  });
  return (await Promise.all(views)).flat();
}
