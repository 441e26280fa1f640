/** Builders of rollouts for tests: a pilot ring now, half of all browsers in an hour, everyone a day later. */
import type { RolloutStage } from '../../src/policy/rollout.js';
import type { PublishedPolicy, Rollout } from '../../src/policy/schema.js';
import { aPolicyOfSites, aRule, DAY_MS, HOUR_MS, NOW_MS } from './policies.js';

export const momentAt = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

export const STAGES: readonly RolloutStage[] = [
  { rings: ['pilot'], afterSeconds: 0, from: momentAt(NOW_MS) },
  { percent: 50, afterSeconds: HOUR_MS / 1000, from: momentAt(NOW_MS + HOUR_MS) },
  { afterSeconds: DAY_MS / 1000, from: momentAt(NOW_MS + HOUR_MS + DAY_MS) },
];

export function aRollout(overrides: Partial<Rollout> = {}): Rollout {
  return {
    id: 'chat',
    rules: ['rule-0'],
    stages: [...STAGES],
    state: 'running',
    startedAt: momentAt(NOW_MS),
    replaces: [],
    ...overrides,
  };
}

/** Blocks `rule-0.example`, in stages; a warning is what the rule said before. */
export function aPolicyInStages(rollout: Partial<Rollout> = {}): PublishedPolicy {
  return {
    ...aPolicyOfSites({ sites: ['rule-0.example'] }, { sites: ['rule-1.example'] }),
    requires: ['rollouts'],
    rollouts: [aRollout({ replaces: [theRuleBefore()], ...rollout })],
  };
}

export const theRuleBefore = () =>
  aRule({
    ...{ id: 'rule-0', action: 'warn', tools: [], alternatives: [], sites: ['rule-0.example'] },
    warn: { minutes: 60, justification: 'none' },
  });
