/** The durable log: nothing is lost or told twice, it stays within its bounds, and a worker may die at any call. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  appendEvent,
  dropSent,
  readCursor,
  readEvents,
  readLog,
  writeCursor,
} from '../../../../src/worker/state/event-log.js';
import { MAX_SEGMENTS, SEGMENT_EVENTS, SHOWN_SEGMENTS } from '../../../../src/events/retention.js';
import type { Storage } from '../../../../src/worker/ports.js';
import type { Event, EventInput } from '../../../../src/events/event.js';
import { aWorld, type World } from '../../../support/memory-ports.js';
import { MemoryStorage } from '../../../support/memory-storage.js';
import { mortal } from '../../../support/mortal-ports.js';
import { DAY_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';
import { anEvent, recordedEvents } from '../../../support/recorded-events.js';

/** The log never changes a value in place, so that copies need not be made of the many values here. */
class SharingStorage extends MemoryStorage {
  override get(key: string): Promise<unknown> {
    return Promise.resolve(this.values.get(key));
  }

  override set(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

let world: World;

beforeEach(() => {
  world = { ...aWorld(), durable: new SharingStorage() };
});

const numbered = (number: number, overrides: Partial<Event> = {}): Event =>
  anEvent({ id: `event-${number}`, decisions: [`decision-${number}`], host: `host-${number}.example`, ...overrides });

const append = (event: Event, storage: Storage = world.durable) =>
  appendEvent(storage, event, { kind: event.kind, decision: event.decisions[0] ?? null } satisfies EventInput);

async function appendMany(count: number, from = 0): Promise<void> {
  for (let number = from; number < from + count; number += 1) await append(numbered(number));
}

const ids = async () => (await recordedEvents(world)).map(({ id }) => id);

describe('appending', () => {
  test('keeps the order over many segments', async () => {
    await appendMany(SEGMENT_EVENTS * 3 + 5);
    expect(await ids()).toEqual(Array.from({ length: SEGMENT_EVENTS * 3 + 5 }, (_, number) => `event-${number}`));
  });

  test('counts a repeat, even after others', async () => {
    await appendMany(2);
    await append(numbered(9, { host: 'host-0.example', firstAtMs: NOW_MS + 5, lastAtMs: NOW_MS + 5 }));
    const [first] = await recordedEvents(world);
    expect(await ids()).toEqual(['event-0', 'event-1']);
    expect(first).toMatchObject({ count: 2, decisions: ['decision-0', 'decision-9'], lastAtMs: NOW_MS + 5 });
  });

  test('lists a repeat of what may be on its way already', async () => {
    const through = await append(numbered(0));
    await writeCursor(world.durable, { sentThrough: 0, frozenThrough: through });
    await append(numbered(1, { host: 'host-0.example' }));
    expect((await recordedEvents(world)).map(({ count }) => count)).toEqual([1, 1]);
  });

  test.each([
    ['in the same segment', 0],
    ['counted with another', 0],
    ['in the segment before', SEGMENT_EVENTS],
  ])('tells the same occurrence once: %s', async (_, before) => {
    await appendMany(before);
    await append(numbered(500));
    await append(numbered(501, { host: 'host-500.example' }));
    const told = await recordedEvents(world);
    await append(numbered(502, { decisions: ['decision-500'], host: 'host-500.example' }));
    await append(numbered(503, { decisions: ['decision-501'], host: 'host-500.example' }));
    expect(await recordedEvents(world)).toEqual(told);
  });

  test('begins a new segment for events that are large', async () => {
    const justification = 'é'.repeat(500);
    for (let number = 0; number < 40; number += 1) await append(numbered(number, { justification }));
    expect((await readLog(world.durable)).open).toBeGreaterThanOrEqual(2);
    expect(await ids()).toHaveLength(40);
  });
});

describe('the bounds', () => {
  test('hold for 100,000 events: the oldest go, and are counted', async () => {
    await appendMany(100_000);
    const kept = await ids();
    const { dropped } = await readLog(world.durable);
    expect(kept.length + dropped).toBe(100_000);
    expect(kept.length).toBeGreaterThan((MAX_SEGMENTS - 1) * SEGMENT_EVENTS);
    expect(kept.length).toBeLessThanOrEqual(MAX_SEGMENTS * SEGMENT_EVENTS);
    expect(kept.at(-1)).toBe('event-99999');
    expect(kept[0]).toBe(`event-${dropped}`);
    const bytes = [...world.durable.values].map(([key, value]) => key.length + JSON.stringify(value).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(5.1 * 1024 * 1024);
    expect(world.durable.values.size).toBeLessThanOrEqual(MAX_SEGMENTS + 2);
  }, 240_000);

  test('let what was sent go without counting it as lost', async () => {
    for (let number = 0; number < SEGMENT_EVENTS * (SHOWN_SEGMENTS + 10); number += 1) {
      const through = await append(numbered(number));
      await writeCursor(world.durable, { sentThrough: through, frozenThrough: through });
      await dropSent(world.durable, NOW_MS);
    }
    const { first, open, dropped } = await readLog(world.durable);
    expect(open - first).toBe(SHOWN_SEGMENTS - 1);
    expect(dropped).toBe(0);
  });

  test('let what was sent go after 30 days', async () => {
    await appendMany(SEGMENT_EVENTS * 2);
    const through = await append(numbered(999, { firstAtMs: NOW_MS + 31 * DAY_MS }));
    await dropSent(world.durable, NOW_MS + 31 * DAY_MS);
    expect(await ids()).toHaveLength(SEGMENT_EVENTS * 2 + 1);
    await writeCursor(world.durable, { sentThrough: through, frozenThrough: through });
    await dropSent(world.durable, NOW_MS + 29 * DAY_MS);
    expect(await ids()).toHaveLength(SEGMENT_EVENTS * 2 + 1);
    await dropSent(world.durable, NOW_MS + 31 * DAY_MS);
    expect(await ids()).toEqual(['event-999']);
  });

  test('never let go of what waits', async () => {
    await appendMany(SEGMENT_EVENTS * 3);
    await dropSent(world.durable, NOW_MS + 365 * DAY_MS);
    expect(await ids()).toHaveLength(SEGMENT_EVENTS * 3);
  });
});

test('reading from a position gives what comes behind it', async () => {
  await appendMany(SEGMENT_EVENTS);
  const through = await append(numbered(700, { firstAtMs: NOW_MS + MINUTE_MS }));
  await append(numbered(701));
  expect((await readEvents(world.durable, through, 10)).map(({ event }) => event.id)).toEqual(['event-701']);
  expect(await readCursor(world.durable)).toEqual({ sentThrough: 0, frozenThrough: 0 });
});

describe.each(['before', 'after'] as const)('a worker that dies %s a call', (when) => {
  test.each([
    ['of an append', SEGMENT_EVENTS - 1],
    ['of an append to a new segment', SEGMENT_EVENTS],
    ['of an append that drops the oldest', SEGMENT_EVENTS * MAX_SEGMENTS],
  ])(
    '%s loses nothing that was written, and the next tells it once',
    async (_, before) => {
      await appendMany(before);
      const stored = new Map(world.durable.values);
      for (let call = 1, died = true; died; call += 1) {
        world.durable.values.clear();
        for (const [key, value] of stored) world.durable.values.set(key, value);
        const { ports, died: death } = mortal(world, call, when);
        const appended = append(numbered(before), ports.durable).then(() => 'lived');
        died = (await Promise.race([appended, death.then(() => 'died')])) === 'died';
        // The page asks a second time, and a new worker writes it down.
        await append(numbered(before));
        await append(numbered(before + 1));
        const kept = await ids();
        const { dropped } = await readLog(world.durable);
        expect(kept).toEqual(Array.from({ length: before + 2 - dropped }, (__, index) => `event-${index + dropped}`));
      }
    },
    120_000,
  );
});
