/**
 * The documents this browser holds: the one fetched last, the one it replaced, and the bootstrap of managed
 * configuration. They are kept as signed bytes and verified again by every worker, so that neither a damaged store nor a
 * key that is no longer trusted goes unnoticed.
 */
import type { AcceptedPolicy } from '../../policy/schema.js';
import {
  acceptPolicy,
  type Acceptance,
  type VerificationContext,
  type RefusalCode,
  type MinimumRevision,
} from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { minimumRevisionRecordOf } from './minimum-revision.js';
import { minimumRevisionRecord, policyRecord, type RecordOf } from './records.js';
import { trustedTime } from './trusted-clock.js';

export type StoredPolicy = RecordOf<typeof policyRecord>;

export interface VerifiedPolicy {
  readonly policy: AcceptedPolicy;
  /** Null: accepted over https with no key pinned. */
  readonly keyId: string | null;
  readonly minimumRevision: MinimumRevision;
}

export type StoredPolicyReading =
  | { readonly kind: 'verified'; readonly verified: VerifiedPolicy }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

export interface Documents {
  /** The document that was fetched and activated last. */
  readonly stored: StoredPolicyReading;
  /** The document in managed configuration. It has no minimum revision: its administrator decides about minimum revisions too. */
  readonly bootstrap: StoredPolicyReading;
  /** What was verified to know that, for the next state to go by. */
  readonly verified: readonly Verified[];
}

/** A document that was accepted before, by its very bytes, and what it was verified against. */
export interface Verified {
  readonly document: string;
  readonly by: string;
  readonly acceptance: Acceptance;
}

export const NO_DOCUMENTS: Documents = { stored: { kind: 'none' }, bootstrap: { kind: 'none' }, verified: [] };

interface Holding {
  readonly stored: StoredPolicy | null;
  readonly minimumRevision: MinimumRevision | null;
  /** Documents that the state before this one had verified: the same bytes get the same answer. */
  readonly verified: readonly Verified[];
}

export async function documentsOf(
  configuration: ManagedConfiguration,
  { stored, minimumRevision, verified }: Holding,
): Promise<Documents> {
  const { bootstrapPolicy } = configuration;
  const [own, bootstrap] = await Promise.all([
    stored === null ? null : verify(configuration, stored.document, minimumRevision, verified),
    bootstrapPolicy === null ? null : verify(configuration, bootstrapPolicy, null, verified),
  ]);
  return {
    stored: reading(own),
    bootstrap: reading(bootstrap),
    verified: [own, bootstrap].filter((each) => each !== null),
  };
}

/** The policy that was active before this one; null when there was none or it is no longer trusted. */
export async function previousPolicy(
  configuration: ManagedConfiguration,
  stored: StoredPolicy | null,
): Promise<AcceptedPolicy | null> {
  const document = stored?.previous ?? null;
  if (document === null) return null;
  const { acceptance } = await verify(configuration, document, null, []);
  return acceptance.ok ? acceptance.policy : null;
}

/** What is known when the host has served a document. */
interface Known {
  readonly minimumRevision: MinimumRevision | null;
  readonly bootstrap: StoredPolicyReading;
  readonly clockMs: number;
  readonly seenMs: number | null;
}

/** Verifies a document from the host against everything that this browser knows. */
export function acceptFetched(
  { trustedKeys, policyName }: ManagedConfiguration,
  document: string,
  { minimumRevision: own, bootstrap, clockMs, seenMs }: Known,
): Promise<Acceptance> {
  const minimumRevision = higher(own, bootstrap.kind === 'verified' ? bootstrap.verified.minimumRevision : null);
  const { nowMs } = trustedTime(clockMs, minimumRevision?.signedAtMs ?? null, seenMs);
  return acceptPolicy(document, { trustedKeys, policyName, minimumRevision, nowMs, origin: 'fetched' });
}

/** The records of an accepted document, by key: policy and minimum revision go into one call, so that neither is there without the other. */
export function valuesOfPolicy(
  configuration: ManagedConfiguration,
  before: StoredPolicy | null,
  accepted: { document: string; etag: string | null; minimumRevision: MinimumRevision; nowMs: number },
): Readonly<Record<string, unknown>> {
  const { document, etag, minimumRevision, nowMs } = accepted;
  const same = before?.document === document;
  const stored: StoredPolicy = {
    url: configuration.policyUrl,
    document,
    etag,
    previous: (same ? before.previous : before?.document) ?? null,
    acceptedAtMs: same ? before.acceptedAtMs : nowMs,
  };
  return {
    [policyRecord.key]: stored,
    [minimumRevisionRecord.key]: minimumRevisionRecordOf(configuration, minimumRevision),
  };
}

/** A document that was accepted just now, as the next state will find it. */
export function asVerified(
  configuration: ManagedConfiguration,
  document: string,
  acceptance: Extract<Acceptance, { ok: true }>,
): Verified {
  return { document, by: verifiedBy(configuration, acceptance.minimumRevision), acceptance };
}

async function verify(
  configuration: ManagedConfiguration,
  document: string,
  minimumRevision: MinimumRevision | null,
  verified: readonly Verified[],
): Promise<Verified> {
  const by = verifiedBy(configuration, minimumRevision);
  const known = verified.find((each) => each.document === document && each.by === by);
  if (known !== undefined) return known;
  const { trustedKeys, policyName } = configuration;
  // No time runs out on a stored document.
  const context: VerificationContext = { trustedKeys, policyName, minimumRevision, nowMs: 0, origin: 'stored' };
  return { document, by, acceptance: await acceptPolicy(document, context) };
}

function verifiedBy(
  { trustedKeys, policyName }: ManagedConfiguration,
  minimumRevision: MinimumRevision | null,
): string {
  const { revision, digest, signedAtMs } = minimumRevision ?? {};
  return JSON.stringify([trustedKeys, policyName, revision, digest, signedAtMs]);
}

function reading(verified: Verified | null): StoredPolicyReading {
  if (verified === null) return { kind: 'none' };
  const { acceptance } = verified;
  if (!acceptance.ok) return { kind: 'refused', code: acceptance.code };
  return {
    kind: 'verified',
    verified: { policy: acceptance.policy, keyId: acceptance.keyId, minimumRevision: acceptance.minimumRevision },
  };
}

function higher(one: MinimumRevision | null, other: MinimumRevision | null): MinimumRevision | null {
  if (one === null || other === null) return one ?? other;
  const signedAtMs = Math.max(one.signedAtMs, other.signedAtMs);
  return { ...(one.revision >= other.revision ? one : other), signedAtMs };
}
