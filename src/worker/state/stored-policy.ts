/**
 * The documents this browser holds: the one fetched last, the one it replaced, and the bootstrap of managed
 * configuration. They are kept as signed bytes and verified again by every worker, so that neither a damaged store nor a
 * key that is no longer trusted goes unnoticed.
 */
import type { AcceptedPolicy } from '../../policy/schema.js';
import {
  acceptPolicy,
  type Acceptance,
  type Judgement,
  type RefusalCode,
  type RevisionFloor,
} from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { floorRecordOf } from './minimum-revision.js';
import { floorRecord, policyRecord, type RecordOf } from './records.js';
import { believedTime } from './trusted-clock.js';

export type StoredPolicy = RecordOf<typeof policyRecord>;

export interface HeldPolicy {
  readonly policy: AcceptedPolicy;
  /** Null: accepted over https with no key pinned. */
  readonly keyId: string | null;
  readonly floor: RevisionFloor;
}

export type HeldReading =
  | { readonly kind: 'held'; readonly held: HeldPolicy }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

export interface Documents {
  /** The document that was fetched and put in force last. */
  readonly stored: HeldReading;
  /** The document in managed configuration. It has no floor: whoever hands it over decides about floors too. */
  readonly bootstrap: HeldReading;
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
  readonly floor: RevisionFloor | null;
  /** Documents that the state before this one had verified: the same bytes get the same answer. */
  readonly verified: readonly Verified[];
}

export async function documentsOf(
  configuration: ManagedConfiguration,
  { stored, floor, verified }: Holding,
): Promise<Documents> {
  const { bootstrapPolicy } = configuration;
  const [own, bootstrap] = await Promise.all([
    stored === null ? null : verify(configuration, stored.document, floor, verified),
    bootstrapPolicy === null ? null : verify(configuration, bootstrapPolicy, null, verified),
  ]);
  return {
    stored: reading(own),
    bootstrap: reading(bootstrap),
    verified: [own, bootstrap].filter((each) => each !== null),
  };
}

/** The policy that was in force before this one; null when there was none or it is no longer trusted. */
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
  readonly floor: RevisionFloor | null;
  readonly bootstrap: HeldReading;
  readonly clockMs: number;
  readonly seenMs: number | null;
}

/** Judges a document that the host has served, by everything that this browser knows. */
export function acceptFetched(
  { trustedKeys, policyName }: ManagedConfiguration,
  document: string,
  { floor: own, bootstrap, clockMs, seenMs }: Known,
): Promise<Acceptance> {
  const floor = higher(own, bootstrap.kind === 'held' ? bootstrap.held.floor : null);
  const { nowMs } = believedTime(clockMs, floor?.signedAtMs ?? null, seenMs);
  return acceptPolicy(document, { trustedKeys, policyName, floor, nowMs, origin: 'fetched' });
}

/** What puts an accepted document in force, by key: policy and floor go into one call, so that neither is there without the other. */
export function valuesOfPolicy(
  configuration: ManagedConfiguration,
  before: StoredPolicy | null,
  accepted: { document: string; etag: string | null; floor: RevisionFloor; nowMs: number },
): Readonly<Record<string, unknown>> {
  const { document, etag, floor, nowMs } = accepted;
  const same = before?.document === document;
  const stored: StoredPolicy = {
    url: configuration.policyUrl,
    document,
    etag,
    previous: (same ? before.previous : before?.document) ?? null,
    acceptedAtMs: same ? before.acceptedAtMs : nowMs,
  };
  return { [policyRecord.key]: stored, [floorRecord.key]: floorRecordOf(configuration, floor) };
}

/** A document that was accepted just now, as the next state will find it. */
export function asVerified(
  configuration: ManagedConfiguration,
  document: string,
  acceptance: Extract<Acceptance, { ok: true }>,
): Verified {
  return { document, by: verifiedBy(configuration, acceptance.floor), acceptance };
}

async function verify(
  configuration: ManagedConfiguration,
  document: string,
  floor: RevisionFloor | null,
  verified: readonly Verified[],
): Promise<Verified> {
  const by = verifiedBy(configuration, floor);
  const known = verified.find((each) => each.document === document && each.by === by);
  if (known !== undefined) return known;
  const { trustedKeys, policyName } = configuration;
  // No time runs out on a stored document.
  const judgement: Judgement = { trustedKeys, policyName, floor, nowMs: 0, origin: 'stored' };
  return { document, by, acceptance: await acceptPolicy(document, judgement) };
}

function verifiedBy({ trustedKeys, policyName }: ManagedConfiguration, floor: RevisionFloor | null): string {
  const { revision, digest, signedAtMs } = floor ?? {};
  return JSON.stringify([trustedKeys, policyName, revision, digest, signedAtMs]);
}

function reading(verified: Verified | null): HeldReading {
  if (verified === null) return { kind: 'none' };
  const { acceptance } = verified;
  if (!acceptance.ok) return { kind: 'refused', code: acceptance.code };
  return { kind: 'held', held: { policy: acceptance.policy, keyId: acceptance.keyId, floor: acceptance.floor } };
}

function higher(one: RevisionFloor | null, other: RevisionFloor | null): RevisionFloor | null {
  if (one === null || other === null) return one ?? other;
  const signedAtMs = Math.max(one.signedAtMs, other.signedAtMs);
  return { ...(one.revision >= other.revision ? one : other), signedAtMs };
}
