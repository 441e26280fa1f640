/**
 * One check: fetches the policy, verifies it, and returns what to store and when the next check is due. A failure leaves the
 * active policy unchanged and is recorded with a code, which the popup explains.
 */
import type { EventKind } from '../../events/event-kinds.js';
import { MAX_DOCUMENT_BYTES, type Acceptance, type RefusalCode } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { isSingleEtag } from '../../trust/policy-answer.js';
import { apply } from '../state/apply.js';
import { recordEffect, storeEffects, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { openState, type LastState } from '../state/open-state.js';
import { checkRecord, timeRecord } from '../state/records.js';
import { acceptFetched, asVerified, valuesOfPolicy } from '../state/stored-policy.js';
import { isConfirmed, momentToRemember } from '../state/trusted-clock.js';
import { checkAfter, pollMsOf } from './check-schedule.js';
import { ownDomain, type OwnDomain } from './own-domain.js';
import type { HostAnswer, HostFailureCode } from '../host-ports.js';
import type { Ports } from '../ports.js';

type CheckOutcome = 'accepted' | 'unchanged' | HostFailureCode | RefusalCode;

interface Checked {
  readonly outcome: CheckOutcome;
  readonly event: EventKind | null;
  readonly detail: string;
  readonly retryAfterMs: number | null;
  /** What the host served, when it was accepted. */
  readonly served: Served | null;
}

interface Served {
  readonly document: string;
  readonly etag: string | null;
  readonly acceptance: Extract<Acceptance, { ok: true }>;
}

/** The inputs of a check. */
interface CheckContext extends OwnDomain {
  readonly configuration: ManagedConfiguration;
  readonly documents: State['documents'];
  /** The last moment at which the clock was trusted; null before the first. */
  readonly seenMs: number | null;
}

/** A cache on the way may have mixed two documents, or kept a broken answer. */
const WORTH_ANOTHER_CHECK: ReadonlySet<CheckOutcome> = new Set<CheckOutcome>(['signature-invalid', 'not-signed']);

/** Null when this browser is not managed, and has no policy to check. */
export async function syncPolicy(ports: Ports, last: LastState): Promise<CheckOutcome | null> {
  const state = await openState(ports, last);
  const { configuration } = state.managed;
  if (configuration === null) return null;
  const domain = ownDomain(state, configuration);
  await apply(ports, domain.effects);
  const { documents, records } = state;
  const context = { ...domain, configuration, documents, seenMs: records.time?.seenMs ?? null };
  const { checked, seenMs } = await fetchAndVerify(ports, context);
  const random = ports.random.fraction();
  await apply(ports, effectsOf(state, { ...context, seenMs }, checked, { nowMs: ports.clock.nowMs(), random }));
  if (checked.served !== null) {
    const { document, acceptance } = checked.served;
    const verified = [asVerified(configuration, document, acceptance), ...documents.verified];
    last.state = { ...state, documents: { ...documents, verified } };
  }
  return checked.outcome;
}

interface Found {
  readonly checked: Checked;
  readonly seenMs: number | null;
}

async function fetchAndVerify(ports: Ports, context: CheckContext): Promise<Found> {
  const first = await fetchOnce(ports, context, false);
  if (!WORTH_ANOTHER_CHECK.has(first.checked.outcome)) return first;
  const second = await fetchOnce(ports, { ...context, seenMs: first.seenMs }, true);
  const { checked, seenMs } = second;
  const isGood = checked.outcome === 'accepted' || checked.outcome === 'unchanged';
  return isGood ? second : { checked: { ...first.checked, retryAfterMs: checked.retryAfterMs }, seenMs };
}

async function fetchOnce(ports: Ports, context: CheckContext, bypassCaches: boolean): Promise<Found> {
  const etag = bypassCaches ? null : activatedEtag(context);
  const request = { etag, maxBytes: MAX_DOCUMENT_BYTES, bypassCaches };
  const answer = await ports.host.fetch(context.configuration.policyUrl, request);
  const clockMs = ports.clock.nowMs();
  const { hostTimeMs } = answer;
  const isRight = hostTimeMs !== null && isConfirmed(clockMs, context.seenMs, hostTimeMs);
  const seenMs = isRight ? clockMs : context.seenMs;
  return { checked: await verified({ ...context, seenMs }, answer, clockMs), seenMs };
}

async function verified(context: CheckContext, answer: HostAnswer, clockMs: number): Promise<Checked> {
  const nothing = { event: null, detail: '', retryAfterMs: null, served: null };
  if (answer.kind === 'unchanged') return { ...nothing, outcome: 'unchanged' };
  if (answer.kind === 'failed') {
    const { code, detail, retryAfterMs } = answer;
    return { outcome: code, event: 'check-failed', detail, retryAfterMs, served: null };
  }
  const { document, etag } = answer;
  const { configuration, minimumRevision, documents, seenMs, stored } = context;
  const known = { minimumRevision, bootstrap: documents.bootstrap, clockMs, seenMs };
  const acceptance = await acceptFetched(configuration, document, known);
  if (!acceptance.ok)
    return { ...nothing, outcome: acceptance.code, event: 'policy-refused', detail: acceptance.detail };
  const served = { document, etag, acceptance };
  const detail = `revision ${acceptance.minimumRevision.revision}`;
  return stored?.document === document
    ? { ...nothing, outcome: 'unchanged', detail, served }
    : { ...nothing, outcome: 'accepted', event: 'policy-accepted', detail, served };
}

/** The accepted document and the outcome are stored together; then the event is recorded. */
function effectsOf(
  { records, policyState }: State,
  { configuration, stored, minimumRevision, seenMs }: CheckContext,
  { outcome, event, detail, retryAfterMs, served }: Checked,
  { nowMs, random }: { nowMs: number; random: number },
): readonly Effect[] {
  const pollMs = served === null ? pollMsOf(policyState) : served.acceptance.policy.pollSeconds * 1000;
  const check = checkAfter(records.check, { outcome, detail, retryAfterMs }, { nowMs, pollMs, random });
  const rememberMs =
    served === null ? seenMs : (momentToRemember(nowMs, minimumRevision?.signedAtMs ?? null, seenMs) ?? seenMs);
  const isNewMoment = rememberMs !== null && rememberMs !== (records.time?.seenMs ?? null);
  const stores = storeEffects('durable', {
    ...(served !== null &&
      valuesOfPolicy(configuration, stored, { ...served, minimumRevision: served.acceptance.minimumRevision, nowMs })),
    [checkRecord.key]: check,
    ...(isNewMoment && { [timeRecord.key]: { seenMs: rememberMs } }),
  });
  const code = event === 'policy-accepted' ? '' : outcome;
  return [...stores, ...(event === null ? [] : [recordEffect({ kind: event, code, detail })])];
}

/** The ETag of the active document only: never of a rejected document, or of one that no longer verifies. */
function activatedEtag({ configuration, stored, documents }: CheckContext): string | null {
  if (stored?.url !== configuration.policyUrl || !isSingleEtag(stored.etag ?? '')) return null;
  return documents.stored.kind === 'verified' ? stored.etag : null;
}
