/** What happens in a browser becomes events: once each, with the company's words, and none of an address but its host. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../../src/protocol/block-page-url.js';
import { MAX_GUARDED_HOSTS } from '../../../../src/dnr/guards.js';
import { createEngine, type Engine } from '../../../../src/worker/engine.js';
import { HEARTBEAT_MS } from '../../../../src/worker/telemetry/health-events.js';
import { readCursor } from '../../../../src/worker/state/event-log.js';
import { type Event } from '../../../../src/events/event.js';
import { OBSERVED_IN_PART } from '../../../../src/events/event-kinds.js';
import type { Request } from '../../../../src/protocol/requests.js';
import { aWorld, managedBy, restarted, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule, MINUTE_MS } from '../../../support/policies.js';
import { recordedEvents } from '../../../support/recorded-events.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readInstallation, readProblems, readSelfCheck } from '../../../support/worker.js';

const VISIT = '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b';
const OTHER_VISIT = '11111111-c3d4-4e5f-8a9b-0c1d2e3f4a5b';
const frame = { tabId: 1, frameId: 0 };

const warning = aRule({ action: 'warn', warn: { minutes: 10, justification: 'optional' } });

let pair: SigningPair;
let world: World;
let engine: Engine;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld({ ...managedBy(pair), ring: 'pilot', eventsEndpoint: 'https://collector.example/v1/logs' });
  await enforce(1, [aRule()]);
  engine = createEngine(world);
  await engine.wake();
});

async function enforce(revision: number, rules = [warning]): Promise<void> {
  world.host.publish(await signed(pair, aPolicy({ revision, rules })));
}

async function ask(kind: 'explain' | 'check-again' | 'continue', visit = VISIT, { isPrivate = false } = {}) {
  const url = 'https://chatgpt.com/c/SECRET-PATH?q=SECRET-QUERY#SECRET-HASH';
  const { pageToken } = await readInstallation(world);
  const fragment = formatBlockedAddress('', { pageToken, ruleId: 'no-chatgpt', url });
  const request: Request = { kind, fragment, languages: ['en'], justification: 'for the tender', visit };
  return engine.answer(request, { ...frame, isPrivate });
}

/** Every append is behind the ones before, so a later one tells that they have ended. */
async function of(...kinds: Event['kind'][]): Promise<Event[]> {
  await engine.reconcile();
  return (await recordedEvents(world)).filter(({ kind }) => kinds.includes(kind));
}

describe('a visit to a restricted site', () => {
  test('is one event, however often its page asks', async () => {
    await ask('explain');
    await ask('check-again');
    engine = createEngine(world);
    await ask('check-again');
    const [event, ...others] = await of('restricted', 'warned');
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      ...{ kind: 'restricted', host: 'chatgpt.com', tool: 'chatgpt', rule: 'no-chatgpt', action: 'block' },
      ...{ revision: 1, ring: 'pilot', identity: null, decisions: [VISIT], count: 1, justification: null },
    });
  });

  test('is counted when it is made again within a minute', async () => {
    await ask('explain');
    await ask('explain', OTHER_VISIT);
    expect((await of('restricted')).map(({ count }) => count)).toEqual([2]);
  });

  test('leaves nothing of the address but its host in durable storage', async () => {
    await ask('explain');
    expect(await of('restricted')).toHaveLength(1);
    expect(JSON.stringify([...world.durable.values])).not.toContain('SECRET');
  });

  test.each([
    ['in a private window', (): void => undefined, { isPrivate: true }],
    ['in the worker of private windows', (): void => void (world.facts.isPrivate = true), {}],
  ])('is no event %s', async (_, prepare, where) => {
    prepare();
    await ask('explain', VISIT, where);
    expect(await of('restricted')).toEqual([]);
  });

  test('is answered though the storage takes no events', async () => {
    const set = world.durable.set.bind(world.durable);
    world.durable.set = (key, value) => (key.includes('.event') ? Promise.reject(new Error('quota')) : set(key, value));
    expect(await ask('explain')).toMatchObject({ kind: 'restricted' });
    expect(await of('restricted')).toEqual([]);
    expect(world.rules.restrictedDomains).toContain('chatgpt.com');
  });

  test('is answered before it is recorded', async () => {
    const set = world.durable.set.bind(world.durable);
    let isRecorded: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (isRecorded = resolve));
    world.durable.set = async (key, value) => {
      if (key.includes('.events.')) await held;
      return set(key, value);
    };
    expect(await ask('explain')).toMatchObject({ kind: 'restricted' });
    expect(await recordedEvents(world)).not.toContainEqual(expect.objectContaining({ kind: 'restricted' }));
    isRecorded();
    expect(await of('restricted')).toHaveLength(1);
  });
});

