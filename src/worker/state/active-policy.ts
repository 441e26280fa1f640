/**
 * Chooses the active policy: the one fetched last, otherwise the bootstrap policy of the managed configuration, otherwise the
 * initial mode.
 */
import { acceptInitialPolicy, type RefusalCode, type MinimumRevision } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Documents, VerifiedPolicy, StoredPolicyReading } from './stored-policy.js';

export type PolicySource = 'published' | 'bootstrap' | 'initial';

type PolicyReading =
  | ({ readonly kind: 'in-force'; readonly source: PolicySource } & Pick<VerifiedPolicy, 'policy' | 'keyId'>)
  /** `lost`: the installed rules stay, since they are newer than any document that could replace them. */
  | { readonly kind: 'none'; readonly reason: 'never' | 'distrusted' | 'lost' };

/** A key or name that is no longer trusted deactivates its policy; a damaged record does not. */
const REVOKED: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['untrusted-key', 'name-mismatch']);

interface Known {
  readonly minimumRevision: MinimumRevision | null;
  /** Of the policy whose rules are installed, where none is stored; null: none, or not needed. */
  readonly installedRevision: number | null;
}

export function policyInForce(
  configuration: ManagedConfiguration,
  { stored, bootstrap }: Documents,
  { minimumRevision, installedRevision }: Known,
): PolicyReading {
  const newest = newestOf(stored, bootstrap);
  const reason = reasonWithout(stored, minimumRevision !== null);
  const newestRevision = newest?.active.policy.revision ?? 0;
  const isLost = stored.kind !== 'verified' && reason === 'lost';
  if (isLost && (installedRevision ?? 0) > newestRevision) return { kind: 'none', reason };
  if (newest !== null)
    return { kind: 'in-force', source: newest.source, policy: newest.active.policy, keyId: newest.active.keyId };
  const initial = acceptInitialPolicy(configuration);
  if (initial !== null) return { kind: 'in-force', source: 'initial', policy: initial, keyId: null };
  return { kind: 'none', reason };
}

function newestOf(
  stored: StoredPolicyReading,
  bootstrap: StoredPolicyReading,
): { source: PolicySource; active: VerifiedPolicy } | null {
  const published = stored.kind === 'verified' ? stored.verified : null;
  const fromManaged = bootstrap.kind === 'verified' ? bootstrap.verified : null;
  if (fromManaged !== null && fromManaged.policy.revision > (published?.policy.revision ?? 0)) {
    return { source: 'bootstrap', active: fromManaged };
  }
  return published === null ? null : { source: 'published', active: published };
}

function reasonWithout(stored: StoredPolicyReading, hadOne: boolean): 'never' | 'distrusted' | 'lost' {
  if (stored.kind === 'refused') return REVOKED.has(stored.code) ? 'distrusted' : 'lost';
  return hadOne ? 'lost' : 'never';
}
