/**
 * When to look at the policy's host next. Spread so that a fleet of browsers never asks at one moment: not when people
 * arrive in the morning, and not when the host is back after an outage.
 */

/** Share of an interval by which the next look may come earlier or later. */
export const JITTER = 0.2;

/** An alarm may ring a little before its time. */
export const ALARM_PRECISION_MS = 1_000;

/** Nothing reaches the host while the network is away; but all of them do within this time once it is back. */
const OFFLINE_RETRY_MS = 120_000;

/** The longest wait after failures, unless the policy's own interval is longer. */
export const MAX_BACK_OFF_MS = 30 * 60_000;

/** A longer interval from the host is ignored: it would freeze the policy. */
export const MAX_RETRY_AFTER_MS = 6 * 3_600_000;

/** Browsers that start, or get their network back, together look within this time of each other. */
export const START_SPREAD_MS = 120_000;

export interface Check {
  readonly outcome: 'good' | 'failed' | 'offline';
  /** Looks that failed in a row, this one included; 0 after a good one. */
  readonly failures: number;
  /** What the host asked for under `Retry-After`, in milliseconds; null when it did not. */
  readonly retryAfterMs: number | null;
}

/** A span, a fifth shorter or longer. @param random at least 0, less than 1 */
export function jittered(spanMs: number, random: number): number {
  return spanMs * (1 - JITTER + 2 * JITTER * random);
}

/**
 * @param random at least 0, less than 1
 * @returns milliseconds from now
 */
export function nextCheckInMs({ outcome, failures, retryAfterMs }: Check, pollMs: number, random: number): number {
  if (outcome === 'offline') return jittered(OFFLINE_RETRY_MS, random);
  if (outcome === 'good') return jittered(pollMs, random);
  const backOffMs = Math.min(pollMs * 2 ** Math.min(failures - 1, 20), Math.max(pollMs, MAX_BACK_OFF_MS));
  // Never before the host's own word; jitter goes on top of it.
  const heldOffMs = heldOffForMs(retryAfterMs) * (1 + JITTER * random);
  return Math.max(jittered(backOffMs, random), heldOffMs);
}

/** For how long no browser looks by itself, in milliseconds; 0 when the host did not ask for that. */
export function heldOffForMs(retryAfterMs: number | null): number {
  return Math.min(Math.max(retryAfterMs ?? 0, 0), MAX_RETRY_AFTER_MS);
}

/**
 * @param random at least 0, less than 1
 * @returns milliseconds from the browser's start, or its network's return, to its look
 */
export function firstCheckInMs(random: number): number {
  return START_SPREAD_MS * random;
}
