/** Remembers how the last look at the policy's host ended, and when the next one is due. */
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { readPolicyInForce } from '../state/active-policy.js';
import { ALARM_PRECISION_MS, heldOffForMs, nextLookInMs, startLookInMs, type Look } from '../intervals.js';
import type { Ports } from '../ports.js';
import { checkRecord } from '../state/records.js';

/** While the first policy is still awaited. */
const WAITING_POLL_MS = 60_000;

/** Networks come and go: no more than one look in this time. */
const NETWORK_BACK_MS = 3_000;

type Needed = Pick<Ports, 'durable' | 'clock'>;

interface Looked {
  readonly outcome: string;
  readonly detail: string;
  readonly retryAfterMs: number | null;
}

/** @param pollMs the policy's own interval */
export async function recordLook(
  ports: Ports,
  { outcome, detail, retryAfterMs }: Looked,
  pollMs: number,
): Promise<void> {
  const atMs = ports.clock.nowMs();
  const kind = kindOf(outcome);
  const before = await checkRecord.read(ports.durable);
  const failures = kind === 'good' ? 0 : (before?.failures ?? 0) + 1;
  await checkRecord.write(ports.durable, {
    atMs,
    outcome,
    detail,
    lastGoodAtMs: kind === 'good' ? atMs : (before?.lastGoodAtMs ?? null),
    failures,
    nextAtMs: Math.round(
      atMs + nextLookInMs({ outcome: kind, failures, retryAfterMs }, pollMs, ports.random.fraction()),
    ),
    heldOffUntilMs: retryAfterMs === null ? null : atMs + heldOffForMs(retryAfterMs),
  });
}

/** The policy's own interval in milliseconds, or how often the first policy is asked for. */
export async function pollMsOf(ports: Ports, configuration: ManagedConfiguration): Promise<number> {
  const reading = await readPolicyInForce(ports, configuration);
  return reading.kind === 'in-force' ? reading.policy.pollSeconds * 1000 : WAITING_POLL_MS;
}

/** Whether the next look is due. One that was missed (asleep, switched off) is. */
export async function isLookDue({ durable, clock }: Needed): Promise<boolean> {
  const check = await checkRecord.read(durable);
  const nowMs = clock.nowMs();
  // A clock that was set back must not keep the next look away.
  return check === null || nowMs >= check.nextAtMs - ALARM_PRECISION_MS || nowMs < check.atMs;
}

/** Whether a page that is opened may ask for a look: the last one is older than this, and the host allows it. */
export async function mayLookAgain({ durable, clock }: Needed, afterMs: number): Promise<boolean> {
  const check = await checkRecord.read(durable);
  const nowMs = clock.nowMs();
  if (check === null || nowMs < check.atMs) return true;
  return nowMs - check.atMs >= afterMs && nowMs >= (check.heldOffUntilMs ?? 0);
}

/** Whether the last look failed and another may be made, now that the network is back. */
export async function hasFailedLook(ports: Needed): Promise<boolean> {
  const check = await checkRecord.read(ports.durable);
  return check !== null && check.failures > 0 && (await mayLookAgain(ports, NETWORK_BACK_MS));
}

/**
 * Brings the next look near, but not at once: a company's browsers start at nine, and get their network back, together.
 */
export async function spreadLook(ports: Ports): Promise<void> {
  const check = await checkRecord.read(ports.durable);
  // Without a policy there is nothing to wait for.
  if (check?.lastGoodAtMs == null) return;
  const nowMs = ports.clock.nowMs();
  const spreadAtMs = Math.round(nowMs + startLookInMs(ports.random.fraction()));
  const nextAtMs = Math.max(spreadAtMs, check.heldOffUntilMs ?? 0);
  const isSoonAnyway = check.nextAtMs > nowMs && check.nextAtMs <= nextAtMs;
  if (!isSoonAnyway) await checkRecord.write(ports.durable, { ...check, nextAtMs });
}

function kindOf(outcome: string): Look['outcome'] {
  if (outcome === 'offline') return 'offline';
  return outcome === 'accepted' || outcome === 'unchanged' ? 'good' : 'failed';
}
