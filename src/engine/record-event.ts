/** Writes what happened into the journal. */
import { withEvent, type Happening } from '../events/event.js';
import type { Ports } from './ports.js';
import { journalRecord } from './records.js';

export async function recordEvent(
  { durable, clock }: Pick<Ports, 'durable' | 'clock'>,
  happening: Happening,
): Promise<void> {
  const events = (await journalRecord.read(durable)) ?? [];
  await journalRecord.write(durable, withEvent(events, happening, clock.nowMs()));
}
