/** What the status page says of what is recorded: all that is kept and sent of it. */
import { expect, test } from '@jest/globals';
import { eventSchema } from '../../../../src/events/event.js';
import { eventTexts, recordingText, type Reader } from '../../../../src/pages/status/view.js';
import { NOW_MS } from '../../../support/policies.js';
import { anEvent } from '../../../support/recorded-events.js';

const reader: Reader = { texts: (key, ...parts) => [key, ...parts].join(' '), language: 'en', nowMs: NOW_MS };
const waiting = { deliveryStatus: 'waiting', sentAtMs: null, sentTo: null } as const;

test('every field of an event that says something is told, as it is kept', () => {
  const event = anEvent({
    ...{ kind: 'continued', code: 'a-code', detail: 'a detail', ring: 'pilot', identity: 'ada' },
    ...{ justification: 'For the brochure', decisions: ['first', 'second'], count: 2 },
  });
  const [shown] = eventTexts([{ ...event, ...waiting }], reader);
  const lines = new Map(shown?.full.split('\n').map((line) => line.split(': ', 2) as [string, string]));
  const ofDataAlone = new Set(['dataKind', 'detector', 'channel', 'outcome']);
  const fields = Object.keys(eventSchema.fields).filter((field) => !ofDataAlone.has(field));
  expect([...lines.keys()]).toEqual(expect.arrayContaining(fields));
  expect(Object.fromEntries(lines)).toMatchObject({
    ...{ id: event.id, host: 'chatgpt.com', decisions: 'first,second', identity: 'ada', count: '2', revision: '7' },
    firstAtMs: new Date(NOW_MS).toISOString(),
  });
});

test('what was found in a text is told with its kind, detector, channel and outcome', () => {
  const found = { dataKind: 'secret', detector: 'aws-access-key', channel: 'paste', outcome: 'redacted' } as const;
  const [shown] = eventTexts([{ ...anEvent({ kind: 'data-found', ...found }), ...waiting }], reader);
  for (const [field, value] of Object.entries(found)) expect(shown?.full).toContain(`${field}: ${value}`);
});

test('what says nothing is left out, and so is whether it was sent', () => {
  const [shown] = eventTexts([{ ...anEvent({ host: null, ring: null }), ...waiting }], reader);
  expect(shown?.full).not.toMatch(/null|host:|ring:|deliveryStatus|sent/);
});

test('what was counted within one minute has one moment, not twice the same', () => {
  const when = (lastAtMs: number) =>
    eventTexts([{ ...anEvent({ count: 2, firstAtMs: NOW_MS, lastAtMs }), ...waiting }], reader)[0]?.when;
  expect(when(NOW_MS)).not.toContain('status_event_between');
  expect(when(NOW_MS + 60_000)).toContain('status_event_between');
});

test('where events go and whom they name is said in one place', () => {
  const overview = { eventsTo: 'https://collector.example', identity: 'ada' } as Parameters<typeof recordingText>[0];
  expect(recordingText(overview, reader)).toBe(
    'status_records_sent https://collector.example status_records_identity ada',
  );
  expect(recordingText({ ...overview, eventsTo: null, identity: null }, reader)).toBe('status_records_kept');
});
