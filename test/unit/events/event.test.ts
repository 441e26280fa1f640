import { describe, expect, test } from '@jest/globals';
import { MAX_EVENTS, withEvent, type Event, type Happening } from '../../../src/events/event.js';
import { HOUR_MS, MINUTE_MS, NOW_MS } from '../../support/policies.js';

const refused: Happening = { kind: 'policy-refused', code: 'expired', detail: 'expired yesterday' };
const accepted: Happening = { kind: 'policy-accepted', code: '', detail: 'revision 8' };

describe('the list of events', () => {
  test('grows by what happened', () => {
    const [event, ...others] = withEvent([], refused, NOW_MS);
    expect(event).toEqual({ ...refused, firstAtMs: NOW_MS, lastAtMs: NOW_MS, count: 1 });
    expect(others).toEqual([]);
  });

  test('counts what happens again and again, and keeps the first and the last time', () => {
    const once = withEvent([], refused, NOW_MS);
    const twice = withEvent(once, { ...refused }, NOW_MS + MINUTE_MS);
    expect(twice).toEqual([{ ...refused, firstAtMs: NOW_MS, lastAtMs: NOW_MS + MINUTE_MS, count: 2 }]);
  });

  test.each<[string, Happening, number]>([
    ['something else happens', accepted, NOW_MS + 1],
    ['the detail differs', { ...refused, detail: 'expired today' }, NOW_MS + 1],
    ['it is long ago', refused, NOW_MS + HOUR_MS],
  ])('gets a line of its own when %s', (_, happening, atMs) => {
    expect(withEvent(withEvent([], refused, NOW_MS), happening, atMs)).toHaveLength(2);
  });

  test('stays within its bounds: the oldest go', () => {
    let events: Event[] = [];
    for (let revision = 0; revision < MAX_EVENTS + 10; revision += 1) {
      events = withEvent(events, { ...accepted, detail: `revision ${revision}` }, NOW_MS);
    }
    expect(events).toHaveLength(MAX_EVENTS);
    expect(events[0]?.detail).toBe('revision 10');
    expect(events.at(-1)?.detail).toBe(`revision ${MAX_EVENTS + 9}`);
  });
});
