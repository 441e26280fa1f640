import { describe, expect, test } from '@jest/globals';
import { countedWith, counts, eventOf, eventSchema, isRepeat } from '../../../src/events/event.js';
import { eventKinds } from '../../../src/events/event-kinds.js';
import { FIELDS, KINDS } from '../../../src/events/event-words.js';
import { anEvent } from '../../support/recorded-events.js';
import { MINUTE_MS, NOW_MS } from '../../support/policies.js';

const eventContext = { id: 'id-1', ring: null, identity: null, revision: 7, atMs: NOW_MS };

describe('an event', () => {
  test('is complete, whatever its caller leaves out', () => {
    const event = eventOf({ kind: 'heartbeat' }, eventContext);
    expect(eventSchema.parse(event)).toEqual(event);
    expect(event).toMatchObject({ id: 'id-1', revision: 7, host: null, count: 1, decisions: [] });
  });

  test('keeps the revision that its caller knows', () => {
    expect(eventOf({ kind: 'restricted', revision: 6 }, eventContext).revision).toBe(6);
  });

  test('is short, however long what is told', () => {
    const event = eventOf({ kind: 'check-failed', detail: 'x'.repeat(5_000), host: 'y'.repeat(5_000) }, eventContext);
    expect(event.detail).toHaveLength(300);
    expect(event.host).toHaveLength(253);
  });

  test('and its kinds are all explained', () => {
    expect(Object.keys(KINDS)).toEqual([...eventKinds]);
    expect(Object.keys(FIELDS).sort()).toEqual(Object.keys(eventSchema.fields).sort());
  });
});

describe('the same again', () => {
  const first = anEvent();

  test('within a minute is a repeat', () => {
    expect(isRepeat(first, anEvent({ id: 'other', decisions: ['b'], firstAtMs: NOW_MS + MINUTE_MS - 1 }))).toBe(true);
  });

  test.each([
    ['a minute later', { firstAtMs: NOW_MS + MINUTE_MS }],
    ['of another kind', { kind: 'warned' }],
    ['of another host', { host: 'claude.ai' }],
    ['by another rule', { rule: 'other' }],
    ['under another revision', { revision: 8 }],
    ['with another justification', { justification: 'because' }],
    ['of somebody else', { identity: 'ada' }],
  ] as const)('is none %s', (_, difference) => {
    expect(isRepeat(first, anEvent(difference))).toBe(false);
  });

  test('is counted, with its time and its decision', () => {
    const counted = countedWith(first, anEvent({ id: 'other', decisions: ['b'], lastAtMs: NOW_MS + 5 }));
    expect(counted).toEqual({ ...first, decisions: ['decision-1', 'b'], lastAtMs: NOW_MS + 5, count: 2 });
  });

  test('goes on being counted when its decisions are too many to name', () => {
    let event = first;
    for (let index = 0; index < 200; index += 1) event = countedWith(event, anEvent({ decisions: [`more-${index}`] }));
    expect(event.count).toBe(201);
    expect(event.decisions).toHaveLength(60);
  });
});

test('an occurrence is known by its kind and decision', () => {
  const event = anEvent({ decisions: ['a', 'b'] });
  expect(counts(event, { kind: 'restricted', decision: 'b' })).toBe(true);
  expect(counts(event, { kind: 'continued', decision: 'b' })).toBe(false);
  expect(counts(event, { kind: 'restricted', decision: null })).toBe(false);
});
