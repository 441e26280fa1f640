/**
 * Which time it is, as far as this browser's clock can be believed: a wrong clock must neither end a rule nor make the
 * policy in force look out of date. A clock behind what was signed and seen already is behind; one that leaps ahead by
 * more than browsers stay switched off is not believed until the policy's host agrees with it.
 */
import type { Ports } from '../ports.js';
import { timeRecord } from './records.js';

type ClockDoubt = 'clock-behind' | 'clock-ahead';

export interface BelievedTime {
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

type Needed = Pick<Ports, 'durable' | 'clock'>;

/** @param signedAtMs the highest time of issue accepted; null before the first */
export async function believedTime(ports: Needed, signedAtMs: number | null): Promise<BelievedTime> {
  const clockMs = ports.clock.nowMs();
  const signedMs = signedAtMs ?? 0;
  if (clockMs < signedMs) return { nowMs: signedMs, doubt: signedMs - clockMs > TOLERANCE_MS ? 'clock-behind' : null };
  const seenMs = (await timeRecord.read(ports.durable))?.seenMs ?? null;
  if (seenMs !== null && clockMs > seenMs + MAX_LEAP_MS) {
    return { nowMs: Math.max(seenMs, signedMs), doubt: 'clock-ahead' };
  }
  if (seenMs === null || Math.abs(clockMs - seenMs) > PRECISION_MS) {
    await timeRecord.write(ports.durable, { seenMs: clockMs });
  }
  return { nowMs: clockMs, doubt: null };
}

/** A moment of the policy by this browser's own clock, which its alarms and pages follow, believed or not. */
export function onOwnClock(clock: Ports['clock'], { nowMs, doubt }: BelievedTime, atMs: number): number {
  return doubt === null ? atMs : atMs + clock.nowMs() - nowMs;
}

/** The policy's host has told its time: a clock that agrees with it is right, however far it leapt. */
export async function confirmClock({ durable, clock }: Needed, hostMs: number): Promise<void> {
  const clockMs = clock.nowMs();
  const seenMs = (await timeRecord.read(durable))?.seenMs ?? null;
  if (seenMs === null || clockMs <= seenMs + MAX_LEAP_MS || Math.abs(clockMs - hostMs) > TOLERANCE_MS) return;
  await timeRecord.write(durable, { seenMs: clockMs });
}
