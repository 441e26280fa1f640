/**
 * Where this browser stands: the policy in force, or why there is none. Rules, explanation page and popup all start
 * from this one judgement.
 */
import { decider } from '../policy/decide.js';
import { effectivePolicy, type EffectivePolicy } from '../policy/effective-policy.js';
import type { AcceptedPolicy } from '../policy/schema.js';
import type { ManagedConfiguration } from '../trust/managed-configuration.js';
import { readInstallation } from './installation.js';
import { readManaged, type ManagedState } from './managed-source.js';
import type { Ports } from './ports.js';
import { floorRecord } from './records.js';
import { readPreviousPolicy, readStoredPolicy } from './stored-policy.js';

export type Standing =
  | InForce
  /** Nothing is to be enforced. */
  | { readonly kind: 'open'; readonly reason: 'unmanaged' | 'policy-distrusted' }
  /** What is installed stays, since nothing trustworthy says otherwise. */
  | { readonly kind: 'unsettled'; readonly reason: 'waiting' | 'managed-invalid' | 'no-policy' | 'policy-lost' };

export interface InForce {
  readonly kind: 'in-force';
  readonly effective: EffectivePolicy;
  /** Null: unsigned. */
  readonly keyId: string | null;
}

/** A key or name that is no longer trusted takes its policy with it; a damaged record does not. */
const DISTRUST: ReadonlySet<string> = new Set(['key-unknown', 'name-differs']);

export async function readStanding(ports: Ports): Promise<{ standing: Standing; managed: ManagedState }> {
  const managed = await readManaged(ports);
  return { managed, standing: await standingOf(ports, managed) };
}

async function standingOf(ports: Ports, { configuration, problem, settlesAtMs }: ManagedState): Promise<Standing> {
  if (configuration === null) {
    if (problem !== null) return { kind: 'unsettled', reason: 'managed-invalid' };
    return settlesAtMs === null ? { kind: 'open', reason: 'unmanaged' } : { kind: 'unsettled', reason: 'waiting' };
  }
  const reading = await readStoredPolicy(ports, configuration);
  if (reading.kind === 'in-force') {
    const { policy, keyId } = reading.stored;
    return { kind: 'in-force', effective: await effectiveHere(ports, configuration, policy), keyId };
  }
  if (reading.kind === 'refused') {
    return DISTRUST.has(reading.code)
      ? { kind: 'open', reason: 'policy-distrusted' }
      : { kind: 'unsettled', reason: 'policy-lost' };
  }
  const hadOne = (await floorRecord.read(ports.durable)) !== null;
  return { kind: 'unsettled', reason: hadOne ? 'policy-lost' : 'no-policy' };
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
  return decider(await effectiveHere(ports, configuration, previous))(url)?.restricts === true;
}

/** The policy as it applies to this browser now. */
async function effectiveHere(
  ports: Ports,
  { groups, ring }: ManagedConfiguration,
  policy: AcceptedPolicy,
): Promise<EffectivePolicy> {
  const { installId, supportId } = await readInstallation(ports);
  const facts = { groups, ring, installId, supportId, timeZone: ports.clock.timeZone() };
  return effectivePolicy(policy, facts, ports.clock.nowMs());
}
