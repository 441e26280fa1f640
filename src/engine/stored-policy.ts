/**
 * The policy in force: read from storage as signed bytes and judged again each time, so that neither a damaged store
 * nor a key that is no longer trusted goes unnoticed.
 */
import type { AcceptedPolicy } from '../policy/schema.js';
import { acceptPolicy, type Acceptance, type RefusalCode, type RevisionFloor } from '../trust/accept-policy.js';
import type { ManagedConfiguration } from '../trust/managed-configuration.js';
import type { Ports } from './ports.js';
import { floorRecord, policyRecord } from './records.js';

export interface StoredPolicy {
  readonly policy: AcceptedPolicy;
  /** Null: accepted over https with no key pinned. */
  readonly keyId: string | null;
  readonly acceptedAtMs: number;
}

export type StoredReading =
  | { readonly kind: 'in-force'; readonly stored: StoredPolicy }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

type Needed = Pick<Ports, 'durable' | 'clock'>;

export async function readStoredPolicy(ports: Needed, configuration: ManagedConfiguration): Promise<StoredReading> {
  const record = await policyRecord.read(ports.durable);
  if (record === null) return { kind: 'none' };
  const acceptance = await judge(ports, configuration, record.document, 'stored');
  if (!acceptance.ok) return { kind: 'refused', code: acceptance.code };
  const { policy, keyId } = acceptance;
  return { kind: 'in-force', stored: { policy, keyId, acceptedAtMs: record.acceptedAtMs } };
}

/** The policy that was in force before this one; null when there was none or it is no longer trusted. */
export async function readPreviousPolicy(
  ports: Needed,
  { trustedKeys, policyName }: ManagedConfiguration,
): Promise<AcceptedPolicy | null> {
  const document = (await policyRecord.read(ports.durable))?.previous ?? null;
  if (document === null) return null;
  const nowMs = ports.clock.nowMs();
  const acceptance = await acceptPolicy(document, { trustedKeys, policyName, floor: null, nowMs, origin: 'stored' });
  return acceptance.ok ? acceptance.policy : null;
}

/** Judges a document by this browser's configuration, revision floor and clock. */
export async function judge(
  ports: Needed,
  configuration: ManagedConfiguration,
  document: string,
  origin: 'fetched' | 'stored',
): Promise<Acceptance> {
  const { trustedKeys, policyName } = configuration;
  const floor = await readFloor(ports, configuration);
  return acceptPolicy(document, { trustedKeys, policyName, floor, nowMs: ports.clock.nowMs(), origin });
}

/**
 * Puts an accepted document in force. The policy is written before the floor: dying between the two leaves a policy
 * above its floor, which is repaired at the next check; the other order would leave one that its own floor refuses.
 */
export async function storePolicy(
  ports: Needed,
  configuration: ManagedConfiguration,
  accepted: { document: string; etag: string | null; floor: RevisionFloor },
): Promise<void> {
  const { document, etag, floor } = accepted;
  const url = configuration.policyUrl;
  const before = await policyRecord.read(ports.durable);
  const same = before?.document === document;
  await policyRecord.write(ports.durable, {
    url,
    document,
    etag,
    previous: (same ? before.previous : before?.document) ?? null,
    acceptedAtMs: same ? before.acceptedAtMs : ports.clock.nowMs(),
  });
  await floorRecord.write(ports.durable, { domain: domainOf(configuration), ...floor });
}

async function readFloor(ports: Needed, configuration: ManagedConfiguration): Promise<RevisionFloor | null> {
  const record = await floorRecord.read(ports.durable);
  return record?.domain === domainOf(configuration) ? record : null;
}

function domainOf({ policyName, policyUrl }: ManagedConfiguration): string {
  return policyName === null ? `url ${policyUrl}` : `name ${policyName}`;
}
