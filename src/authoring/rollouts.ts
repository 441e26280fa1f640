/**
 * Steers rollouts of a published policy: each function takes one and gives the next. Nobody who is in is moved out, but by
 * `stopped`. Pure.
 */
import { toMoment } from './publish-source.js';
import { isComplete, ROLLOUTS, stagesBegun, type RolloutStage } from '../policy/rollout.js';
import type { PublishedPolicy, Rollout } from '../policy/schema.js';

/** Moves every stage that has a moment ahead. @returns null when none has: complete, held or stopped */
export function extended(rollout: Rollout, byMs: number, nowMs: number): Rollout | null {
  const next = rollout.stages[stagesBegun(rollout, nowMs)];
  if (next?.from === undefined) return null;
  const stages = rollout.stages.map((stage) => {
    const { from, afterSeconds } = stage;
    if (from === undefined || Date.parse(from) <= nowMs) return stage;
    const moved = { ...stage, from: toMoment(Date.parse(from) + byMs) };
    return stage !== next || afterSeconds === undefined
      ? moved
      : { ...moved, afterSeconds: afterSeconds + Math.round(byMs / 1000) };
  });
  return { ...rollout, stages };
}

/** Begins the next stage now; those after it follow as planned. @returns null when it is complete or stopped */
export function advanced(rollout: Rollout, nowMs: number): Rollout | null {
  const index = stagesBegun(rollout, nowMs);
  if (rollout.state === 'stopped' || index === rollout.stages.length) return null;
  const { reason: _, ...rest } = rollout;
  return { ...rest, state: 'running', stages: dated(rollout.stages, index, nowMs) };
}

/** Those who are in stay in, and nobody follows until `advanced`. @returns null when it is complete, held or stopped */
export function held(rollout: Rollout, reason: string | undefined, nowMs: number): Rollout | null {
  if (rollout.state !== 'running' || isComplete(rollout, nowMs)) return null;
  const begun = stagesBegun(rollout, nowMs);
  const stages = rollout.stages.map((stage, index) => (index < begun ? stage : waiting(stage)));
  return { ...withReason(rollout, reason), state: 'held', stages };
}

/** What the rules said before applies to everybody again. @returns null when it is stopped already */
export function stopped(rollout: Rollout, reason: string | undefined): Rollout | null {
  if (rollout.state === 'stopped') return null;
  return { ...withReason(rollout, reason), state: 'stopped', stages: rollout.stages.map(waiting) };
}

/** Its rules apply to everybody whom they name. */
export function finished(policy: PublishedPolicy, id: string): PublishedPolicy {
  return withRollouts(
    policy,
    (policy.rollouts ?? []).filter((rollout) => rollout.id !== id),
  );
}

/** In place of the one with its id, or beside the others. */
export function withRollout(policy: PublishedPolicy, rollout: Rollout): PublishedPolicy {
  const others = policy.rollouts ?? [];
  const isKnown = others.some(({ id }) => id === rollout.id);
  return withRollouts(
    policy,
    isKnown ? others.map((each) => (each.id === rollout.id ? rollout : each)) : [...others, rollout],
  );
}

/** A document says that it needs to be understood only while it does: older browsers read one without rollouts. */
export function withRollouts(policy: PublishedPolicy, list: readonly Rollout[]): PublishedPolicy {
  const { rollouts: _, requires, ...rest } = policy;
  const others = requires.filter((capability) => capability !== ROLLOUTS);
  if (list.length === 0) return { ...rest, requires: others };
  return { ...rest, requires: [...others, ROLLOUTS], rollouts: [...list] };
}

/** Gives moments to a stage and to those that follow it by themselves. */
export function dated(stages: readonly RolloutStage[], first: number, atMs: number): RolloutStage[] {
  let fromMs: number | null = atMs;
  return stages.map((stage, index) => {
    if (index < first) return stage;
    const { afterSeconds } = stage;
    if (index > first) fromMs = fromMs === null || afterSeconds === undefined ? null : fromMs + afterSeconds * 1000;
    return fromMs === null ? waiting(stage) : { ...stage, from: toMoment(fromMs) };
  });
}

const DAY_SECONDS = 86_400;

/** As if the administrator advanced it every day, where stages wait for that. A stopped one stays as it is. */
export function withoutWaiting(rollout: Rollout, nowMs: number): Rollout {
  if (rollout.state === 'stopped') return rollout;
  const stages: RolloutStage[] = [];
  for (const stage of rollout.stages) {
    const beforeMs = Date.parse(stages.at(-1)?.from ?? toMoment(nowMs));
    const from = stage.from ?? toMoment(beforeMs + (stage.afterSeconds ?? DAY_SECONDS) * 1000);
    stages.push({ ...stage, from });
  }
  return { ...rollout, stages };
}

function waiting({ from: _, ...stage }: RolloutStage): RolloutStage {
  return stage;
}

function withReason({ reason: _, ...rollout }: Rollout, reason: string | undefined): Rollout {
  return reason === undefined ? rollout : { ...rollout, reason };
}
