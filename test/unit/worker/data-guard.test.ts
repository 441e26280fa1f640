/** What the worker says to a data guard, what it records of what one says, and what it does not take. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Event } from '../../../src/events/event.js';
import type { DataPlanAnswer } from '../../../src/protocol/data-messages.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { createEngine, type Engine } from '../../../src/worker/engine.js';
import { readDataCounts } from '../../../src/worker/state/data-counts.js';
import { aDataRule } from '../../support/data-plans.js';
import { aWorld, managedBy, type World } from '../../support/memory-ports.js';
import { aPolicy, aRule, DAY_MS, NOW_MS } from '../../support/policies.js';
import { recordedEvents } from '../../support/recorded-events.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';

const PAGE = { url: 'https://chatgpt.com/c/SECRET?q=SECRET', isPrivate: false, tabId: 7, frameId: 2 };
const FOUND = { kind: 'data-found', rule: 'open', detector: 'iban', channel: 'paste', outcome: 'redacted', count: 2 };

let pair: SigningPair;
let world: World;
let engine: Engine;
let revision = 0;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  engine = createEngine(world);
  await enforce();
});

const guarded = aRule({ id: 'open', action: 'allow', data: aDataRule() });

async function enforce(overrides: Partial<PublishedPolicy> = {}): Promise<void> {
  revision += 1;
  const data: PublishedPolicy['data'] = {
    detectors: [
      {
        ...{ id: 'projects', kind: 'words', grade: 'block', words: ['Bluebird'], patterns: [], regex: [] },
        label: { en: 'project', fr: 'projet' },
      },
    ],
    reasons: [{ id: 'test-data', text: { en: 'Test data', fr: 'Données d’essai' } }],
    texts: { secret: { en: 'Keys open doors.', fr: 'Les clés ouvrent des portes.' } },
  };
  world.host.publish(await signed(pair, aPolicy({ revision, rules: [guarded], data, ...overrides })));
  await engine.managedChanged(false);
}

async function planAt(url: string, languages = ['fr']) {
  const answer = await engine.dataGuard({ kind: 'data-plan', languages }, { ...PAGE, url });
  return (answer as DataPlanAnswer | undefined)?.plan;
}

async function eventsOf(kind: Event['kind']): Promise<Event[]> {
  return (await recordedEvents(world)).filter((event) => event.kind === kind);
}

describe('a guard that asks', () => {
  test('is told what the rule of its page does, in its reader’s language', async () => {
    expect(await planAt(PAGE.url)).toMatchObject({
      ...{ rule: 'open', tool: 'chatgpt', toolName: 'ChatGPT', byDetector: {}, onError: 'warn' },
      kinds: { secret: 'warn', log: 'count' },
      detectors: [{ id: 'projects', label: 'projet', words: ['Bluebird'] }],
      reasons: [{ id: 'test-data', text: 'Données d’essai' }],
      texts: { secret: 'Les clés ouvrent des portes.' },
      alternatives: [{ name: 'Copilot', url: 'https://copilot.example/' }],
      contact: { name: 'IT desk', email: 'it@acme.example', url: null },
    });
  });

  test('is told nothing where no data rule is about its page', async () => {
    expect(await planAt('https://copilot.example/')).toBeNull();
    await enforce({
      rules: [aRule({ id: 'places', action: 'allow', tools: [], sites: ['bing.com/chat'], data: aDataRule() })],
    });
    expect(await planAt('https://www.bing.com/search')).toBeNull();
    expect(await planAt('https://www.bing.com/chat')).toMatchObject({ rule: 'places', tool: 'copilot' });
    await enforce({ rules: [aRule({ id: 'first', action: 'allow' }), guarded] });
    expect(await planAt(PAGE.url)).toBeNull();
  });

  test('only counts while the policy observes', async () => {
    const data = aDataRule({ actions: { iban: 'block' } });
    await enforce({ mode: 'observe', rules: [aRule({ id: 'open', action: 'allow', data })] });
    const plan = await planAt(PAGE.url);
    expect(new Set(Object.values(plan?.kinds ?? {}))).toEqual(new Set(['count']));
    expect(plan).toMatchObject({ byDetector: { iban: 'count' }, onError: 'allow', onUnreadable: 'allow' });
  });

  test('is registered on the rule’s hosts, and only as long as there is one', async () => {
    expect(world.guards.held?.plan.data).toEqual(['*://*.chatgpt.com/*', '*://*.chat.openai.com/*']);
    const { fingerprint } = world.guards.held ?? { fingerprint: '' };
    await enforce({ rules: [aRule({ id: 'open', action: 'allow', data: aDataRule({ onError: 'block' }) })] });
    expect(world.guards.held?.fingerprint).not.toBe(fingerprint);
    await enforce({ rules: [aRule({ id: 'open', action: 'allow' })] });
    expect(world.guards.held).toBeNull();
  });
});

test('pages that are open when the rule arrives get their guard', async () => {
  const main = (url: string) => ({ frameId: 0, parentFrameId: -1, url });
  world.tabs.list = [
    { tabId: 1, url: 'https://eu.chatgpt.com/c', frames: [main('https://eu.chatgpt.com/c')] },
    {
      tabId: 2,
      url: 'https://home.example/',
      frames: [main('https://home.example/'), { frameId: 5, parentFrameId: 0, url: 'https://chatgpt.com/' }],
    },
    { tabId: 3, url: 'https://copilot.example/', frames: [main('https://copilot.example/')] },
  ];
  await enforce({ rules: [aRule({ id: 'open', action: 'allow', data: aDataRule({ onError: 'allow' }) })] });
  expect(world.tabs.done).toEqual([
    ['data', 1, [0]],
    ['data', 2, [5]],
  ]);
});

describe('what a guard has found', () => {
  test('is counted by day, and becomes an event without name, host or time of day once the day is over', async () => {
    await engine.dataGuard(FOUND, PAGE);
    world.clock.pass(60_000);
    await engine.dataGuard(FOUND, PAGE);
    await engine.dataGuard({ ...FOUND, detector: 'projects', outcome: 'inserted' }, PAGE);
    expect((await readDataCounts(world)).map(({ detector, count }) => [detector, count])).toEqual([
      ['iban', 4],
      ['projects', 2],
    ]);
    expect(await eventsOf('data-found')).toEqual([]);
    world.clock.pass(DAY_MS);
    await engine.reconcile();
    const dayMs = Math.floor(NOW_MS / DAY_MS) * DAY_MS;
    const [first, second, ...others] = await eventsOf('data-found');
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{
        tool: 'chatgpt',
        rule: 'open',
        dataKind: 'personal',
        detector: 'iban',
        channel: 'paste',
        outcome: 'redacted',
      },
      ...{ count: 4, firstAtMs: dayMs, lastAtMs: dayMs, host: null, identity: null, ring: null, revision: null },
    });
    expect(second).toMatchObject({ dataKind: 'words', detector: 'projects', outcome: 'inserted' });
    expect(await readDataCounts(world)).toEqual([]);
    await engine.reconcile();
    expect(await eventsOf('data-found')).toHaveLength(2);
    expect(JSON.stringify([...world.durable.values])).not.toContain('SECRET');
  });

  test('tells how often, not how much', async () => {
    await engine.dataGuard({ ...FOUND, detector: 'source-code', count: 400 }, PAGE);
    await engine.dataGuard({ ...FOUND, detector: 'email-list', count: 37 }, PAGE);
    expect((await readDataCounts(world)).map(({ count }) => count)).toEqual([1, 1]);
  });

  test.each([
    ['another rule', { ...FOUND, rule: 'no-chatgpt' }],
    ['a detector that there is not', { ...FOUND, detector: 'ghp-my-own-secret' }],
    ['a sign that no id has', { ...FOUND, detector: 'IBAN DE12' }],
    ['another channel', { ...FOUND, channel: 'telepathy' }],
    ['another outcome', { ...FOUND, outcome: 'my secret' }],
    ['half of one', { ...FOUND, count: 0.5 }],
    ['more than anybody reads', { ...FOUND, count: 1e9 }],
  ])('is not taken with %s', async (_, message) => {
    await engine.dataGuard(message, PAGE);
    expect([...world.durable.values.keys()]).not.toContain('v2.dataCounts');
  });

  test('is stored without whatever else a message holds', async () => {
    await engine.dataGuard({ ...FOUND, text: 'SECRET', sample: 'SECRET' }, PAGE);
    expect(await readDataCounts(world)).toHaveLength(1);
    expect(JSON.stringify([...world.durable.values])).not.toContain('SECRET');
  });

  test('is not taken from a page that has no such rule, nor from a private window', async () => {
    await engine.dataGuard(FOUND, { ...PAGE, url: 'https://copilot.example/' });
    await engine.dataGuard(FOUND, { ...PAGE, isPrivate: true });
    expect(await readDataCounts(world)).toEqual([]);
  });
});

test('a guard that has to check a text before the document is parsed gets engine and dialog in its own frame', async () => {
  await engine.dataGuard({ kind: 'data-parts' }, PAGE);
  expect(world.tabs.done).toContainEqual(['data', 7, [2]]);
});

test('a guard in whose page a PDF is chosen gets its reader in its own frame', async () => {
  await engine.dataGuard({ kind: 'data-pdf' }, PAGE);
  expect(world.tabs.done).toContainEqual(['pdf', 7, [2]]);
});

test('a guard that cannot work is recorded at once, and once a day', async () => {
  const degraded = { kind: 'data-guard-degraded', rule: 'open', code: 'no-events' };
  await engine.dataGuard(degraded, PAGE);
  await engine.dataGuard(degraded, PAGE);
  expect(await eventsOf('data-guard-degraded')).toMatchObject([
    { rule: 'open', tool: 'chatgpt', code: 'no-events', host: null, count: 1 },
  ]);
  world.clock.pass(DAY_MS);
  await engine.dataGuard(degraded, PAGE);
  expect(await eventsOf('data-guard-degraded')).toHaveLength(2);
});

test('other messages are left alone', () => {
  expect(engine.dataGuard({ kind: 'guard-list' }, PAGE)).toBeUndefined();
  expect(engine.dataGuard(null, PAGE)).toBeUndefined();
});
