/**
 * The policy source identity: within one address, name and overlapping set of keys, revisions only grow. Another address or name,
 * or keys that have none in common with the ones before, start anew. The minimum revision is kept in storage and, stamped into the
 * metadata rule, beside the installed rules: losing either does not open the way for an older policy.
 */
import { readMetadata } from '../../dnr/metadata-rule.js';
import { METADATA_RULE_ID } from '../../dnr/rule-ids.js';
import { sha256 } from '../../policy/sha256.js';
import type { MinimumRevision } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Ports } from '../ports.js';
import type { MinimumRevisionRecord } from './records.js';

export const NO_MINIMUM_REVISION: MinimumRevision = { revision: 0, digest: '', signedAtMs: 0 };

type Domain = Pick<ManagedConfiguration, 'policyUrl' | 'policyName' | 'trustedKeys'>;

/** The minimum revision of this domain; null while nothing has been accepted in it. */
export function minimumRevisionIn(record: MinimumRevisionRecord | null, domain: Domain): MinimumRevision | null {
  return record === null || differenceOf(record, domain) !== 'none' || record.revision === 0 ? null : record;
}

export function minimumRevisionRecordOf(
  domain: Domain,
  { revision, digest, signedAtMs }: MinimumRevision,
): MinimumRevisionRecord {
  return { ...identity(domain), revision, digest, signedAtMs };
}

/** Whether the record knows other keys of the same domain than the configuration does. */
export function knowsOtherKeys(record: MinimumRevisionRecord, domain: Domain): boolean {
  return JSON.stringify(record.keys) !== JSON.stringify(identity(domain).keys);
}

/** The revision to be installed, the domain and its minimum revision, as text for the metadata rule. */
export async function rollbackStampOf(
  installing: number,
  minimumRevision: MinimumRevision | null,
  domain: Domain,
): Promise<string> {
  const { revision, digest, signedAtMs } = minimumRevision ?? NO_MINIMUM_REVISION;
  return [installing, await rollbackStampName(domain), revision, digest, signedAtMs].join('.');
}

/** The rollback stamp that is installed; null when no rules of ours are. */
export async function readRollbackStamp({ rules }: Pick<Ports, 'rules'>): Promise<string | null> {
  const [metadata] = await rules.installed([METADATA_RULE_ID]);
  return readMetadata(metadata)?.rollbackStamp ?? null;
}

/** The revision of the policy whose rules are installed. */
export function rollbackStampRevision(rollbackStamp: string): number {
  return Number(rollbackStamp.split('.')[0]);
}

/** The minimum revision in the rollback stamp; null if it is another identity's. */
export async function rollbackStampMinimumRevision(
  rollbackStamp: string,
  domain: Domain,
): Promise<MinimumRevisionRecord | null> {
  const [, name, revision, digest = '', signedAtMs] = rollbackStamp.split('.');
  if (name !== (await rollbackStampName(domain)) || Number(revision) === 0) return null;
  return { ...identity(domain), revision: Number(revision), digest, signedAtMs: Number(signedAtMs) };
}

async function rollbackStampName({ policyUrl, policyName }: Domain): Promise<string> {
  return (await sha256(JSON.stringify([policyUrl, policyName]))).slice(0, 16);
}

function identity({ policyUrl, policyName, trustedKeys }: Domain) {
  return { policyUrl, policyName, keys: (trustedKeys ?? []).map(({ x }) => x) };
}

/** What makes the configuration's domain another one than the record's. */
export function differenceOf(
  record: MinimumRevisionRecord,
  domain: Domain,
): 'none' | 'policyUrl' | 'policyName' | 'trustedKeys' {
  const { policyUrl, policyName, keys } = identity(domain);
  if (record.policyUrl !== policyUrl) return 'policyUrl';
  if (record.policyName !== policyName) return 'policyName';
  const before = record.keys;
  if (before === null || before.length + keys.length === 0) return 'none';
  return keys.some((key) => before.includes(key)) ? 'none' : 'trustedKeys';
}
