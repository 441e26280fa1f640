import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../src/protocol/block-page-url.js';
import { CHECK_AGAIN_MS } from '../../../src/worker/answer-page.js';
import { createEngine, type Engine } from '../../../src/worker/engine.js';
import { statusSchema } from '../../../src/protocol/answers.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aWorld, managedBy, type World } from '../../support/memory-ports.js';
import { aPolicy } from '../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';
import { readInstallation, syncPolicy } from '../../support/worker.js';

const frame = { tabId: 1, frameId: 0 };
const languages = ['en'];

const pageTokenOf = async (ports: World) => (await readInstallation(ports)).pageToken;

let pair: SigningPair;
let world: World;
let engine: Engine;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  engine = createEngine(world);
  await publish(aPolicy({ revision: 1 }));
});

async function publish(policy: PublishedPolicy): Promise<void> {
  world.host.publish(await signed(pair, policy));
}

async function requestOf(kind: 'explain' | 'check-again') {
  const url = 'https://chatgpt.com/';
  const fragment = formatBlockedAddress('', { pageToken: await pageTokenOf(world), ruleId: 'no-chatgpt', url });
  return { kind, fragment, languages };
}

async function request(kind: 'explain' | 'check-again') {
  return engine.answer(await requestOf(kind), frame);
}

describe('waking up', () => {
  test('to sync looks at the host and puts the browser in step', async () => {
    await engine.managedChanged(false);
    expect(world.host.requests).toHaveLength(1);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
    expect(world.shown.problem).toBe(false);
  });

  test('to reconcile asks nobody', async () => {
    await engine.reconcile();
    expect(world.host.requests).toEqual([]);
    expect(world.shown.problem).toBe(true);
  });

  test('several times at once looks once more at most', async () => {
    await Promise.all(Array.from({ length: 4 }, () => engine.managedChanged(false)));
    expect(world.host.requests).toHaveLength(2);
  });

  test('is not kept from its work by a wake-up that failed', async () => {
    world.durable.failure = new Error('the disk is full');
    await expect(engine.managedChanged(false)).rejects.toThrow('the disk is full');
    world.durable.failure = null;
    await engine.managedChanged(false);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });
});

describe('a change of the managed configuration', () => {
  test('that takes it away lifts everything at once', async () => {
    await engine.managedChanged(false);
    world.managed.delivered = {};
    await engine.managedChanged(true);
    expect(world.rules.held).toEqual([]);
    expect(world.shown.problem).toBe(false);
  });

  test('that does not say so is not believed when it reads as empty', async () => {
    await engine.managedChanged(false);
    world.managed.delivered = {};
    await engine.managedChanged(false);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });

  test('that brings it leads to the policy', async () => {
    const delivered = world.managed.delivered;
    world.managed.delivered = {};
    await engine.managedChanged(false);
    world.managed.delivered = delivered;
    await engine.managedChanged(false);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });
});

describe('the explanation page', () => {
  beforeEach(() => engine.managedChanged(false));

  test('that only asks is answered without a look at the host', async () => {
    expect(await request('explain')).toMatchObject({ kind: 'restricted' });
    expect(world.host.requests).toHaveLength(1);
  });

  test('that looks again is let go on, with the rules gone before it hears of it', async () => {
    await request('explain');
    await publish(aPolicy({ revision: 2, rules: [] }));
    world.clock.pass(CHECK_AGAIN_MS);
    expect(await request('check-again')).toMatchObject({
      kind: 'lifted',
      host: 'chatgpt.com',
      url: 'https://chatgpt.com/',
    });
    expect(world.rules.heldForPolicy).toEqual([]);
  });

  test('goes on only once rules are gone that an earlier wake-up left behind', async () => {
    await request('explain');
    await publish(aPolicy({ revision: 2, rules: [] }));
    await syncPolicy(world); // and then the worker died
    expect(world.rules.held).not.toEqual([]);
    expect(await request('explain')).toMatchObject({ kind: 'lifted' });
    expect(world.rules.heldForPolicy).toEqual([]);
  });

  test('that looks again right after another look gets what that one found', async () => {
    world.clock.pass(CHECK_AGAIN_MS - 1);
    await request('check-again');
    expect(world.host.requests).toHaveLength(1);
    world.clock.pass(1);
    await request('check-again');
    expect(world.host.requests).toHaveLength(2);
    await request('check-again');
    expect(world.host.requests).toHaveLength(2);
  });

  test('may look again after the clock was set back', async () => {
    world.clock.pass(-3_600_000);
    await request('check-again');
    expect(world.host.requests).toHaveLength(2);
  });

  test('is told "not ours" where it is in no tab', async () => {
    const fragment = formatBlockedAddress('', {
      pageToken: await pageTokenOf(world),
      ruleId: 'no-chatgpt',
      url: 'https://chatgpt.com/',
    });
    expect(await engine.answer({ kind: 'explain', fragment, languages }, null)).toEqual({ kind: 'not-ours' });
  });
});

test('a page that woke the worker has its answer before the browser is put in step', async () => {
  await engine.managedChanged(false);
  world.alarmsSet.clear();
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  world.toolbar.markRestricted = () => gate;
  const message = await requestOf('explain');
  const woken = engine.wake();
  const answered = engine.answer(message, frame);
  const another = createEngine(aWorld(managedBy(pair)));
  // For longer than a whole wake-up takes.
  for (let turn = 0; turn < 3; turn += 1) await another.wake();
  expect(world.alarmsSet).toEqual(new Map());
  open();
  expect(await answered).toMatchObject({ kind: 'restricted' });
  await woken;
  expect(world.alarmsSet).not.toEqual(new Map());
});

describe('the popup', () => {
  test('that only asks is answered without waiting for the host, which is asked all the same', async () => {
    let open: () => void = () => undefined;
    world.host.gate = new Promise((resolve) => (open = resolve));
    const status = await engine.answer({ kind: 'status', url: null, languages }, null);
    expect(statusSchema.parse(status)).toEqual(status);
    expect(status).toMatchObject({ policy: null });
    open();
    await engine.wake();
    expect(world.host.requests).toHaveLength(1);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });

  test('that is opened again soon asks the host no more', async () => {
    await engine.managedChanged(false);
    await engine.answer({ kind: 'status', url: null, languages }, null);
    await engine.reconcile();
    expect(world.host.requests).toHaveLength(1);
  });

  test('that checks now gets what the host says now', async () => {
    const status = await engine.answer({ kind: 'check-now', url: 'https://chatgpt.com/', languages }, null);
    expect(status).toMatchObject({ site: { kind: 'restricted' }, policy: { revision: 1 } });
  });

  test('hears of a restriction only once it holds', async () => {
    await engine.answer({ kind: 'check-now', url: null, languages }, null);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });
});

test.each([
  undefined,
  null,
  'status',
  {},
  { kind: 'status' },
  { kind: 'erase', languages: [] },
  { kind: 'explain', fragment: 5, languages: [] },
  { kind: 'status', url: null, languages: Array.from({ length: 21 }, () => 'en') },
])('the message %j is no request of our pages and is left alone', (message) => {
  expect(engine.answer(message, frame)).toBeUndefined();
});
