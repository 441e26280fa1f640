/** Events for tests: made up, or what a browser in memory has written into its event log. */
import type { Event } from '../../src/events/event.js';
import { MAX_SEGMENTS } from '../../src/events/retention.js';
import { readEvents } from '../../src/worker/state/event-log.js';
import type { Ports } from '../../src/worker/ports.js';
import { NOW_MS } from './policies.js';

export function anEvent(overrides: Partial<Event> = {}): Event {
  return {
    id: 'event-1',
    kind: 'restricted',
    decisions: ['decision-1'],
    code: '',
    detail: '',
    host: 'chatgpt.com',
    tool: 'chatgpt',
    rule: 'no-chatgpt',
    action: 'block',
    revision: 7,
    ring: null,
    identity: null,
    justification: null,
    firstAtMs: NOW_MS,
    lastAtMs: NOW_MS,
    count: 1,
    ...overrides,
  };
}

/** Oldest first. */
export async function recordedEvents({ durable }: Pick<Ports, 'durable'>): Promise<Event[]> {
  return (await readEvents(durable, 0, MAX_SEGMENTS)).map(({ event }) => event);
}
