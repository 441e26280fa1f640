/**
 * Knows the managed configuration even while the browser has not delivered it yet: managed storage answers `{}` for
 * seconds after a start, and an empty answer then is not "unmanaged". A configuration with a mistake in it does not
 * replace the last good one either.
 */
import { parseManagedConfiguration, type ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Ports } from '../ports.js';
import { managedCopyRecord } from './records.js';

/** An empty answer is believed once the browser has run for this long without delivering anything. */
export const MANAGED_SETTLE_MS = 60_000;

export const SESSION_START_KEY = 'sessionStartedAtMs';
export const REMOVED_KEY = 'managedRemoved';

export interface ManagedState {
  /** The configuration to go by; null when there is none. */
  readonly configuration: ManagedConfiguration | null;
  /** What is wrong with the configuration that was delivered. */
  readonly problem: { readonly field: string; readonly expected: string } | null;
  /** Until then the browser may not have delivered the configuration, and "none" proves nothing; null: settled. */
  readonly settlesAtMs: number | null;
}

type Needed = Pick<Ports, 'managed' | 'durable' | 'session' | 'clock'>;

export async function readManaged(ports: Needed): Promise<ManagedState> {
  const live = await ports.managed.read();
  const reading = parseManagedConfiguration(live);
  if (reading.kind === 'managed') {
    if ((await ports.session.get(REMOVED_KEY)) !== undefined) await ports.session.remove(REMOVED_KEY);
    await managedCopyRecord.keep(ports.durable, { raw: { ...(live as Record<string, unknown>) } });
    return { configuration: reading.configuration, problem: reading.problem, settlesAtMs: null };
  }
  const copied = await readManagedCopy(ports);
  if (reading.kind === 'invalid') {
    return { configuration: copied, problem: { field: reading.field, expected: reading.expected }, settlesAtMs: null };
  }
  const settlesAtMs = await settlingTime(ports);
  if (settlesAtMs !== null) return { configuration: copied, problem: null, settlesAtMs };
  if (copied !== null) await managedCopyRecord.clear(ports.durable);
  return { configuration: null, problem: null, settlesAtMs: null };
}

/** The browser has said that the configuration was taken away, so an empty answer is to be believed at once. */
export function noteManagedRemoved(ports: Needed): Promise<void> {
  return ports.session.set(REMOVED_KEY, true);
}

/** The last good one, since the browser takes seconds to deliver the configuration itself. */
export async function readManagedCopy({ durable }: Pick<Ports, 'durable'>): Promise<ManagedConfiguration | null> {
  const reading = parseManagedConfiguration((await managedCopyRecord.read(durable))?.raw);
  return reading.kind === 'managed' ? reading.configuration : null;
}

/** Null once an empty answer is to be believed. */
async function settlingTime({ session, clock }: Needed): Promise<number | null> {
  if ((await session.get(REMOVED_KEY)) === true) return null;
  const nowMs = clock.nowMs();
  const stored = await session.get(SESSION_START_KEY);
  const startedAtMs = typeof stored === 'number' ? stored : nowMs;
  if (stored !== startedAtMs) await session.set(SESSION_START_KEY, startedAtMs);
  const settlesAtMs = startedAtMs + MANAGED_SETTLE_MS;
  return nowMs >= settlesAtMs ? null : settlesAtMs;
}
