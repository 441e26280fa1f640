/** Steers rollouts of a publisher's folder in tests: the rollout `chat`, of a pilot ring and a day later everyone. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { steer, type Step } from '../../src/cli/commands/rollout/run.js';
import { publish } from '../../src/cli/publishing/publish-policy.js';
import type { Published } from '../../src/cli/publishing/publication.js';
import { effectivePolicy } from '../../src/policy/effective-policy.js';
import type { RolloutStage } from '../../src/policy/rollout.js';
import type { PublishedPolicy } from '../../src/policy/schema.js';
import { accepted, DAY_MS, facts } from './policies.js';
import { aSource, type Publisher } from './publishing.js';

export const PILOT_THEN_ALL: readonly RolloutStage[] = [
  { rings: ['pilot'], afterSeconds: 0 },
  { afterSeconds: DAY_MS / 1000 },
];

export const STOP: Step = { step: 'stop', reason: 'too many requests' };

interface Started {
  readonly id?: string;
  readonly stages?: readonly RolloutStage[];
  readonly rules?: readonly string[];
}

/** Starts a rollout of the rules that newly restrict. */
export async function start(admin: Publisher, sites: readonly string[], over: Started = {}): Promise<Published> {
  const policyFile = path.join(admin.home, 'policy.yaml');
  await writeFile(policyFile, aSource(sites));
  const { id = 'chat', stages = PILOT_THEN_ALL, rules = [] } = over;
  return publish({ ...admin.options(), policyFile, rollout: { id, stages, rules, limits: undefined } });
}

export function step(admin: Publisher, each: Step, over: { readonly nowMs?: number } = {}): Promise<Published> {
  return steer('chat', each, { ...admin.options(), ...over });
}

/** What applies to the site of a rule, for the ring and for everybody else; when the policy was published unless said otherwise. */
export async function actions(policy: PublishedPolicy, id: string, atMs?: number): Promise<(string | null)[]> {
  const at = atMs ?? Date.parse(policy.issuedAt);
  const of = async (ring: string | null) =>
    (await effectivePolicy(accepted(policy), facts({ ring }), at)).rules.find((rule) => rule.id === id)?.action ?? null;
  return [await of('pilot'), await of(null)];
}
