/** Says in words whom a stage of a rollout reaches: `ring pilot`, `25 % of browsers in group sales`. Pure. */
import type { RolloutStage } from '../policy/rollout.js';

export function whomOf({ groups, rings, percent }: Pick<RolloutStage, 'groups' | 'rings' | 'percent'>): string {
  const within = [
    groups === undefined ? '' : `${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')}`,
    rings === undefined ? '' : `${rings.length === 1 ? 'ring' : 'rings'} ${rings.join(', ')}`,
  ].filter((part) => part !== '');
  if (percent === undefined) return within.length === 0 ? 'everyone' : within.join(' and ');
  return [`${percent} % of browsers`, ...within].join(' in ');
}
