/** Delivery: in time, at least once, with the collector's answers followed as OTLP requires. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../../src/worker/engine.js';
import { readDeliveries } from '../../../../src/worker/state/send-state.js';
import { SEGMENT_EVENTS } from '../../../../src/events/retention.js';
import { recordEvent } from '../../../../src/worker/state/record-event.js';
import {
  ensureSendAlarm,
  SEND_ALARM,
  sendEvents,
  spreadDeliveryAfterStart,
} from '../../../../src/worker/telemetry/send-events.js';
import { managedCopyRecord } from '../../../../src/worker/state/records.js';
import type { CollectorAnswer } from '../../../../src/worker/ports.js';
import { understoodRequest } from '../../../support/otlp-definition.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { mortal } from '../../../support/mortal-ports.js';
import { HOUR_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';
import { recordedEvents } from '../../../support/recorded-events.js';
import { aKeyPair } from '../../../support/signing.js';

const ENDPOINT = 'https://collector.example/v1/logs?tenant=SECRET';
const later = (retryAfterMs: number | null = null, offline = false): CollectorAnswer => ({
  ...{ kind: 'later', detail: 'status 503', offline, retryAfterMs },
});

let world: World;

beforeEach(async () => {
  world = aWorld();
  const headers = [{ name: 'Authorization', value: 'Bearer SECRET' }];
  const raw = { ...managedBy(await aKeyPair()), eventsEndpoint: ENDPOINT, eventsHeaders: headers };
  await managedCopyRecord.write(world.durable, { raw });
});

async function happen(count = 1, host = 'chatgpt.com'): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    await recordEvent(world, { kind: 'restricted', host: `${number}.${host}`, decision: `${host}-${number}` });
  }
  await ensureSendAlarm(world);
}

interface Sent {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly {
      readonly logRecords: readonly { readonly body: { readonly stringValue: string } }[];
    }[];
  }[];
}

const sentIn = (request: object): string[] =>
  (request as Sent).resourceLogs.flatMap(({ scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) => logRecords.map(({ body }) => body.stringValue)),
  );
const sent = () => world.collector.requests.flatMap(({ request }) => sentIn(request));
const waitUntilDue = () => void (world.clock.ms = world.alarmsSet.get(SEND_ALARM) ?? 0);

async function deliver(): Promise<void> {
  waitUntilDue();
  await sendEvents(world);
}

test('events are sent within the minute or so, together, to where and as the administrator says', async () => {
  await happen(3);
  const dueAtMs = world.alarmsSet.get(SEND_ALARM) ?? 0;
  expect(dueAtMs - NOW_MS).toBe(MINUTE_MS);
  await sendEvents(world);
  expect(sent()).toEqual([]);
  await deliver();
  expect(sent()).toEqual(['restricted 0.chatgpt.com', 'restricted 1.chatgpt.com', 'restricted 2.chatgpt.com']);
  const [request, ...others] = world.collector.requests;
  expect(others).toEqual([]);
  expect(request).toMatchObject({ url: ENDPOINT, headers: [{ name: 'Authorization', value: 'Bearer SECRET' }] });
  expect(understoodRequest(request?.request ?? {})).toEqual(request?.request);
  expect(world.alarmsSet.get(SEND_ALARM)).toBeNull();
});

test('what was sent is remembered with time and place, without what may be secret', async () => {
  await happen(2);
  await deliver();
  const { list } = await readDeliveries(world);
  expect(list).toEqual([
    {
      ...{ atMs: world.clock.ms, to: 'https://collector.example/v1/logs', outcome: 'taken', detail: 'status 200' },
      ...{ from: 0, through: 2, count: 2 },
    },
  ]);
  expect(await recordedEvents(world)).toHaveLength(2);
});

test('nothing is sent twice when all goes well, and batches are bounded', async () => {
  await happen(SEGMENT_EVENTS * 20);
  await deliver();
  expect(new Set(sent()).size).toBe(SEGMENT_EVENTS * 20);
  expect(sent()).toHaveLength(SEGMENT_EVENTS * 20);
  const sizes = world.collector.requests.map(({ request }) => sentIn(request).length);
  expect(Math.max(...sizes)).toBe(SEGMENT_EVENTS * 8);
  await happen(1, 'claude.ai');
  await deliver();
  expect(sent().slice(SEGMENT_EVENTS * 20)).toEqual(['restricted 0.claude.ai']);
});

describe('a collector that cannot now', () => {
  test('is asked again with the same events, ever more rarely', async () => {
    world.collector.answers = [later(), later(), later()];
    await happen();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await deliver();
      waits.push((world.alarmsSet.get(SEND_ALARM) ?? 0) - world.clock.ms);
    }
    expect(waits).toEqual([MINUTE_MS, 2 * MINUTE_MS, 4 * MINUTE_MS]);
    await deliver();
    expect(new Set(world.collector.requests.map(({ request }) => JSON.stringify(request))).size).toBe(1);
    expect(world.collector.requests).toHaveLength(4);
    expect(world.alarmsSet.get(SEND_ALARM)).toBeNull();
  });

  test('is left alone for as long as it asks', async () => {
    world.collector.answers = [later(HOUR_MS)];
    await happen();
    await deliver();
    expect((world.alarmsSet.get(SEND_ALARM) ?? 0) - world.clock.ms).toBeGreaterThanOrEqual(HOUR_MS);
    await happen(1, 'claude.ai');
    world.clock.pass(HOUR_MS - MINUTE_MS);
    await sendEvents(world);
    expect(world.collector.requests).toHaveLength(1);
  });

  test('is asked every other minute while it is the network that is away', async () => {
    world.collector.answers = Array.from({ length: 8 }, () => later(null, true));
    await happen();
    for (let attempt = 0; attempt < 8; attempt += 1) await deliver();
    expect((world.alarmsSet.get(SEND_ALARM) ?? 0) - world.clock.ms).toBe(2 * MINUTE_MS);
  });

  test('is not asked by every browser at nine', async () => {
    await happen();
    world.clock.pass(12 * HOUR_MS);
    await spreadDeliveryAfterStart(world);
    await sendEvents(world);
    expect(world.collector.requests).toEqual([]);
    await ensureSendAlarm(world);
    expect(world.alarmsSet.get(SEND_ALARM)).toBe(world.clock.ms + MINUTE_MS);
  });
});

describe('events that the collector does not take', () => {
  test.each<[string, CollectorAnswer, number]>([
    ['all of them', { kind: 'refused', detail: 'status 400' }, 3],
    ['one of them', { kind: 'taken', rejected: 1, detail: 'status 200: too old' }, 1],
  ])('%s, are not sent again, but counted and told', async (_, answer, refused) => {
    world.collector.answers = [answer];
    await happen(3);
    await deliver();
    expect((await readDeliveries(world)).refused).toBe(refused);
    await happen(1, 'claude.ai');
    await deliver();
    expect(sent().slice(3)).toEqual(['restricted 0.claude.ai', 'events-lost refused']);
    const lost = (await recordedEvents(world)).find(({ kind }) => kind === 'events-lost');
    expect(lost).toMatchObject({ code: 'refused', count: refused, detail: `${refused} in all` });
    await happen(1, 'gemini.google.com');
    await deliver();
    expect(sent().filter((line) => line.startsWith('events-lost'))).toHaveLength(1);
  });
});

test('what happens during a delivery is not part of it, and is sent by the next', async () => {
  let answer: () => void = () => undefined;
  world.collector.gate = new Promise<void>((resolve) => (answer = resolve));
  await happen();
  waitUntilDue();
  const delivering = sendEvents(world);
  await recordEvent(world, { kind: 'restricted', host: '0.chatgpt.com', decision: 'meanwhile' });
  answer();
  await delivering;
  expect(sent()).toEqual(['restricted 0.chatgpt.com', 'restricted 0.chatgpt.com']);
  const ids = (await recordedEvents(world)).map(({ id, count }) => `${id} ${count}`);
  expect(new Set(ids).size).toBe(2);
  expect(ids.every((each) => each.endsWith(' 1'))).toBe(true);
});

test('a private worker sends nothing', async () => {
  await happen();
  world.facts.isPrivate = true;
  await deliver();
  expect(world.collector.requests).toEqual([]);
});

describe.each(['before', 'after'] as const)('a worker that dies %s a call', (when) => {
  test('of a delivery: every event arrives, and one that arrives twice is the same', async () => {
    let calls = 0;
    for (let died = true; died; calls += 1) {
      const { durable } = aWorld();
      world = { ...aWorld(), durable };
      const raw = { ...managedBy(await aKeyPair()), eventsEndpoint: ENDPOINT };
      await managedCopyRecord.write(durable, { raw });
      await happen(3);
      waitUntilDue();
      const { ports, died: death } = mortal(world, calls + 1, when);
      died = (await Promise.race([sendEvents(ports).then(() => 'lived'), death.then(() => 'died')])) === 'died';
      await recordEvent(
        { ...world, durable: { ...bound(durable) } },
        { kind: 'restricted', host: '1.chatgpt.com', decision: 'x' },
      );
      const next = createEngine({ ...world, durable: bound(durable) });
      await next.reconcile();
      world.clock.pass(HOUR_MS);
      await next.deliver();
      const records = world.collector.requests.flatMap(({ request }) =>
        (request as { resourceLogs: { scopeLogs: { logRecords: object[] }[] }[] }).resourceLogs.flatMap(
          ({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords.map((each) => JSON.stringify(each))),
        ),
      );
      const told = new Set(records.filter((each) => each.includes('chatgpt.com')));
      const ids = [...told].map((each) => /"log.record.uid","value":\{"stringValue":"([^"]+)"/.exec(each)?.[1]);
      expect(new Set(ids).size).toBe(told.size);
      const counted = [...told].map((each) => Number(/"gatepost.count","value":\{"intValue":"(\d+)"/.exec(each)?.[1]));
      expect(counted.reduce((sum, each) => sum + each, 0)).toBe(4);
    }
    expect(calls).toBeGreaterThan(10);
  });
});

/** The same storage as another worker sees it. */
function bound(durable: World['durable']) {
  return {
    getMany: (keys: readonly string[]) => durable.getMany(keys),
    get: (key: string) => durable.get(key),
    set: (key: string, value: unknown) => durable.set(key, value),
    setMany: (values: Readonly<Record<string, unknown>>) => durable.setMany(values),
    remove: (key: string) => durable.remove(key),
  };
}
