/** What leaves the browser is OTLP by the official protocol definition, and says what the event says. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Event } from '../../../src/events/event.js';
import { eventKinds } from '../../../src/events/event-kinds.js';
import { otlpRequest } from '../../../src/events/otlp.js';
import { understoodRequest } from '../../support/otlp-definition.js';
import { NOW_MS } from '../../support/policies.js';
import { anEvent } from '../../support/recorded-events.js';

const sender = {
  supportId: '3F2A1-9BC01',
  extensionVersion: '0.1.0',
  browser: 'Chromium',
  browserVersion: '156.0.1',
  os: 'linux',
};

const recordOf = (event: Event) => otlpRequest(sender, [event]).resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
const attributesOf = (event: Event) =>
  Object.fromEntries((recordOf(event)?.attributes ?? []).map(({ key, value }) => [key, value]));

describe('a request', () => {
  test('is what the protocol definition understands, every kind of event and every part of it', () => {
    const events = eventKinds.map((kind, index) =>
      anEvent({
        id: `event-${index}`,
        kind,
        code: 'some-code',
        detail: 'some detail',
        ring: 'pilot',
        justification: 'é',
      }),
    );
    const request = otlpRequest(sender, [...events, anEvent({ identity: 'ada', revision: null, host: null })]);
    expect(understoodRequest(request)).toEqual(request);
  });

  test('is understood whatever texts and numbers an event holds', () => {
    const text = fc.string({ unit: 'grapheme' });
    const event = fc.record({
      ...{ kind: fc.constantFrom(...eventKinds), code: text, detail: text, host: fc.option(text) },
      ...{ justification: fc.option(text), revision: fc.option(fc.maxSafeNat()), count: fc.nat() },
      ...{ firstAtMs: fc.integer({ min: 1, max: 4_000_000_000_000 }), decisions: fc.array(text) },
    });
    fc.assert(
      fc.property(event, (made) => {
        const request = otlpRequest(sender, [anEvent(made)]);
        expect(understoodRequest(request)).toEqual(request);
      }),
    );
  });

  test('would not be understood with a misspelt or ill-typed part', () => {
    const misspelt = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ time_unix: '1', severityNumber: 9 }] }] }] };
    expect(understoodRequest(misspelt)).not.toEqual(misspelt);
    const illTyped = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: 1_000 }] }] }] };
    expect(understoodRequest(illTyped)).not.toEqual(illTyped);
  });

  test('names its sender by the semantic conventions', () => {
    const attributes = otlpRequest(sender, []).resourceLogs[0]?.resource.attributes.map(({ key, value }) => [
      key,
      value,
    ]);
    expect(Object.fromEntries(attributes ?? [])).toEqual({
      'service.name': { stringValue: 'gatepost' },
      'service.version': { stringValue: '0.1.0' },
      'service.instance.id': { stringValue: '3F2A1-9BC01' },
      'user_agent.name': { stringValue: 'Chromium' },
      'user_agent.version': { stringValue: '156.0.1' },
      'os.type': { stringValue: 'linux' },
    });
  });
});

describe('a log record', () => {
  test('says what the event says', () => {
    const event = anEvent({ ring: 'pilot', lastAtMs: NOW_MS + 1, count: 2 });
    expect(attributesOf(event)).toEqual({
      'event.name': { stringValue: 'gatepost.restricted' },
      'log.record.uid': { stringValue: 'event-1' },
      'gatepost.decision.ids': { arrayValue: { values: [{ stringValue: 'decision-1' }] } },
      'server.address': { stringValue: 'chatgpt.com' },
      'gatepost.tool.id': { stringValue: 'chatgpt' },
      'gatepost.rule.id': { stringValue: 'no-chatgpt' },
      'gatepost.action': { stringValue: 'block' },
      'gatepost.policy.revision': { intValue: '7' },
      'gatepost.ring': { stringValue: 'pilot' },
      'gatepost.last_time_unix_nano': { intValue: `${NOW_MS + 1}000000` },
      'gatepost.count': { intValue: '2' },
    });
    expect(recordOf(event)).toMatchObject({
      timeUnixNano: `${NOW_MS}000000`,
      severityText: 'INFO',
      eventName: 'gatepost.restricted',
      body: { stringValue: 'restricted chatgpt.com' },
    });
  });

  test('of something that went wrong is a warning with its error', () => {
    const event = anEvent({ kind: 'policy-refused', code: 'expired' });
    expect(recordOf(event)?.severityNumber).toBe(13);
    expect(attributesOf(event)).toMatchObject({ 'error.type': { stringValue: 'expired' } });
  });

  test('names a person only when the event does', () => {
    expect(attributesOf(anEvent())).not.toHaveProperty(['enduser.id']);
    expect(attributesOf(anEvent({ identity: 'ada' }))['enduser.id']).toEqual({ stringValue: 'ada' });
  });
});
