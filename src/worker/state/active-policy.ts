/**
 * Which policy is in force: the one fetched last, else the bootstrap of managed configuration, else what managed
 * configuration says for the time before any policy.
 */
import { acceptInitialPolicy, type RefusalCode } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Ports } from '../ports.js';
import type { RecordingPorts } from './record-event.js';
import { readBootstrap, readStoredPolicy, type HeldPolicy, type HeldReading } from './stored-policy.js';
import { installedRevision, readFloor } from './minimum-revision.js';

export type PolicySource = 'published' | 'bootstrap' | 'initial';

type PolicyReading =
  | ({ readonly kind: 'in-force'; readonly source: PolicySource } & Pick<HeldPolicy, 'policy' | 'keyId'>)
  /** `lost`: what is installed stays, being newer than anything that could take its place. */
  | { readonly kind: 'none'; readonly reason: 'never' | 'distrusted' | 'lost' };

/** A key or name that is no longer trusted takes its policy with it; a damaged record does not. */
const DISTRUST: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['key-unknown', 'name-differs']);

type Needed = RecordingPorts & Pick<Ports, 'rules'>;

export async function readPolicyInForce(ports: Needed, configuration: ManagedConfiguration): Promise<PolicyReading> {
  const stored = await readStoredPolicy(ports, configuration);
  const bootstrap = await readBootstrap(ports, configuration);
  const newest = newestOf(stored, bootstrap);
  const reason = reasonWithout(stored, (await readFloor(ports, configuration)) !== null);
  const newestRevision = newest?.held.policy.revision ?? 0;
  const isLost = stored.kind !== 'held' && reason === 'lost';
  if (isLost && ((await installedRevision(ports)) ?? 0) > newestRevision) return { kind: 'none', reason };
  if (newest !== null)
    return { kind: 'in-force', source: newest.source, policy: newest.held.policy, keyId: newest.held.keyId };
  const initial = acceptInitialPolicy(configuration);
  if (initial !== null) return { kind: 'in-force', source: 'initial', policy: initial, keyId: null };
  return { kind: 'none', reason };
}

function newestOf(stored: HeldReading, bootstrap: HeldReading): { source: PolicySource; held: HeldPolicy } | null {
  const published = stored.kind === 'held' ? stored.held : null;
  const handedOver = bootstrap.kind === 'held' ? bootstrap.held : null;
  if (handedOver !== null && handedOver.policy.revision > (published?.policy.revision ?? 0)) {
    return { source: 'bootstrap', held: handedOver };
  }
  return published === null ? null : { source: 'published', held: published };
}

function reasonWithout(stored: HeldReading, hadOne: boolean): 'never' | 'distrusted' | 'lost' {
  if (stored.kind === 'refused') return DISTRUST.has(stored.code) ? 'distrusted' : 'lost';
  return hadOne ? 'lost' : 'never';
}
