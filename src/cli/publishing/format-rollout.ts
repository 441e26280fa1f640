/** Says in words who is in a rollout now, and who follows when. Pure. */
import { whomOf } from '../../authoring/stage-words.js';
import { isComplete, isEveryone, stagesBegun, type RolloutStage } from '../../policy/rollout.js';
import type { PublishedPolicy, Rollout } from '../../policy/schema.js';
import { inWords } from '../lib/duration.js';

/** All rollouts of a policy. @param nowMs milliseconds since the epoch */
export function renderRollouts({ rollouts = [] }: Pick<PublishedPolicy, 'rollouts'>, nowMs: number): string[] {
  return rollouts.flatMap((rollout) => renderRollout(rollout, nowMs));
}

/** @param nowMs milliseconds since the epoch */
export function renderRollout(rollout: Rollout, nowMs: number): string[] {
  const { id, rules, stages, state, reason, limits } = rollout;
  const begun = stagesBegun(rollout, nowMs);
  const where = isComplete(rollout, nowMs) ? 'complete' : state;
  const current = state === 'stopped' ? '' : `, stage ${begun} of ${stages.length}`;
  const why = reason === undefined ? '' : `: ${reason}`;
  return [
    `Rollout ${id} (${rules.length === 1 ? 'rule' : 'rules'} ${rules.join(', ')}): ${where}${current}${why}`,
    `  in now   ${whoIsIn(stages.slice(0, begun))}`,
    ...(state === 'stopped'
      ? ['  follows  nobody: what the rules said before applies to everyone']
      : stages.slice(begun).map((stage) => `  follows  ${whomOf(stage)} ${whenOf(stage, nowMs)}`)),
    ...(limits === undefined ? [] : [`  stops    ${limitsInWords(limits)} (gatepost rollout check)`]),
  ];
}

function whoIsIn(stages: readonly RolloutStage[]): string {
  if (stages.length === 0) return 'nobody';
  const last = stages.at(-1);
  // The last stage of a rollout is everyone, whoever came before.
  if (last !== undefined && isEveryone(last)) return `everyone, since ${shownMoment(last.from)}`;
  return stages.map((stage) => `${whomOf(stage)} (since ${shownMoment(stage.from)})`).join('; ');
}

function whenOf({ from, afterSeconds }: RolloutStage, nowMs: number): string {
  if (from !== undefined) return `from ${shownMoment(from)} (in ${inWords(Date.parse(from) - nowMs)})`;
  if (afterSeconds === undefined) return 'when you advance it';
  return `${inWords(afterSeconds * 1000)} after the stage before`;
}

function shownMoment(moment = ''): string {
  return `${moment.slice(0, 16).replace('T', ' ')} UTC`;
}

function limitsInWords({ requests, continued, problems }: NonNullable<Rollout['limits']>): string {
  const parts = [
    requests === undefined ? '' : `${requests} requests`,
    continued === undefined ? '' : `${continued} continued warnings`,
    problems === undefined ? '' : `${problems} health problems`,
  ];
  return `beyond ${parts.filter((part) => part !== '').join(', ')}`;
}
