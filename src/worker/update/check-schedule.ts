/** How the last look at the policy's host ended, and when the next one is due. */
import { storeEffects, type Effect } from '../state/effects.js';
import type { PolicyState } from '../state/policy-state.js';
import { checkRecord, type RecordOf } from '../state/records.js';
import { ALARM_PRECISION_MS, heldOffForMs, nextCheckInMs, firstCheckInMs, type Check } from '../intervals.js';

/** While the first policy is still awaited. */
const WAITING_POLL_MS = 60_000;

/** Networks come and go: no more than one look in this time. */
const NETWORK_BACK_MS = 3_000;

/** Null: there was none yet. */
type LastCheck = RecordOf<typeof checkRecord> | null;

interface CheckResult {
  readonly outcome: string;
  readonly detail: string;
  readonly retryAfterMs: number | null;
}

interface Timing {
  /** When it ended, by this browser's own clock. */
  readonly nowMs: number;
  /** The policy's own interval. */
  readonly pollMs: number;
  /** At least 0, less than 1. */
  readonly random: number;
}

/** What is remembered of a look. */
export function checkAfter(
  before: LastCheck,
  looked: CheckResult,
  { nowMs, pollMs, random }: Timing,
): NonNullable<LastCheck> {
  const { outcome, detail, retryAfterMs } = looked;
  const kind = kindOf(outcome);
  const failures = kind === 'good' ? 0 : (before?.failures ?? 0) + 1;
  return {
    atMs: nowMs,
    outcome,
    detail,
    lastGoodAtMs: kind === 'good' ? nowMs : (before?.lastGoodAtMs ?? null),
    failures,
    nextAtMs: Math.round(nowMs + nextCheckInMs({ outcome: kind, failures, retryAfterMs }, pollMs, random)),
    heldOffUntilMs: retryAfterMs === null ? null : nowMs + heldOffForMs(retryAfterMs),
  };
}

/** The policy's own interval in milliseconds, or how often the first policy is asked for. */
export function pollMsOf(policyState: PolicyState): number {
  return policyState.kind === 'in-force' ? policyState.effective.policy.pollSeconds * 1000 : WAITING_POLL_MS;
}

/** Whether the next look is due. One that was missed (asleep, switched off) is. */
export function isCheckDue(check: LastCheck, nowMs: number): boolean {
  // A clock that was set back must not keep the next look away.
  return check === null || nowMs >= check.nextAtMs - ALARM_PRECISION_MS || nowMs < check.atMs;
}

/** Whether a page that is opened may ask for a look: the last one is older than this, and the host allows it. */
export function mayCheckAgain(check: LastCheck, nowMs: number, afterMs: number): boolean {
  if (check === null || nowMs < check.atMs) return true;
  return nowMs - check.atMs >= afterMs && nowMs >= (check.heldOffUntilMs ?? 0);
}

/** Whether the last look failed and another may be made, now that the network is back. */
export function hasFailedCheck(check: LastCheck, nowMs: number): boolean {
  return check !== null && check.failures > 0 && mayCheckAgain(check, nowMs, NETWORK_BACK_MS);
}

/**
 * Brings the next look near, but not at once: a company's browsers start at nine, and get their network back, together.
 * @param random at least 0, less than 1
 */
export function spreadCheck(check: LastCheck, nowMs: number, random: number): readonly Effect[] {
  // Without a policy there is nothing to wait for.
  if (check?.lastGoodAtMs == null) return [];
  const nextAtMs = Math.max(Math.round(nowMs + firstCheckInMs(random)), check.heldOffUntilMs ?? 0);
  const isSoonAnyway = check.nextAtMs > nowMs && check.nextAtMs <= nextAtMs;
  return isSoonAnyway ? [] : storeEffects('durable', { [checkRecord.key]: { ...check, nextAtMs } });
}

function kindOf(outcome: string): Check['outcome'] {
  if (outcome === 'offline') return 'offline';
  return outcome === 'accepted' || outcome === 'unchanged' ? 'good' : 'failed';
}
