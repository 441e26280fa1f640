/**
 * Where this browser stands: the policy in force, or why there is none. Rules, explanation page and popup all start
 * from this one judgement.
 */
import { decider } from '../../policy/decide.js';
import { effectivePolicy, type EffectivePolicy } from '../../policy/effective-policy.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { believedTime, type BelievedTime } from './trusted-clock.js';
import { readInstallation } from './installation.js';
import { readManaged, type ManagedState } from './managed-source.js';
import { readPolicyInForce, type PolicySource } from './active-policy.js';
import type { Ports } from '../ports.js';
import { readPreviousPolicy } from './stored-policy.js';
import { readFloor, sealOf } from './minimum-revision.js';

export type Standing =
  | InForce
  /** Nothing is to be enforced. */
  | { readonly kind: 'open'; readonly reason: 'unmanaged' | 'policy-distrusted' }
  /** What is installed stays, since nothing trustworthy says otherwise. */
  | { readonly kind: 'unsettled'; readonly reason: 'waiting' | 'managed-invalid' | 'no-policy' | 'policy-lost' };

export interface InForce {
  readonly kind: 'in-force';
  readonly source: PolicySource;
  readonly effective: EffectivePolicy;
  /** Null: unsigned. */
  readonly keyId: string | null;
  readonly time: BelievedTime;
  /** What the marker rule is to remember. */
  readonly seal: string;
}

export async function readStanding(ports: Ports): Promise<{ standing: Standing; managed: ManagedState }> {
  const managed = await readManaged(ports);
  return { managed, standing: await standingOf(ports, managed) };
}

async function standingOf(ports: Ports, { configuration, problem, settlesAtMs }: ManagedState): Promise<Standing> {
  if (configuration === null) {
    if (problem !== null) return { kind: 'unsettled', reason: 'managed-invalid' };
    return settlesAtMs === null ? { kind: 'open', reason: 'unmanaged' } : { kind: 'unsettled', reason: 'waiting' };
  }
  const reading = await readPolicyInForce(ports, configuration);
  if (reading.kind === 'none') {
    if (reading.reason === 'distrusted') return { kind: 'open', reason: 'policy-distrusted' };
    return { kind: 'unsettled', reason: reading.reason === 'lost' ? 'policy-lost' : 'no-policy' };
  }
  const { source, policy, keyId } = reading;
  const time = await timeHere(ports, configuration);
  const effective = await effectiveAt(ports, configuration, policy, time.nowMs);
  const seal = await sealOf(policy.revision, await readFloor(ports, configuration), configuration);
  return { kind: 'in-force', source, effective, keyId, time, seal };
}

/** Whether the policy that was replaced last restricted this address. */
export async function wasRestrictedBefore(
  ports: Ports,
  { configuration }: ManagedState,
  url: string,
): Promise<boolean> {
  if (configuration === null) return false;
  const previous = await readPreviousPolicy(ports, configuration);
  if (previous === null) return false;
  const { nowMs } = await timeHere(ports, configuration);
  const effective = await effectiveAt(ports, configuration, previous, nowMs);
  return decider(effective)(url)?.restricts === true;
}

async function timeHere(ports: Ports, configuration: ManagedConfiguration): Promise<BelievedTime> {
  return believedTime(ports, (await readFloor(ports, configuration))?.signedAtMs ?? null);
}

interface Known {
  /** The facts it was made from. */
  readonly by: string;
  readonly fromMs: number;
  readonly effective: EffectivePolicy;
}

/** What was last made of each policy while the worker runs: what is compiled from it is remembered by its identity. */
const known = new WeakMap<AcceptedPolicy, Known>();

/** The policy as it applies to this browser at a moment, in milliseconds since the epoch. */
export async function effectiveAt(
  ports: Ports,
  { groups, ring }: ManagedConfiguration,
  policy: AcceptedPolicy,
  nowMs: number,
): Promise<EffectivePolicy> {
  const { installId, supportId } = await readInstallation(ports);
  const facts = { groups, ring, installId, supportId, timeZone: ports.clock.timeZone() };
  const by = JSON.stringify(facts);
  const before = known.get(policy);
  if (before?.by === by && holdsAt(before, nowMs)) return before.effective;
  const effective = await effectivePolicy(policy, facts, nowMs);
  known.set(policy, { by, fromMs: nowMs, effective });
  return effective;
}

/** A clock may be put back. */
function holdsAt({ fromMs, effective: { nextChangeAtMs } }: Known, nowMs: number): boolean {
  return nowMs >= fromMs && (nextChangeAtMs === null || nowMs < nextChangeAtMs);
}
