/**
 * The policy state: the active policy, or why there is none. Rules, block page and popup all start from it.
 */
import { decider } from '../../policy/decide.js';
import { effectivePolicy, type EffectivePolicy } from '../../policy/effective-policy.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import type { MinimumRevision } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { policyInForce, type PolicySource } from './active-policy.js';
import type { Installation } from './installation.js';
import type { ManagedState } from './managed-source.js';
import { rollbackStampOf } from './minimum-revision.js';
import { previousPolicy, type Documents, type StoredPolicy } from './stored-policy.js';
import type { TrustedTime } from './trusted-clock.js';

export type PolicyState =
  | InForce
  /** Nothing is to be enforced. */
  | { readonly kind: 'open'; readonly reason: 'unmanaged' | 'signer-revoked' }
  /** What is installed stays, since nothing trustworthy says otherwise. */
  | { readonly kind: 'unsettled'; readonly reason: 'waiting' | 'managed-invalid' | 'no-policy' | 'policy-lost' };

export interface InForce {
  readonly kind: 'in-force';
  readonly source: PolicySource;
  readonly effective: EffectivePolicy;
  /** Null: unsigned. */
  readonly keyId: string | null;
  readonly time: TrustedTime;
  /** What the metadata rule stores. */
  readonly rollbackStamp: string;
}

/** What this browser's place in the policy follows from. */
export interface Place {
  readonly installation: Installation;
  readonly timeZone: string;
}

interface Found extends Place {
  readonly managed: ManagedState;
  readonly documents: Documents;
  readonly minimumRevision: MinimumRevision | null;
  readonly installedRevision: number | null;
  readonly time: TrustedTime;
  /** The policy as the state before this one found it. */
  readonly before: Made | null;
}

/** What was made of a policy, with what it was made from. */
export interface Made {
  readonly by: string;
  readonly fromMs: number;
  readonly effective: EffectivePolicy;
}

export async function policyStateOf(found: Found): Promise<{ policyState: PolicyState; made: Made | null }> {
  const { configuration, problem, settlesAtMs } = found.managed;
  if (configuration === null) return { policyState: withoutConfiguration(problem !== null, settlesAtMs), made: null };
  const reading = policyInForce(configuration, found.documents, found);
  if (reading.kind === 'none') {
    const policyState: PolicyState =
      reading.reason === 'distrusted'
        ? { kind: 'open', reason: 'signer-revoked' }
        : { kind: 'unsettled', reason: reading.reason === 'lost' ? 'policy-lost' : 'no-policy' };
    return { policyState, made: null };
  }
  const { source, policy, keyId } = reading;
  const { time, before } = found;
  const by = JSON.stringify(factsOf(found, configuration));
  const holds = before?.effective.policy === policy && before.by === by && holdsAt(before, time.nowMs);
  const effective = holds ? before.effective : await effectiveAt(found, configuration, policy, time.nowMs);
  const rollbackStamp = await rollbackStampOf(policy.revision, found.minimumRevision, configuration);
  return {
    policyState: { kind: 'in-force', source, effective, keyId, time, rollbackStamp },
    made: holds ? before : { by, fromMs: time.nowMs, effective },
  };
}

function withoutConfiguration(isInvalid: boolean, settlesAtMs: number | null): PolicyState {
  if (isInvalid) return { kind: 'unsettled', reason: 'managed-invalid' };
  return settlesAtMs === null ? { kind: 'open', reason: 'unmanaged' } : { kind: 'unsettled', reason: 'waiting' };
}

/** Whether the policy that was replaced last restricted this address. */
export async function wasRestrictedBefore(
  known: Place & { readonly managed: ManagedState; readonly time: TrustedTime },
  stored: StoredPolicy | null,
  url: string,
): Promise<boolean> {
  const { configuration } = known.managed;
  if (configuration === null) return false;
  const previous = await previousPolicy(configuration, stored);
  if (previous === null) return false;
  const effective = await effectiveAt(known, configuration, previous, known.time.nowMs);
  return decider(effective)(url)?.restricts === true;
}

/** The policy as it applies to this browser at a moment, in milliseconds since the epoch. */
export function effectiveAt(
  place: Place,
  configuration: ManagedConfiguration,
  policy: AcceptedPolicy,
  nowMs: number,
): Promise<EffectivePolicy> {
  return effectivePolicy(policy, factsOf(place, configuration), nowMs);
}

/** What a policy may ask about this browser. */
export function factsOf({ installation, timeZone }: Place, { groups, ring }: ManagedConfiguration) {
  const { installId, supportId } = installation;
  return { groups, ring, installId, supportId, timeZone };
}

/** A clock may be put back. */
function holdsAt({ fromMs, effective: { nextChangeAtMs } }: Made, nowMs: number): boolean {
  return nowMs >= fromMs && (nextChangeAtMs === null || nowMs < nextChangeAtMs);
}
