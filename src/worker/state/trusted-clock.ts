/**
 * Which time it is, as far as this browser's clock can be trusted: a wrong clock must neither end a rule nor make the
 * active policy look out of date. A clock behind what was signed and seen already is behind; one that leaps ahead by
 * more than browsers stay switched off is not trusted until the policy's host confirms it.
 */
type ClockDoubt = 'clock-behind' | 'clock-ahead';

export interface TrustedTime {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly doubt: ClockDoubt | null;
}

/** Clocks differ by minutes; a day is a mistake. */
const TOLERANCE_MS = 24 * 3_600_000;

/** Holidays and long leave end sooner. */
export const MAX_LEAP_MS = 45 * 24 * 3_600_000;

/** Remembered no finer than this, so that waking up costs no writing. */
const PRECISION_MS = 3_600_000;

/**
 * @param clockMs what the clock says
 * @param signedAtMs the highest time of issue accepted; null before the first
 * @param seenMs the last moment at which the clock was trusted; null before the first
 */
export function trustedTime(clockMs: number, signedAtMs: number | null, seenMs: number | null): TrustedTime {
  const signedMs = signedAtMs ?? 0;
  if (clockMs < signedMs) return { nowMs: signedMs, doubt: signedMs - clockMs > TOLERANCE_MS ? 'clock-behind' : null };
  if (hasLeapt(clockMs, seenMs)) return { nowMs: Math.max(seenMs ?? 0, signedMs), doubt: 'clock-ahead' };
  return { nowMs: clockMs, doubt: null };
}

/** The moment to remember the clock by; null: what is remembered is near enough, or the clock is not trusted. */
export function momentToRemember(clockMs: number, signedAtMs: number | null, seenMs: number | null): number | null {
  if (clockMs < (signedAtMs ?? 0) || hasLeapt(clockMs, seenMs)) return null;
  return seenMs === null || Math.abs(clockMs - seenMs) > PRECISION_MS ? clockMs : null;
}

/** A moment of the policy by this browser's own clock, which its alarms and pages follow, trusted or not. */
export function onOwnClock(clockMs: number, { nowMs, doubt }: TrustedTime, atMs: number): number {
  return doubt === null ? atMs : atMs + clockMs - nowMs;
}

/** The policy's host has told its time: a clock that agrees with it is right, however far it leapt. */
export function isConfirmed(clockMs: number, seenMs: number | null, hostMs: number): boolean {
  return hasLeapt(clockMs, seenMs) && Math.abs(clockMs - hostMs) <= TOLERANCE_MS;
}

function hasLeapt(clockMs: number, seenMs: number | null): boolean {
  return seenMs !== null && clockMs > seenMs + MAX_LEAP_MS;
}
