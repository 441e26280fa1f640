/** What guards close, what is observed, which alternative is chosen and what is granted: each becomes the event or word it should. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress, guardedAddress, type GuardReason } from '../../../src/protocol/block-page-url.js';
import { createEngine, type Engine } from '../../../src/worker/engine.js';
import type { Event } from '../../../src/events/event.js';
import type { Request } from '../../../src/protocol/requests.js';
import type { Rule } from '../../../src/policy/schema.js';
import { aWorld, managedBy, type World } from '../../support/memory-ports.js';
import { aPolicy, aRule, HOUR_MS, NOW_MS } from '../../support/policies.js';
import { recordedEvents } from '../../support/recorded-events.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';
import { readInstallation } from '../../support/worker.js';

const VISIT = '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b';
const URL_ASKED = 'https://chatgpt.com/c/SECRET?q=SECRET';
const frame = { tabId: 1, frameId: 0 };

let pair: SigningPair;
let world: World;
let engine: Engine;
let revision = 0;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  engine = createEngine(world);
  await enforce([aRule()]);
});

async function enforce(rules: Rule[]): Promise<void> {
  revision += 1;
  world.host.publish(await signed(pair, aPolicy({ revision, rules })));
  await engine.managedChanged(false);
}

function answer(request: Request) {
  return engine.answer(request, frame);
}

async function ourFragment(): Promise<string> {
  const { pageToken } = await readInstallation(world);
  return formatBlockedAddress('', { pageToken, ruleId: 'no-chatgpt', url: URL_ASKED });
}

async function of(kind: Event['kind']): Promise<Event[]> {
  // Every append is behind the ones before, so a later one tells that they have ended.
  await engine.reconcile();
  return (await recordedEvents(world)).filter((event) => event.kind === kind);
}

describe('what a guard closed', () => {
  test.each<[GuardReason, string]>([
    ['guard', 'no-request'],
    ['guard-moved', 'in-page'],
    ['guard-back', 'back-forward'],
    ['guard-open', 'already-open'],
  ])('%s is told beside the restriction, with the miss: %s', async (guardReason, code) => {
    const fragment = guardedAddress('', guardReason, URL_ASKED);
    await answer({ kind: 'explain', fragment, languages: ['en'], visit: VISIT });
    const about = { host: 'chatgpt.com', tool: 'chatgpt', rule: 'no-chatgpt', decisions: [VISIT], count: 1 };
    expect(await of('guard-blocked')).toMatchObject([{ ...about, code }]);
    expect(await of('restricted')).toMatchObject([{ ...about, code: '' }]);
  });

  test('is not what a rule closed', async () => {
    await answer({ kind: 'explain', fragment: await ourFragment(), languages: ['en'], visit: VISIT });
    expect(await of('restricted')).toHaveLength(1);
    expect(await of('guard-blocked')).toEqual([]);
  });
});

describe('an observed page', () => {
  const open = (changes = {}) => engine.opened({ url: URL_ASKED, visit: VISIT, isPrivate: false, ...changes });

  test('is counted with its host alone, and once for a visit', async () => {
    await enforce([aRule({ action: 'observe' })]);
    await open();
    await open();
    const [event, ...others] = await of('observed');
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      host: 'chatgpt.com',
      tool: 'chatgpt',
      action: 'observe',
      decisions: [VISIT],
      count: 1,
    });
    expect(JSON.stringify([...world.durable.values])).not.toContain('SECRET');
  });

  test.each<[string, Rule[], object]>([
    ['no rule is about it', [aRule({ action: 'observe' })], { url: 'https://open.example/' }],
    ['a rule allows it', [aRule({ action: 'allow' })], {}],
    ['its window is private', [aRule({ action: 'observe' })], { isPrivate: true }],
    ['it has no host', [aRule({ action: 'observe' })], { url: 'about:blank' }],
  ])('is no event where %s', async (_, rules, changes) => {
    await enforce(rules);
    await open(changes);
    expect(await of('observed')).toEqual([]);
  });
});

describe('an alternative', () => {
  const alternative = { tools: ['copilot'], sites: [], action: 'allow' as const, id: 'copilot-yes' };
  const choose = async (home: string) => {
    const asking = { fragment: await ourFragment(), languages: ['en'], visit: VISIT };
    await answer({ kind: 'explain', ...asking });
    return answer({ kind: 'note-alternative', ...asking, home });
  };

  beforeEach(async () => {
    await enforce([aRule({ alternatives: ['copilot'] }), aRule(alternative)]);
  });

  test('that the rule names is told by its id', async () => {
    const { tools } = aPolicy();
    const home = tools.find(({ id }) => id === 'copilot')?.home ?? '';
    expect(await choose(home)).toMatchObject({ kind: 'restricted' });
    expect(await of('alternative-opened')).toMatchObject([{ code: 'copilot', tool: 'chatgpt', decisions: [VISIT] }]);
  });

  test('that no rule names is nobody’s business', async () => {
    await choose('https://SECRET.example/');
    expect(await of('alternative-opened')).toEqual([]);
  });
});

describe('what is granted to this browser', () => {
  const untilMs = NOW_MS + 7 * 24 * HOUR_MS;
  const window = { until: new Date(untilMs).toISOString() };
  const grantTo = (browser: string) =>
    aRule({ id: 'granted', action: 'allow', audience: { browsers: [browser] }, window });

  test('says until when, on the explanation page and in the popup', async () => {
    const fragment = await ourFragment();
    await answer({ kind: 'explain', fragment, languages: ['en'], visit: VISIT });
    const { supportId } = await readInstallation(world);
    await enforce([grantTo(supportId), aRule()]);
    expect(await answer({ kind: 'explain', fragment, languages: ['en'], visit: VISIT })).toMatchObject({
      kind: 'lifted',
      grantedUntilMs: untilMs,
    });
    expect(await answer({ kind: 'status', url: URL_ASKED, languages: ['en'] })).toMatchObject({
      site: { kind: 'approved', grantedUntilMs: untilMs },
    });
  });

  test('is not what everybody may', async () => {
    await enforce([aRule({ action: 'allow', window }), aRule({ id: 'other' })]);
    expect(await answer({ kind: 'status', url: URL_ASKED, languages: ['en'] })).toMatchObject({
      site: { kind: 'approved', grantedUntilMs: null },
    });
  });

  test('ends with its window', async () => {
    const { supportId } = await readInstallation(world);
    await enforce([grantTo(supportId), aRule()]);
    world.clock.pass(untilMs - NOW_MS + 1);
    expect(await answer({ kind: 'status', url: URL_ASKED, languages: ['en'] })).toMatchObject({
      site: { kind: 'restricted', grantedUntilMs: null },
    });
  });
});

test('rules that had gone and were put back are told', async () => {
  expect(await of('state-repaired')).toEqual([]);
  world.rules.held = [];
  await engine.reconcile();
  expect(await of('state-repaired')).toMatchObject([{ code: 'rules' }]);
});
