/** Lines of collected events, made up. */
import type { CollectedEvent } from '../../src/cli/collect/otlp-read.js';
import { anEvent } from './recorded-events.js';

export function aCollectedEvent(overrides: Partial<CollectedEvent> = {}): CollectedEvent {
  const { firstAtMs, lastAtMs, ...event } = anEvent();
  return {
    ...event,
    at: new Date(firstAtMs).toISOString(),
    lastAt: new Date(lastAtMs).toISOString(),
    receivedAt: new Date(lastAtMs).toISOString(),
    browserId: 'AAAAA-00001',
    ...{ extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
    ...overrides,
  };
}