describe('a warning', () => {
  beforeEach(async () => {
    await enforce(2);
    await engine.managedChanged(false);
  });

  test('continued is recorded before the page goes on, with the justification', async () => {
    await ask('explain');
    await ask('continue');
    const [last] = (await recordedEvents(world)).slice(-1);
    expect(last).toMatchObject({
      kind: 'continued',
      decisions: [VISIT],
      justification: 'for the tender',
      action: 'warn',
    });
    expect((await of('warned')).map(({ decisions }) => decisions)).toEqual([[VISIT]]);
  });

  test('continued with a justification that stays in the browser is recorded without it', async () => {
    await enforce(3, [aRule({ action: 'warn', warn: { minutes: 10, justification: 'local' } })]);
    await engine.managedChanged(false);
    await ask('explain');
    await ask('continue');
    expect(await of('continued')).toMatchObject([{ decisions: [VISIT], justification: null }]);
    expect(JSON.stringify([...world.durable.values])).not.toContain('for the tender');
    expect(JSON.stringify([...world.session.values])).toContain('for the tender');
    world.clock.pass(10 * MINUTE_MS);
    await engine.reconcile();
    expect(JSON.stringify([...world.session.values])).not.toContain('for the tender');
  });

  test('is followed by the end of its bypass, once', async () => {
    await ask('explain');
    await ask('continue');
    world.clock.pass(10 * MINUTE_MS);
    await engine.reconcile();
    await engine.reconcile();
    expect(await of('bypass-ended')).toMatchObject([
      { code: 'expired', decisions: [VISIT], tool: 'chatgpt', action: 'warn', count: 1 },
    ]);
  });

  test('has its bypass withdrawn when the rule no longer warns', async () => {
    await ask('explain');
    await ask('continue');
    await enforce(3, [aRule()]);
    await engine.managedChanged(false);
    expect(await of('bypass-ended')).toMatchObject([{ code: 'withdrawn' }]);
  });

  test('continued in a private window is no event, nor is its end', async () => {
    await ask('explain', VISIT, { isPrivate: true });
    await ask('continue', VISIT, { isPrivate: true });
    world.clock.pass(10 * MINUTE_MS);
    expect(await of('warned', 'continued', 'bypass-ended')).toEqual([]);
  });
});

describe('policy and health', () => {
  test('a policy that is accepted, and one that is refused', async () => {
    const foreign = await aKeyPair('EdDSA', 'key-foreign');
    world.host.publish(await signed(foreign, aPolicy({ revision: 9 })));
    await engine.managedChanged(false);
    expect(await of('policy-accepted', 'policy-refused')).toMatchObject([
      { kind: 'policy-accepted', detail: 'revision 1', revision: 1 },
      { kind: 'policy-refused', code: 'untrusted-key', revision: 1 },
    ]);
  });

  test('a problem that comes, and goes', async () => {
    world.host.fail('host-unreachable');
    await engine.managedChanged(false);
    await engine.reconcile();
    await enforce(2);
    await engine.managedChanged(false);
    expect(await of('problem-found', 'problem-resolved')).toMatchObject([
      { kind: 'problem-found', code: 'host-unreachable', count: 1 },
      { kind: 'problem-resolved', code: 'host-unreachable' },
    ]);
  });

  test('more observed sites than can be counted: the administrator is told, and nobody else', async () => {
    const sites = Array.from({ length: MAX_GUARDED_HOSTS + 3 }, (_, index) => `s${index}.example`);
    await enforce(2, [aRule({ action: 'observe', tools: [], sites, alternatives: [] })]);
    await engine.managedChanged(false);
    expect(await of('problem-found')).toMatchObject([
      { code: OBSERVED_IN_PART, detail: '3 patterns are not counted', revision: 2 },
    ]);
    expect(await readProblems(world)).toEqual([]);
    expect(await readSelfCheck(world)).toContainEqual({
      ...{ code: 'guards', ok: true, detail: '3 patterns are not counted' },
    });
    await enforce(3);
    await engine.managedChanged(false);
    expect(await of('problem-resolved')).toMatchObject([{ code: OBSERVED_IN_PART }]);
  });

  test('a heartbeat soon after the beginning, and then once a day', async () => {
    expect(await of('heartbeat')).toEqual([]);
    world.clock.pass(MINUTE_MS);
    expect(await of('heartbeat')).toMatchObject([
      { code: '', detail: 'extension 0.1.0, Chromium 156.0, linux', revision: 1 },
    ]);
    world.clock.pass(HEARTBEAT_MS - MINUTE_MS);
    engine = createEngine(restarted(world));
    expect(await of('heartbeat')).toHaveLength(1);
    world.clock.pass(MINUTE_MS);
    expect(await of('heartbeat')).toHaveLength(2);
  });
});

test('an identity is in events only when the administrator has set it', async () => {
  world.managed.delivered = { ...managedBy(pair), identity: 'ada@acme.example' };
  await engine.managedChanged(false);
  await ask('explain');
  expect(await of('restricted')).toMatchObject([{ identity: 'ada@acme.example' }]);
});

test('without a collector nothing waits to be sent, so that a later one is not told of earlier days', async () => {
  world.managed.delivered = managedBy(pair);
  await engine.managedChanged(false);
  await ask('explain');
  const [event] = await of('restricted');
  expect(event).toBeDefined();
  world.managed.delivered = { ...managedBy(pair), eventsEndpoint: 'https://collector.example/v1/logs' };
  await engine.managedChanged(false);
  world.clock.pass(HEARTBEAT_MS / 4);
  await engine.deliver();
  const sent = JSON.stringify(world.collector.requests);
  expect(sent).not.toContain('chatgpt.com');
  expect((await readCursor(world.durable)).sentThrough).toBeGreaterThan(0);
});
