/**
 * Knows the managed configuration even while the browser has not delivered it yet: managed storage answers `{}` for
 * seconds after a start, and an empty answer then is not "unmanaged". A configuration with a mistake in it does not
 * replace the last good one either.
 */
import { parseManagedConfiguration, type ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Ports } from '../ports.js';
import { isSame } from './deep-equal.js';
import { storeEffects, type Effect } from './effects.js';
import { managedCopyRecord, removedRecord, sessionStartRecord, type RecordOf } from './records.js';

/** An empty answer is trusted once the browser has run for this long without delivering anything. */
export const MANAGED_SETTLE_MS = 60_000;

export interface ManagedState {
  /** The configuration to go by; null when there is none. */
  readonly configuration: ManagedConfiguration | null;
  /** What is wrong with the configuration that was delivered. */
  readonly problem: { readonly field: string; readonly expected: string } | null;
  /** Until then the browser may not have delivered the configuration, and "none" proves nothing; null: settled. */
  readonly settlesAtMs: number | null;
}

/** What there is to go by. */
export interface ManagedFound {
  /** As the browser hands it over at this moment. */
  readonly delivered: unknown;
  readonly copy: RecordOf<typeof managedCopyRecord> | null;
  readonly isRemoved: boolean;
  /** Since when an empty answer is seen in this session; null: not yet. */
  readonly sessionStartedAtMs: number | null;
  readonly nowMs: number;
}

export function managedState(found: ManagedFound): ManagedState {
  const reading = parseManagedConfiguration(found.delivered);
  if (reading.kind === 'managed') {
    return { configuration: reading.configuration, problem: reading.problem, settlesAtMs: null };
  }
  const copied = configurationOf(found.copy);
  if (reading.kind === 'invalid') {
    return { configuration: copied, problem: { field: reading.field, expected: reading.expected }, settlesAtMs: null };
  }
  const settlesAtMs = settlingTime(found);
  return { configuration: settlesAtMs === null ? null : copied, problem: null, settlesAtMs };
}

/** What is to be remembered of what was found. */
export function managedUpkeep(found: ManagedFound): readonly Effect[] {
  const { delivered, copy, isRemoved, sessionStartedAtMs } = found;
  const reading = parseManagedConfiguration(delivered);
  if (reading.kind === 'invalid') return [];
  if (reading.kind === 'managed') {
    const raw = { raw: { ...(delivered as Record<string, unknown>) } };
    return [
      ...storeEffects('session', isRemoved ? { [removedRecord.key]: undefined } : {}),
      ...storeEffects('durable', isSame(copy, raw) ? {} : { [managedCopyRecord.key]: raw }),
    ];
  }
  const isNew = !isRemoved && sessionStartedAtMs === null;
  const isGone = settlingTime(found) === null && configurationOf(copy) !== null;
  return [
    ...storeEffects('session', isNew ? { [sessionStartRecord.key]: found.nowMs } : {}),
    ...storeEffects('durable', isGone ? { [managedCopyRecord.key]: undefined } : {}),
  ];
}

/** The browser has said that the configuration was taken away, so an empty answer is trusted at once. */
export function noteManagedRemoved({ session }: Pick<Ports, 'session'>): Promise<void> {
  return removedRecord.write(session, true);
}

/** The last good one, since the browser takes seconds to deliver the configuration itself. */
export async function readManagedCopy({ durable }: Pick<Ports, 'durable'>): Promise<ManagedConfiguration | null> {
  return configurationOf(await managedCopyRecord.read(durable));
}

function configurationOf(copy: ManagedFound['copy']): ManagedConfiguration | null {
  const reading = parseManagedConfiguration(copy?.raw);
  return reading.kind === 'managed' ? reading.configuration : null;
}

/** Null once an empty answer is trusted. */
function settlingTime({ isRemoved, sessionStartedAtMs, nowMs }: ManagedFound): number | null {
  if (isRemoved) return null;
  const settlesAtMs = (sessionStartedAtMs ?? nowMs) + MANAGED_SETTLE_MS;
  return nowMs >= settlesAtMs ? null : settlesAtMs;
}
