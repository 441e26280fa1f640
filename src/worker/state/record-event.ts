/**
 * Writes what happened into the event log. In private windows nothing is written, and where the administrator has named no
 * collector, what is written never leaves this browser.
 */
import { eventOf, type EventInput } from '../../events/event.js';
import type { Decision } from '../../policy/decide.js';
import { appendEvent, dropSent, readCursor, writeCursor } from './event-log.js';
import { exclusively } from './mutex.js';
import { readManagedCopy } from './managed-source.js';
import type { Ports } from '../ports.js';
import { minimumRevisionRecord } from './records.js';

export type RecordingPorts = Pick<Ports, 'durable' | 'clock' | 'random' | 'facts'>;

/** What a caller knows of the event's place. */
export interface Place {
  readonly host: string;
  /** The id that the page made for this visit; null where there is none. */
  readonly decision: string | null;
  readonly revision: number;
}

/** Resolves once the event is in storage, so that it outlives the worker. */
export async function recordEvent(ports: RecordingPorts, eventInput: EventInput): Promise<void> {
  if (ports.facts.isPrivate) return;
  const { durable, clock, random } = ports;
  const atMs = clock.nowMs();
  await exclusively(durable, async () => {
    const configuration = await readManagedCopy(ports);
    const { ring = null, identity = null } = configuration ?? {};
    const revision = (await minimumRevisionRecord.read(durable))?.revision ?? null;
    const event = eventOf(eventInput, { id: random.token(), ring, identity, revision, atMs });
    const through = await appendEvent(durable, event, eventInput);
    if (configuration?.events != null) return;
    // A collector that is named later is not told of earlier days.
    await writeCursor(durable, { ...(await readCursor(durable)), sentThrough: through });
    await dropSent(durable, atMs);
  });
}

export function decisionEvent(
  kind: EventInput['kind'],
  { rule, tool }: Pick<Decision, 'rule' | 'tool'>,
  { host, decision, revision }: Place,
): EventInput {
  return { kind, host, decision, revision, tool: tool?.id ?? null, rule: rule.id, action: rule.action };
}
