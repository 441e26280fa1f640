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
import type { FloorRecord } from './records.js';

export const NO_FLOOR: RevisionFloor = { revision: 0, digest: '', signedAtMs: 0 };

type Domain = Pick<ManagedConfiguration, 'policyUrl' | 'policyName' | 'trustedKeys'>;

/** The floor of this domain; null while nothing has been accepted in it. */
export function floorIn(record: FloorRecord | null, domain: Domain): RevisionFloor | null {
  return record === null || differenceOf(record, domain) !== 'none' || record.revision === 0 ? null : record;
}

export function floorRecordOf(domain: Domain, { revision, digest, signedAtMs }: RevisionFloor): FloorRecord {
  return { ...identity(domain), revision, digest, signedAtMs };
}

/** Whether the record knows other keys of the same domain than the configuration does. */
export function knowsOtherKeys(record: FloorRecord, domain: Domain): boolean {
  return JSON.stringify(record.keys) !== JSON.stringify(identity(domain).keys);
}

/** The revision to be installed, the domain and its floor, as text for the marker rule. */
export async function sealOf(installing: number, floor: RevisionFloor | null, domain: Domain): Promise<string> {
  const { revision, digest, signedAtMs } = floor ?? NO_FLOOR;
  return [installing, await sealedName(domain), revision, digest, signedAtMs].join('.');
}

/** The seal that is installed; null when no rules of ours are. */
export async function readSeal({ rules }: Pick<Ports, 'rules'>): Promise<string | null> {
  const [marker] = await rules.installed([MARKER_RULE_ID]);
  return readMarker(marker)?.seal ?? null;
}

/** The revision of the policy whose rules are installed. */
export function sealedRevision(seal: string): number {
  return Number(seal.split('.')[0]);
}

/** The floor that the seal remembers; null when it is another domain's. */
export async function sealedFloor(seal: string, domain: Domain): Promise<FloorRecord | null> {
  const [, name, revision, digest = '', signedAtMs] = seal.split('.');
  if (name !== (await sealedName(domain)) || Number(revision) === 0) return null;
  return { ...identity(domain), revision: Number(revision), digest, signedAtMs: Number(signedAtMs) };
}

async function sealedName({ policyUrl, policyName }: Domain): Promise<string> {
  return (await sha256(JSON.stringify([policyUrl, policyName]))).slice(0, 16);
}

function identity({ policyUrl, policyName, trustedKeys }: Domain) {
  return { policyUrl, policyName, keys: (trustedKeys ?? []).map(({ x }) => x) };
}

/** What makes the configuration's domain another one than the record's. */
export function differenceOf(record: FloorRecord, domain: Domain): 'none' | 'policyUrl' | 'policyName' | 'trustedKeys' {
  const { policyUrl, policyName, keys } = identity(domain);
  if (record.policyUrl !== policyUrl) return 'policyUrl';
  if (record.policyName !== policyName) return 'policyName';
  const before = record.keys;
  if (before === null || before.length + keys.length === 0) return 'none';
  return keys.some((key) => before.includes(key)) ? 'none' : 'trustedKeys';
}
