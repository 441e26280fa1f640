/** Lines of collected events, made up. */
import { writeFile } from 'node:fs/promises';
import type { ReportFor } from '../../src/cli/report/reader.js';
import type { CollectedEvent } from '../../src/server/otlp-read.js';
import { anEvent } from './recorded-events.js';

export function aCollectedEvent(overrides: Partial<CollectedEvent> = {}): CollectedEvent {
  const { firstAtMs, lastAtMs, ...event } = anEvent();
  return {
    ...event,
    at: new Date(firstAtMs).toISOString(),
    lastAt: new Date(lastAtMs).toISOString(),
    receivedAt: overrides.at ?? new Date(lastAtMs).toISOString(),
    browserId: 'AAAAA-00001',
    ...{ extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
    ...overrides,
  };
}

let made = 0;

/** With an id of its own. */
export const aLine = (overrides: Partial<CollectedEvent>): CollectedEvent =>
  aCollectedEvent({ id: `event-${(made += 1)}`, ...overrides });

/** One of each of so many browsers. */
export const linesOfBrowsers = (count: number, overrides: Partial<CollectedEvent>): CollectedEvent[] =>
  Array.from({ length: count }, (_, index) => aLine({ browserId: `browser-${index}`, ...overrides }));

export async function writeLines(file: string, events: readonly CollectedEvent[], more = ''): Promise<void> {
  await writeFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join('') + more);
}

/** A report's page in English, for nobody in particular. */
export const IN_ENGLISH: ReportFor = { language: 'en', organisation: null, tools: new Map() };
