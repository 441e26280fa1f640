/**
 * Looks at the policy's host once: fetches, judges, stores, and says when to look next. Whatever goes wrong leaves the
 * policy in force untouched and is recorded with a code that the popup puts into words.
 */
import type { EventKind } from '../../events/event.js';
import { MAX_DOCUMENT_BYTES, type RefusalCode } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { isSingleEtag } from '../../trust/policy-answer.js';
import { confirmClock } from '../state/trusted-clock.js';
import { readManaged } from '../state/managed-source.js';
import { pollMsOf, recordLook } from './check-schedule.js';
import type { HostFailureCode, Ports } from '../ports.js';
import { policyRecord } from '../state/records.js';
import { recordEvent } from '../state/record-event.js';
import { judgeFetched, raiseFloor, readStoredPolicy, storePolicy } from '../state/stored-policy.js';
import { ensureDomain } from '../state/minimum-revision.js';

type CheckOutcome = 'accepted' | 'unchanged' | HostFailureCode | RefusalCode;

interface Checked {
  readonly outcome: CheckOutcome;
  readonly event: EventKind | null;
  readonly detail: string;
  readonly retryAfterMs: number | null;
}

/** A cache on the way may have mixed two documents, or kept a broken answer. */
const WORTH_ANOTHER_LOOK: ReadonlySet<CheckOutcome> = new Set<CheckOutcome>(['signature-invalid', 'not-signed']);

/** Null when this browser is not managed, so that there is nothing to look at. */
export async function syncPolicy(ports: Ports): Promise<CheckOutcome | null> {
  const { configuration } = await readManaged(ports);
  if (configuration === null) return null;
  await ensureDomain(ports, configuration);
  await raiseFloor(ports, configuration);
  const checked = await check(ports, configuration);
  await recordLook(ports, checked, await pollMsOf(ports, configuration));
  const { event, outcome, detail } = checked;
  if (event !== null)
    await recordEvent(ports, { kind: event, code: event === 'policy-accepted' ? '' : outcome, detail });
  return outcome;
}

async function check(ports: Ports, configuration: ManagedConfiguration): Promise<Checked> {
  const first = await look(ports, configuration, false);
  if (!WORTH_ANOTHER_LOOK.has(first.outcome)) return first;
  const second = await look(ports, configuration, true);
  return isGood(second.outcome) ? second : { ...first, retryAfterMs: second.retryAfterMs };
}

async function look(ports: Ports, configuration: ManagedConfiguration, bypassCaches: boolean): Promise<Checked> {
  const etag = bypassCaches ? null : await activatedEtag(ports, configuration);
  const request = { etag, maxBytes: MAX_DOCUMENT_BYTES, bypassCaches };
  const answer = await ports.host.fetch(configuration.policyUrl, request);
  if (answer.hostTimeMs !== null) await confirmClock(ports, answer.hostTimeMs);
  if (answer.kind === 'unchanged') return { outcome: 'unchanged', event: null, detail: '', retryAfterMs: null };
  if (answer.kind === 'failed') {
    const { code, detail, retryAfterMs } = answer;
    return { outcome: code, event: 'check-failed', detail, retryAfterMs };
  }
  return take(ports, configuration, answer);
}

/** Judges what the host has served, and puts it in force. */
async function take(
  ports: Ports,
  configuration: ManagedConfiguration,
  { document, etag }: { document: string; etag: string | null },
): Promise<Checked> {
  const acceptance = await judgeFetched(ports, configuration, document);
  if (!acceptance.ok) {
    return { outcome: acceptance.code, event: 'policy-refused', detail: acceptance.detail, retryAfterMs: null };
  }
  const before = await policyRecord.read(ports.durable);
  await storePolicy(ports, configuration, { document, etag, floor: acceptance.floor });
  const detail = `revision ${acceptance.floor.revision}`;
  return before?.document === document
    ? { outcome: 'unchanged', event: null, detail, retryAfterMs: null }
    : { outcome: 'accepted', event: 'policy-accepted', detail, retryAfterMs: null };
}

/** The ETag of the document in force only: never of one that was refused, nor of one that no longer verifies. */
async function activatedEtag(ports: Ports, configuration: ManagedConfiguration): Promise<string | null> {
  const record = await policyRecord.read(ports.durable);
  if (record?.url !== configuration.policyUrl || !isSingleEtag(record.etag ?? '')) return null;
  const reading = await readStoredPolicy(ports, configuration);
  return reading.kind === 'held' ? record.etag : null;
}

function isGood(outcome: CheckOutcome): boolean {
  return outcome === 'accepted' || outcome === 'unchanged';
}
