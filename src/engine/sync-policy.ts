/**
 * Looks at the policy's host once: fetches, judges, stores. Whatever goes wrong leaves the policy in force untouched
 * and is recorded with a code that the popup puts into words.
 */
import { MAX_DOCUMENT_BYTES, type RefusalCode } from '../trust/accept-policy.js';
import type { ManagedConfiguration } from '../trust/managed-configuration.js';
import { readManaged } from './managed-source.js';
import type { HostFailureCode, Ports } from './ports.js';
import { checkRecord, policyRecord } from './records.js';
import { judge, readStoredPolicy, storePolicy } from './stored-policy.js';

export type CheckOutcome = 'accepted' | 'unchanged' | HostFailureCode | RefusalCode;

interface Checked {
  readonly outcome: CheckOutcome;
  readonly detail: string;
}

/** Null when this browser is not managed, so that there is nothing to look at. */
export async function syncPolicy(ports: Ports): Promise<CheckOutcome | null> {
  const { configuration } = await readManaged(ports);
  if (configuration === null) return null;
  const checked = await check(ports, configuration);
  await recordCheck(ports, checked);
  return checked.outcome;
}

async function check(ports: Ports, configuration: ManagedConfiguration): Promise<Checked> {
  const answer = await ports.host.fetch(
    configuration.policyUrl,
    await activatedEtag(ports, configuration),
    MAX_DOCUMENT_BYTES,
  );
  if (answer.kind === 'unchanged') return { outcome: 'unchanged', detail: '' };
  if (answer.kind === 'failed') return { outcome: answer.code, detail: answer.detail };
  const acceptance = await judge(ports, configuration, answer.document, 'fetched');
  if (!acceptance.ok) return { outcome: acceptance.code, detail: acceptance.detail };
  const before = await policyRecord.read(ports.durable);
  await storePolicy(ports, configuration, {
    document: answer.document,
    etag: answer.etag,
    floor: acceptance.floor,
  });
  return { outcome: before?.document === answer.document ? 'unchanged' : 'accepted', detail: '' };
}

/** The ETag of the document in force only: never of one that was refused, nor of one that no longer verifies. */
async function activatedEtag(ports: Ports, configuration: ManagedConfiguration): Promise<string | null> {
  const record = await policyRecord.read(ports.durable);
  if (record?.url !== configuration.policyUrl) return null;
  const reading = await readStoredPolicy(ports, configuration);
  return reading.kind === 'in-force' ? record.etag : null;
}

async function recordCheck(ports: Ports, { outcome, detail }: Checked): Promise<void> {
  const atMs = ports.clock.nowMs();
  const good = outcome === 'accepted' || outcome === 'unchanged';
  const before = await checkRecord.read(ports.durable);
  await checkRecord.write(ports.durable, {
    atMs,
    outcome,
    detail,
    lastGoodAtMs: good ? atMs : (before?.lastGoodAtMs ?? null),
  });
}
