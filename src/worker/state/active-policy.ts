/**
 * Which policy is in force: the one fetched last, else the bootstrap of managed configuration, else what managed
 * configuration says for the time before any policy.
 */
import { acceptInitialPolicy, type RefusalCode, type MinimumRevision } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Documents, VerifiedPolicy, StoredPolicyReading } from './stored-policy.js';

export type PolicySource = 'published' | 'bootstrap' | 'initial';

type PolicyReading =
  | ({ readonly kind: 'in-force'; readonly source: PolicySource } & Pick<VerifiedPolicy, 'policy' | 'keyId'>)
  /** `lost`: what is installed stays, being newer than anything that could take its place. */
  | { readonly kind: 'none'; readonly reason: 'never' | 'distrusted' | 'lost' };

/** A key or name that is no longer trusted takes its policy with it; a damaged record does not. */
const REVOKED: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['untrusted-key', 'name-mismatch']);

interface Known {
  readonly minimumRevision: MinimumRevision | null;
  /** Of the policy whose rules are installed, where none is stored; null: none, or not asked for. */
  readonly installedRevision: number | null;
}

export function policyInForce(
  configuration: ManagedConfiguration,
  { stored, bootstrap }: Documents,
  { minimumRevision, installedRevision }: Known,
): PolicyReading {
  const newest = newestOf(stored, bootstrap);
  const reason = reasonWithout(stored, minimumRevision !== null);
  const newestRevision = newest?.held.policy.revision ?? 0;
  const isLost = stored.kind !== 'held' && reason === 'lost';
  if (isLost && (installedRevision ?? 0) > newestRevision) return { kind: 'none', reason };
  if (newest !== null)
    return { kind: 'in-force', source: newest.source, policy: newest.held.policy, keyId: newest.held.keyId };
  const initial = acceptInitialPolicy(configuration);
  if (initial !== null) return { kind: 'in-force', source: 'initial', policy: initial, keyId: null };
  return { kind: 'none', reason };
}

function newestOf(
  stored: StoredPolicyReading,
  bootstrap: StoredPolicyReading,
): { source: PolicySource; held: VerifiedPolicy } | null {
  const published = stored.kind === 'held' ? stored.held : null;
  const handedOver = bootstrap.kind === 'held' ? bootstrap.held : null;
  if (handedOver !== null && handedOver.policy.revision > (published?.policy.revision ?? 0)) {
    return { source: 'bootstrap', held: handedOver };
  }
  return published === null ? null : { source: 'published', held: published };
}

function reasonWithout(stored: StoredPolicyReading, hadOne: boolean): 'never' | 'distrusted' | 'lost' {
  if (stored.kind === 'refused') return REVOKED.has(stored.code) ? 'distrusted' : 'lost';
  return hadOne ? 'lost' : 'never';
}
