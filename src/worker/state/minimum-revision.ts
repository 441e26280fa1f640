/**
 * The trust domain: within one address, name and overlapping set of keys, revisions only grow. Another address or name,
 * or keys that have none in common with the ones before, start anew. The floor is kept in storage and, sealed into the
 * marker rule, beside the installed rules: losing either does not open the way for an older policy.
 */
import { readMarker } from '../../dnr/metadata-rule.js';
import { MARKER_RULE_ID } from '../../dnr/rule-ids.js';
import { sha256 } from '../../policy/sha256.js';
import type { RevisionFloor } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Ports } from '../ports.js';
import { recordEvent, type RecordingPorts } from './record-event.js';
import { floorRecord, policyRecord, type FloorRecord } from './records.js';

type Needed = RecordingPorts & Pick<Ports, 'rules'>;
const NO_FLOOR: RevisionFloor = { revision: 0, digest: '', signedAtMs: 0 };

type Domain = Pick<ManagedConfiguration, 'policyUrl' | 'policyName' | 'trustedKeys'>;

/** The floor of this domain; null while nothing has been accepted in it. */
export async function readFloor(ports: Needed, domain: Domain): Promise<RevisionFloor | null> {
  const record = await readRecord(ports, domain);
  return record === null || !isSame(record, domain) || record.revision === 0 ? null : record;
}

export async function writeFloor(ports: Needed, domain: Domain, floor: RevisionFloor): Promise<void> {
  const { revision, digest, signedAtMs } = floor;
  await floorRecord.write(ports.durable, { ...identity(domain), revision, digest, signedAtMs });
}

/** Starts the domain of this configuration when it is another than before, and learns keys that joined or left it. */
export async function ensureDomain(ports: Needed, domain: Domain): Promise<void> {
  const record = await readRecord(ports, domain);
  if (record === null) return;
  if (!isSame(record, domain)) {
    await detachPolicy(ports);
    await writeFloor(ports, domain, NO_FLOOR);
    const detail = `after revision ${record.revision}`;
    await recordEvent(ports, { kind: 'trust-domain-changed', code: differenceOf(record, domain), detail });
  } else if (JSON.stringify(record.keys) !== JSON.stringify(identity(domain).keys)) {
    await writeFloor(ports, domain, record);
  }
}

/** The revision to be installed, the domain and its floor, as text for the marker rule. */
export async function sealOf(installing: number, floor: RevisionFloor | null, domain: Domain): Promise<string> {
  const { revision, digest, signedAtMs } = floor ?? NO_FLOOR;
  return [installing, await sealedName(domain), revision, digest, signedAtMs].join('.');
}

/** The revision of the policy whose rules are installed; null when none of ours are. */
export async function installedRevision({ rules }: Pick<Ports, 'rules'>): Promise<number | null> {
  const [marker] = await rules.installed([MARKER_RULE_ID]);
  const seal = readMarker(marker)?.seal;
  return seal === undefined ? null : Number(seal.split('.')[0]);
}

/** The policy from the domain before stays in force, but says nothing about the floor or the host of the new one. */
async function detachPolicy({ durable }: Needed): Promise<void> {
  const stored = await policyRecord.read(durable);
  if (stored !== null) await policyRecord.write(durable, { ...stored, url: '', etag: null });
}

async function readRecord(ports: Needed, domain: Domain): Promise<FloorRecord | null> {
  const stored = await floorRecord.read(ports.durable);
  if (stored !== null) return stored;
  const sealed = await readSealed(ports, domain);
  if (sealed === null) return null;
  const restored = { ...identity(domain), ...sealed };
  // Told before it is mended: a worker that dies between the two tells it again.
  const { revision } = sealed;
  await recordEvent(ports, { kind: 'state-repaired', code: 'floor', detail: `revision ${revision}`, revision });
  await floorRecord.write(ports.durable, restored);
  return restored;
}

async function readSealed({ rules }: Needed, domain: Domain): Promise<RevisionFloor | null> {
  const [marker] = await rules.installed([MARKER_RULE_ID]);
  const [, name, revision, digest = '', signedAtMs] = readMarker(marker)?.seal.split('.') ?? [];
  if (name !== (await sealedName(domain)) || Number(revision) === 0) return null;
  return { revision: Number(revision), digest, signedAtMs: Number(signedAtMs) };
}

async function sealedName({ policyUrl, policyName }: Domain): Promise<string> {
  return (await sha256(JSON.stringify([policyUrl, policyName]))).slice(0, 16);
}

function identity({ policyUrl, policyName, trustedKeys }: Domain) {
  return { policyUrl, policyName, keys: (trustedKeys ?? []).map(({ x }) => x) };
}

function isSame(record: FloorRecord, domain: Domain): boolean {
  return differenceOf(record, domain) === 'none';
}

function differenceOf(record: FloorRecord, domain: Domain): 'none' | 'policyUrl' | 'policyName' | 'trustedKeys' {
  const { policyUrl, policyName, keys } = identity(domain);
  if (record.policyUrl !== policyUrl) return 'policyUrl';
  if (record.policyName !== policyName) return 'policyName';
  const before = record.keys;
  if (before === null || before.length + keys.length === 0) return 'none';
  return keys.some((key) => before.includes(key)) ? 'none' : 'trustedKeys';
}
