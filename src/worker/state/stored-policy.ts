/**
 * The documents this browser holds: the one fetched last, the one it replaced, and the bootstrap of managed
 * configuration. They are kept as signed bytes and judged again each time, so that neither a damaged store nor a key that
 * is no longer trusted goes unnoticed.
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
import { believedTime } from './trusted-clock.js';
import type { Ports } from '../ports.js';
import type { RecordingPorts } from './record-event.js';
import { policyRecord } from './records.js';
import { readFloor, writeFloor } from './minimum-revision.js';

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

type Needed = RecordingPorts & Pick<Ports, 'rules'>;

/** The document that was fetched and put in force last. */
export async function readStoredPolicy(ports: Needed, configuration: ManagedConfiguration): Promise<HeldReading> {
  const record = await policyRecord.read(ports.durable);
  if (record === null) return { kind: 'none' };
  return reading(await judge(ports, configuration, record.document, await readFloor(ports, configuration), 'stored'));
}

/** The document in managed configuration. It has no floor: whoever hands it over decides about floors too. */
export async function readBootstrap(ports: Needed, configuration: ManagedConfiguration): Promise<HeldReading> {
  const { bootstrapPolicy } = configuration;
  if (bootstrapPolicy === null) return { kind: 'none' };
  return reading(await judge(ports, configuration, bootstrapPolicy, null, 'stored'));
}

/** The policy that was in force before this one; null when there was none or it is no longer trusted. */
export async function readPreviousPolicy(
  ports: Needed,
  configuration: ManagedConfiguration,
): Promise<AcceptedPolicy | null> {
  const document = (await policyRecord.read(ports.durable))?.previous ?? null;
  if (document === null) return null;
  const acceptance = await judge(ports, configuration, document, null, 'stored');
  return acceptance.ok ? acceptance.policy : null;
}

/** Judges a document that the host has served, by everything that this browser knows. */
export async function judgeFetched(
  ports: Needed,
  configuration: ManagedConfiguration,
  document: string,
): Promise<Acceptance> {
  const floor = await readFloor(ports, configuration);
  const { bootstrapPolicy } = configuration;
  const bootstrap =
    bootstrapPolicy === null ? null : await judge(ports, configuration, bootstrapPolicy, null, 'stored');
  return judge(
    ports,
    configuration,
    document,
    higher(floor, bootstrap?.ok === true ? bootstrap.floor : null),
    'fetched',
  );
}

/**
 * Puts an accepted document in force. The policy is written before the floor: dying between the two leaves a policy
 * above its floor, which `raiseFloor` mends; the other order would leave one that its own floor refuses.
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
  await writeFloor(ports, configuration, floor);
}

/** Lifts the floor to the policy in force where the worker died before it could do that itself. */
export async function raiseFloor(ports: Needed, configuration: ManagedConfiguration): Promise<void> {
  const record = await policyRecord.read(ports.durable);
  if (record?.url !== configuration.policyUrl) return;
  const stored = await readStoredPolicy(ports, configuration);
  if (stored.kind !== 'held') return;
  const before = await readFloor(ports, configuration);
  if (stored.held.floor.revision > (before?.revision ?? 0)) await writeFloor(ports, configuration, stored.held.floor);
}

async function judge(
  ports: Needed,
  { trustedKeys, policyName }: ManagedConfiguration,
  document: string,
  floor: RevisionFloor | null,
  origin: 'fetched' | 'stored',
): Promise<Acceptance> {
  const { nowMs } = await believedTime(ports, floor?.signedAtMs ?? null);
  const judgement: Judgement = { trustedKeys, policyName, floor, nowMs, origin };
  return origin === 'stored' ? judgeStored(document, judgement) : acceptPolicy(document, judgement);
}

/** Of stored documents, by their very bytes: what was found of the few that there are while the worker runs. */
const judged = new Map<string, { readonly by: string; readonly acceptance: Promise<Acceptance> }>();
const MAX_JUDGED = 3;

/** One wake-up asks about the same document several times. No time runs out on a stored one, so the answer stays the same. */
function judgeStored(document: string, judgement: Judgement): Promise<Acceptance> {
  const { trustedKeys, policyName, floor } = judgement;
  const by = JSON.stringify([trustedKeys, policyName, floor]);
  const known = judged.get(document);
  if (known?.by === by) return known.acceptance;
  if (judged.size >= MAX_JUDGED) judged.clear();
  const acceptance = acceptPolicy(document, judgement);
  judged.set(document, { by, acceptance });
  return acceptance;
}

function reading(acceptance: Acceptance): HeldReading {
  if (!acceptance.ok) return { kind: 'refused', code: acceptance.code };
  return { kind: 'held', held: { policy: acceptance.policy, keyId: acceptance.keyId, floor: acceptance.floor } };
}

function higher(one: RevisionFloor | null, other: RevisionFloor | null): RevisionFloor | null {
  if (one === null || other === null) return one ?? other;
  const signedAtMs = Math.max(one.signedAtMs, other.signedAtMs);
  return { ...(one.revision >= other.revision ? one : other), signedAtMs };
}
